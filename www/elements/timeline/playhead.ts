/** How many times as fast as it was a run can be replayed; the slowest are for the shortest runs. */
export const SPEEDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10] as const;

/** A replay should last at least so long, if a speed can make it. */
const WATCHABLE_MS = 5000;

/** The fastest speed at which a run lasts long enough to be watched. */
export function watchableSpeed(endMs: number): number {
  return SPEEDS.findLast((speed) => endMs / speed >= WATCHABLE_MS) ?? SPEEDS[0];
}

/**
 * Where a replay is: one clock for everything that shows it, which hears of every step by its
 * `change` event.
 */
export class Playhead extends EventTarget {
  #timeMs = 0;
  #endMs = 0;
  #speed = 1;
  #playing = false;
  /** The moment of the last step, by the clock of whoever watches. */
  #stepAt: number | undefined;

  /** Time since the trials began. */
  get timeMs(): number {
    return this.#timeMs;
  }

  /** When the slowest trial was over. */
  get endMs(): number {
    return this.#endMs;
  }

  /** How many times as fast as it was. */
  get speed(): number {
    return this.#speed;
  }

  set speed(speed: number) {
    this.#speed = speed;
    this.#changed();
  }

  /** Whether it goes on by itself. */
  get isPlaying(): boolean {
    return this.#playing;
  }

  /** Puts in trials the slowest of which took so long, and goes to their beginning. */
  load(endMs: number): void {
    this.#endMs = endMs;
    this.#speed = watchableSpeed(endMs);
    this.#timeMs = 0;
    this.pause();
  }

  /** Goes on; from the beginning again, once it was at the end. */
  play(): void {
    if (this.#timeMs >= this.#endMs) {
      this.#timeMs = 0;
    }
    this.#playing = true;
    this.#stepAt = undefined;
    this.#changed();
  }

  /** Stays where it is. */
  pause(): void {
    this.#playing = false;
    this.#changed();
  }

  /** Goes to a moment. */
  seek(timeMs: number): void {
    this.#timeMs = Math.min(Math.max(timeMs, 0), this.#endMs);
    this.#changed();
  }

  /** Goes on as far as it should be at `now`, and stops at the end. */
  step(now: number): void {
    if (!this.#playing) {
      return;
    }
    const passed = now - (this.#stepAt ?? now);
    this.#stepAt = now;
    this.#timeMs = Math.min(this.#timeMs + passed * this.#speed, this.#endMs);
    this.#playing = this.#timeMs < this.#endMs;
    this.#changed();
  }

  #changed(): void {
    this.dispatchEvent(new Event("change"));
  }
}
