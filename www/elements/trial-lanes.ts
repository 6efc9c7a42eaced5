import { css, html, LitElement, type PropertyValues } from "lit";
import { property, query } from "lit/decorators.js";
import type { Lane } from "../generated/types/Lane";
import { base } from "../styles/base";
import { element } from "./define";
import { drawLanes, type LaneLayout, type LanePaint, spanAt } from "./draw-lanes";
import { drawSoon } from "./frames";
import type { TimeScale } from "./time-scale";

/** A span that the reader points at. */
export interface PointedSpan {
  readonly lane: number;
  readonly span: number;
}

/** Lanes get lower as they get more, so that a trial stays in sight. */
const HEIGHTS = [
  { upTo: 8, laneHeight: 22, gap: 6 },
  { upTo: 16, laneHeight: 16, gap: 4 },
  { upTo: 64, laneHeight: 9, gap: 2 },
  { upTo: Number.POSITIVE_INFINITY, laneHeight: 4, gap: 1 },
] as const;

/** Below this height a lane has no room for its name. */
const NAMED_HEIGHT = 16;
/** How far from a span, in pixels, it can still be pointed at. */
const REACH = 3;

/** The lanes of one trial on a canvas. Its time scale is given; it decides nothing of the view. */
@element("trial-lanes")
export class TrialLanes extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        position: relative;
      }

      canvas {
        display: block;
        inline-size: 100%;
        cursor: crosshair;
        touch-action: pan-y;
      }

      .pointed {
        position: absolute;
        border: 2px solid var(--pp-ink);
        box-shadow: 0 0 0 1px var(--pp-paper);
        pointer-events: none;
      }
    `,
  ];

  /** One row a worker. */
  @property({ attribute: false }) accessor lanes: readonly Lane[] = [];
  /** Where times stand, for a canvas of the scale's width. */
  @property({ attribute: false }) accessor scale: TimeScale | null = null;
  /** What spans are filled with; a new one means that the theme changed. */
  @property({ attribute: false }) accessor paint: LanePaint | null = null;
  /** What the lanes show, for those who do not see them. */
  @property({ attribute: false }) accessor description = "";
  /** The span that is pointed at, if it is one of these lanes'. */
  @property({ attribute: false }) accessor pointed: PointedSpan | null = null;

  @query("canvas") private accessor canvas!: HTMLCanvasElement;
  @query(".pointed") private accessor frame!: HTMLElement;

  override render() {
    return html`
      <canvas
        tabindex="0"
        role="img"
        aria-label=${this.description}
        @pointermove=${this.#point}
        @pointerdown=${this.#point}
        @pointerleave=${() => this.#tell(null)}
        @blur=${() => this.#tell(null)}
        @keydown=${this.#step}
      ></canvas>
      <div class="pointed" hidden></div>
    `;
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has("lanes") || changed.has("scale") || changed.has("paint")) {
      this.canvas.style.blockSize = `${heightOf(this.lanes.length)}px`;
      drawSoon(this, () => this.#draw());
    }
    this.#framePointed();
  }

  #draw(): void {
    const { scale, paint, canvas } = this;
    const context = canvas.getContext("2d");
    if (scale === null || paint === null || context === null) {
      return;
    }
    const density = devicePixelRatio;
    canvas.width = Math.round(scale.width * density);
    canvas.height = Math.round(heightOf(this.lanes.length) * density);
    drawLanes(
      context,
      this.lanes,
      scale.times(density),
      scaled(layoutOf(this.lanes.length), density),
      paint,
    );
  }

  #framePointed(): void {
    const { scale, pointed, frame } = this;
    const span = pointed === null ? undefined : this.lanes[pointed.lane]?.spans[pointed.span];
    frame.hidden = span === undefined || scale === null;
    if (span === undefined || scale === null || pointed === null) {
      return;
    }
    const { laneHeight, gap } = layoutOf(this.lanes.length);
    const left = Math.max(scale.toPixel(span.startMs), 0);
    const right = Math.min(scale.toPixel(span.endMs), scale.width);
    frame.style.left = `${left - 2}px`;
    frame.style.top = `${pointed.lane * (laneHeight + gap) - 2}px`;
    frame.style.width = `${Math.max(right - left, 1) + 4}px`;
    frame.style.height = `${laneHeight + 4}px`;
  }

  #point(event: PointerEvent): void {
    const { scale, lanes } = this;
    if (scale === null) {
      return;
    }
    const { laneHeight, gap } = layoutOf(lanes.length);
    const index = Math.floor(event.offsetY / (laneHeight + gap));
    const lane = lanes[index];
    const span = lane && spanAt(lane.spans, scale.toMs(event.offsetX), REACH / scale.pixelsPerMs);
    this.#tell(span === undefined ? null : { lane: index, span });
  }

  #step(event: KeyboardEvent): void {
    const next = this.#neighbour(event.key);
    if (next !== undefined) {
      event.preventDefault();
      this.#tell(next);
    }
  }

  /** The span that an arrow key leads to; nothing for other keys. */
  #neighbour(key: string): PointedSpan | null | undefined {
    if (key === "Escape") {
      return null;
    }
    const { lane, span } = this.pointed ?? { lane: 0, span: -1 };
    switch (key) {
      case "ArrowRight":
        return this.#within(lane, span + 1);
      case "ArrowLeft":
        return this.#within(lane, span - 1);
      case "ArrowDown":
        return this.#across(lane + 1);
      case "ArrowUp":
        return this.#across(lane - 1);
      default:
        return undefined;
    }
  }

  #within(lane: number, span: number): PointedSpan | null {
    const last = (this.lanes[lane]?.spans.length ?? 0) - 1;
    return last < 0 ? null : { lane, span: Math.min(Math.max(span, 0), last) };
  }

  /** The span on another lane at the time of the one that is pointed at. */
  #across(to: number): PointedSpan | null {
    const lane = Math.min(Math.max(to, 0), this.lanes.length - 1);
    const { pointed } = this;
    const from = pointed === null ? undefined : this.lanes[pointed.lane]?.spans[pointed.span];
    const spans = this.lanes[lane]?.spans ?? [];
    const span = spanAt(spans, from?.startMs ?? 0, Number.POSITIVE_INFINITY);
    return this.#within(lane, span ?? 0);
  }

  #tell(pointed: PointedSpan | null): void {
    this.dispatchEvent(new CustomEvent<PointedSpan | null>("span-pointed", { detail: pointed }));
  }
}

/** How high lanes are, and how far apart, when there are so many. */
export function layoutOf(lanes: number): LaneLayout {
  return HEIGHTS.find(({ upTo }) => lanes <= upTo) ?? HEIGHTS[0];
}

/** Whether so many lanes leave each one room for its name. */
export function haveNames(lanes: number): boolean {
  return layoutOf(lanes).laneHeight >= NAMED_HEIGHT;
}

function heightOf(lanes: number): number {
  const { laneHeight, gap } = layoutOf(lanes);
  return lanes * (laneHeight + gap) - gap;
}

function scaled({ laneHeight, gap }: LaneLayout, density: number): LaneLayout {
  return { laneHeight: laneHeight * density, gap: gap * density };
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-trial-lanes": TrialLanes;
  }
}
