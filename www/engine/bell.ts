/** The memory of a bell. */
export function newBell(): SharedArrayBuffer {
  return new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
}

/**
 * Tells a worker that there is something in shared memory for it. Nobody looks again and again before
 * going to sleep: where cores are few that keeps the other one from running, and takes longer than
 * to be woken.
 */
export class Bell {
  readonly #count: Int32Array;

  constructor(buffer: SharedArrayBuffer) {
    this.#count = new Int32Array(buffer);
  }

  /** Rings it, and wakes whoever waits. */
  ring(): void {
    Atomics.add(this.#count, 0, 1);
    Atomics.notify(this.#count, 0);
  }

  /** How often it has been rung: to be read before looking for what it tells of. */
  get count(): number {
    return Atomics.load(this.#count, 0);
  }

  /** Whether it is rung more than `count` times within so many milliseconds; this worker stands still. */
  isRungWithin(count: number, ms: number): boolean {
    return Atomics.wait(this.#count, 0, count, ms) !== "timed-out";
  }

  /** Resolves once it has been rung more than `count` times. */
  async rung(count: number): Promise<void> {
    await Atomics.waitAsync(this.#count, 0, count).value;
  }
}
