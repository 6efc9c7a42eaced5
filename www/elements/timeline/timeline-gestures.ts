import type { Viewport } from "../lanes/lanes";

/** A pointer that moved less has only been pressed. */
const SLOP = 4;
/** How much of a notch of the wheel, in pixels, counts at most. */
const NOTCH = 50;
/** Pixels of turning the wheel that look e times closer. */
const WHEEL_ZOOM = 100;
/** Pixels in a line, where a wheel tells lines. */
const LINE = 16;
/** Fingers that are nearer to each other than this do not zoom. */
const LEAST_SPREAD = 20;

/**
 * Zooming and panning by wheel, drag and pinch. Plain turning of the wheel is left to the page:
 * with Ctrl it zooms, with Shift or sideways it pans.
 */
export class TimelineGestures {
  readonly #viewport: Viewport;
  readonly #pixelOf: (clientX: number) => number;
  /** Where each pointer that is down was last, in the view's pixels. */
  readonly #down = new Map<number, number>();
  #dragged = 0;

  /** For a template: a wheel that the page also listens to has to be said so. */
  readonly wheel = { handleEvent: (event: WheelEvent) => this.#turn(event), passive: false };
  /** For a template: the click that ends a drag selects nothing. */
  readonly click = { handleEvent: (event: Event) => this.#swallow(event), capture: true };

  /** @param pixelOf where in the view a `clientX` is */
  constructor(viewport: Viewport, pixelOf: (clientX: number) => number) {
    this.#viewport = viewport;
    this.#pixelOf = pixelOf;
  }

  #turn(event: WheelEvent): void {
    const { scale, isWhole } = this.#viewport;
    const unit = [1, LINE, scale.width][event.deltaMode] ?? 1;
    const [x, y] = [event.deltaX * unit, event.deltaY * unit];
    if (event.ctrlKey || event.metaKey) {
      const turned = Math.min(Math.max(y, -NOTCH), NOTCH);
      this.#viewport.zoom(Math.exp(-turned / WHEEL_ZOOM), scale.toMs(this.#pixelOf(event.clientX)));
    } else if (!isWhole && (event.shiftKey || Math.abs(x) > Math.abs(y))) {
      this.#viewport.pan((x === 0 ? y : x) / scale.pixelsPerMs);
    } else {
      return;
    }
    event.preventDefault();
  }

  /** A pointer was pressed. */
  readonly begin = (event: PointerEvent): void => {
    const x = this.#pixelOf(event.clientX);
    if (event.button === 0 && x >= 0 && x <= this.#viewport.scale.width) {
      this.#down.set(event.pointerId, x);
      this.#dragged = this.#down.size > 1 ? Number.POSITIVE_INFINITY : 0;
    }
  };

  /** A pointer was moved. */
  readonly move = (event: PointerEvent): void => {
    const from = this.#down.get(event.pointerId);
    if (from === undefined) {
      return;
    }
    // What is released outside of the chart is not told here.
    if (event.buttons === 0) {
      this.end(event);
      return;
    }
    const to = this.#pixelOf(event.clientX);
    const [other] = [...this.#down].filter(([id]) => id !== event.pointerId);
    this.#down.set(event.pointerId, to);
    if (other !== undefined) {
      this.#pinch(from, to, other[1]);
    } else if (!this.#viewport.isWhole) {
      this.#drag(from, to, event);
    }
  };

  /** A pointer was lifted, or taken away by the browser. */
  readonly end = (event: PointerEvent): void => {
    this.#down.delete(event.pointerId);
  };

  #drag(from: number, to: number, { currentTarget, pointerId }: PointerEvent): void {
    this.#dragged += Math.abs(to - from);
    if (this.#dragged > SLOP) {
      (currentTarget as Element).setPointerCapture(pointerId);
      this.#viewport.pan((from - to) / this.#viewport.scale.pixelsPerMs);
    }
  }

  /** One finger moves, the other stays: what was under each of them is under it again. */
  #pinch(from: number, to: number, other: number): void {
    const [before, after] = [Math.abs(from - other), Math.abs(to - other)];
    if (before > LEAST_SPREAD && after > LEAST_SPREAD) {
      this.#viewport.zoom(after / before, this.#viewport.scale.toMs(other));
    }
  }

  #swallow(event: Event): void {
    if (this.#dragged > SLOP) {
      event.stopPropagation();
    }
  }
}
