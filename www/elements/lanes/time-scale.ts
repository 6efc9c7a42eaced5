/** How many steps of 1, 2 or 5 an axis may have at most between its ends. */
const STEPS = [1, 2, 5, 10] as const;

/** Where a time stands on the screen: the only thing about the view that a renderer is told. */
export class TimeScale {
  /** Pixels a millisecond takes. */
  readonly pixelsPerMs: number;

  /** Shows `startMs` to `endMs` on `width` pixels. */
  constructor(
    readonly startMs: number,
    readonly endMs: number,
    readonly width: number,
  ) {
    this.pixelsPerMs = endMs > startMs ? width / (endMs - startMs) : 0;
  }

  /** The pixel of a time. */
  toPixel(ms: number): number {
    return (ms - this.startMs) * this.pixelsPerMs;
  }

  /** The time at a pixel. */
  toMs(pixel: number): number {
    return this.startMs + pixel / this.pixelsPerMs;
  }

  /** Whether another shows the same times in the same places. */
  equals({ startMs, endMs, width }: TimeScale): boolean {
    return startMs === this.startMs && endMs === this.endMs && width === this.width;
  }

  /** The same times on a screen of so many times the pixels. */
  times(density: number): TimeScale {
    return new TimeScale(this.startMs, this.endMs, this.width * density);
  }

  /** The shortest round time that takes at least `spacing` pixels; 0 in a view of no length. */
  step(spacing: number): number {
    if (this.pixelsPerMs === 0) {
      return 0;
    }
    const least = spacing / this.pixelsPerMs;
    const power = 10 ** Math.floor(Math.log10(least));
    return power * (STEPS.find((factor) => factor * power >= least) ?? 10);
  }

  /** Round times inside the view, a {@link step} apart. */
  ticks(spacing: number): number[] {
    const step = this.step(spacing);
    if (step === 0) {
      return [];
    }
    const first = Math.ceil(this.startMs / step);
    const last = Math.floor(this.endMs / step);
    return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
  }
}
