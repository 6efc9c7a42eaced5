import { TimeScale } from "./time-scale";

/** A stretch of time. */
export interface Stretch {
  readonly startMs: number;
  readonly endMs: number;
}

/** The shortest stretch that can be looked at: clocks tell no less. */
const LEAST_MS = 0.01;
/** The room that is left on each side of a stretch that is zoomed to. */
const MARGIN = 0.1;

/**
 * Which stretch of time is in view, and on how many pixels. Everything that shows the same time
 * shares one, and draws itself anew on its `change` event.
 */
export class Viewport extends EventTarget {
  #whole: Stretch = { startMs: 0, endMs: 0 };
  /** Nothing while all is in view, also of what is still to come. */
  #part: Stretch | null = null;
  #scale = new TimeScale(0, 0, 0);

  /** Where times stand. Its width is 0 as long as nothing can be drawn. */
  get scale(): TimeScale {
    return this.#scale;
  }

  /** All there is to see. */
  get whole(): Stretch {
    return this.#whole;
  }

  /** Whether all of it is in view. */
  get isWhole(): boolean {
    return this.#part === null;
  }

  /** There is something else to see; what is in view of it stays. */
  show(whole: Stretch): void {
    if (whole.startMs !== this.#whole.startMs || whole.endMs !== this.#whole.endMs) {
      this.#whole = whole;
      this.look(this.#part ?? whole);
    }
  }

  /** There are so many pixels to see it on. */
  resize(width: number): void {
    if (width !== this.#scale.width) {
      this.#rescale(width);
    }
  }

  /** Looks at so many times less, keeping the moment `aroundMs` where it is. */
  zoom(factor: number, aroundMs: number): void {
    const { startMs, endMs } = this.#scale;
    const length = Math.max((endMs - startMs) / factor, LEAST_MS);
    const share = (aroundMs - startMs) / (endMs - startMs);
    const start = aroundMs - share * length;
    this.look({ startMs: start, endMs: start + length });
  }

  /** Looks so much later; to see what was before, `byMs` is negative. */
  pan(byMs: number): void {
    const { startMs, endMs } = this.#scale;
    this.look({ startMs: startMs + byMs, endMs: endMs + byMs });
  }

  /** Looks at a stretch and a little around it. */
  zoomTo({ startMs, endMs }: Stretch): void {
    const length = Math.max(endMs - startMs, LEAST_MS);
    this.look({ startMs: startMs - length * MARGIN, endMs: endMs + length * MARGIN });
  }

  /** Pans as little as it takes to see a stretch, or at least its beginning. */
  reveal({ startMs, endMs }: Stretch): void {
    const { startMs: from, endMs: to } = this.#scale;
    if (startMs < from || endMs - startMs > to - from) {
      this.pan(startMs - from);
    } else if (endMs > to) {
      this.pan(endMs - to);
    }
  }

  /** Looks at all there is. */
  fit(): void {
    this.look(this.#whole);
  }

  /** Looks at a stretch, moved or widened where there is nothing to see. */
  look({ startMs, endMs }: Stretch): void {
    const { startMs: first, endMs: last } = this.#whole;
    const length = Math.max(endMs - startMs, LEAST_MS);
    if (length >= last - first) {
      this.#part = null;
    } else {
      const start = Math.min(Math.max(startMs, first), last - length);
      this.#part = { startMs: start, endMs: start + length };
    }
    this.#rescale(this.#scale.width);
  }

  #rescale(width: number): void {
    const { startMs, endMs } = this.#part ?? this.#whole;
    this.#scale = new TimeScale(startMs, endMs, width);
    this.dispatchEvent(new Event("change"));
  }
}
