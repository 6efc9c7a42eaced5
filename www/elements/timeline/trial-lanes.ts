import { css, html, type PropertyValues } from "lit";
import { property, query } from "lit/decorators.js";
import type { Lane } from "../../generated/types/Lane";
import type { Span } from "../../generated/types/Span";
import { element } from "../foundation/define";
import { base } from "../foundation/styles/base";
import type { Tile, TimeScale } from "../lanes/lanes";
import {
  drawLanes,
  fillAll,
  heightOf,
  indexOf,
  type LaneIndex,
  type LanePaint,
  layoutOf,
  Pixels,
  scaled,
  spanAt,
} from "../lanes/lanes";
import { actionOf, type LaneAction } from "./lane-keys";
import { TimeElement } from "./time-element";

/** A span of a trial, by its lane's number and its own. */
export interface SpanPlace {
  readonly lane: number;
  readonly span: number;
}

/** Less than any clock tells: what ends as a span begins is not at the same time. */
const INSTANT_MS = 0.001;
/** How far from a span, in pixels, it can still be pointed at. */
const REACH = 3;

/**
 * The lanes of one trial on a canvas.
 *
 * @fires span-pointed - detail: a {@link SpanPlace}, or nothing when none is pointed at any more
 * @fires span-selected - detail: a {@link SpanPlace}, or nothing when none is selected any more
 * @fires lanes-read - when it has read all of many spans, for which one frame is too short
 */
@element("trial-lanes")
export class TrialLanes extends TimeElement {
  static override styles = [
    base,
    css`
      :host {
        position: relative;
        overflow: clip;
        overflow-clip-margin: 4px;
      }

      canvas {
        display: block;
        inline-size: 100%;
        cursor: crosshair;
        touch-action: pan-y;
      }

      .pointed,
      .selected {
        position: absolute;
        inset-block-start: 0;
        inset-inline-start: 0;
        border: 2px solid var(--pp-ink);
        box-shadow: 0 0 0 1px var(--pp-paper);
        pointer-events: none;
      }

      .selected {
        outline: 2px solid var(--pp-accent);
        outline-offset: 1px;
      }

      @media print {
        .pointed,
        .selected {
          display: none;
        }
      }
    `,
  ];

  /** One row a worker. */
  @property({ attribute: false }) accessor lanes: readonly Lane[] = [];
  /** What spans are filled with; a new one means that the theme changed. */
  @property({ attribute: false }) accessor paint: LanePaint<Tile> | null = null;
  /** What the lanes show, for those who do not see them. */
  @property({ attribute: false }) accessor description = "";
  /** The span that is pointed at, if it is one of these lanes'. */
  @property({ attribute: false }) accessor pointed: SpanPlace | null = null;
  /** The span that is selected, if it is one of these lanes'. */
  @property({ attribute: false }) accessor selected: SpanPlace | null = null;

  @query("canvas") private accessor canvas!: HTMLCanvasElement;
  @query(".pointed") private accessor pointedFrame!: HTMLElement;
  @query(".selected") private accessor selectedFrame!: HTMLElement;

  #indexes: LaneIndex[] = [];
  #pixels: Pixels | undefined;

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("lanes")) {
      this.#indexes = this.lanes.map(indexOf);
    }
  }

  override render() {
    return html`
      <canvas
        tabindex="0"
        role="img"
        aria-label=${this.description}
        @pointermove=${this.#point}
        @pointerdown=${this.#point}
        @pointerleave=${() => this.#tell("span-pointed", null)}
        @click=${this.#click}
        @blur=${() => this.#tell("span-pointed", null)}
        @keydown=${this.#press}
      ></canvas>
      <div class="selected" hidden></div>
      <div class="pointed" hidden></div>
    `;
  }

  override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.canvas.style.blockSize = `${heightOf(this.lanes.length)}px`;
  }

  protected override draw(scale: TimeScale): void {
    this.#frame(this.pointedFrame, this.pointed, scale);
    this.#frame(this.selectedFrame, this.selected, scale);
    const { paint, lanes, canvas } = this;
    if (paint === null) {
      return;
    }
    const wasComplete = this.#indexes.every((lane) => lane.isComplete);
    const isComplete = fillAll(this.#indexes);
    const density = devicePixelRatio;
    const height = Math.round(heightOf(lanes.length) * density);
    this.#pixels = Pixels.cleared(this.#pixels, Math.round(scale.width * density), height);
    const layout = scaled(layoutOf(lanes.length), density);
    drawLanes(this.#pixels, this.#indexes, scale.times(density), layout, paint);
    this.#pixels.show(canvas);
    if (!isComplete) {
      this.redraw();
    } else if (!wasComplete) {
      this.dispatchEvent(new CustomEvent("lanes-read"));
    }
  }

  #frame(frame: HTMLElement, place: SpanPlace | null, scale: TimeScale): void {
    const span = this.#spanOf(place);
    const left = Math.max(scale.toPixel(span?.startMs ?? 0), -4);
    const right = Math.min(scale.toPixel(span?.endMs ?? 0), scale.width + 4);
    frame.hidden = span === undefined || place === null || right < left;
    if (frame.hidden || place === null) {
      return;
    }
    const { laneHeight, gap } = layoutOf(this.lanes.length);
    const top = place.lane * (laneHeight + gap);
    frame.style.transform = `translate(${left - 2}px, ${top - 2}px)`;
    frame.style.width = `${Math.max(right - left, 1) + 4}px`;
    frame.style.height = `${laneHeight + 4}px`;
  }

  #spanOf(place: SpanPlace | null): Span | undefined {
    return place === null ? undefined : this.#indexes[place.lane]?.at(place.span);
  }

  #placeOf({ offsetX, offsetY }: MouseEvent): SpanPlace | null {
    const { scale } = this.viewport;
    const { laneHeight, gap } = layoutOf(this.lanes.length);
    const lane = Math.floor(offsetY / (laneHeight + gap));
    const index = this.#indexes[lane];
    const span = index && spanAt(index, scale.toMs(offsetX), REACH / scale.pixelsPerMs);
    return span === undefined ? null : { lane, span };
  }

  #point(event: PointerEvent): void {
    this.#tell("span-pointed", this.#placeOf(event));
  }

  #click(event: MouseEvent): void {
    this.#tell("span-selected", this.#placeOf(event));
  }

  #press(event: KeyboardEvent): void {
    const action = actionOf(event);
    if (action === "select" || action === "release") {
      event.preventDefault();
      this.#tell("span-selected", action === "select" ? this.pointed : null);
      return;
    }
    const next = action && this.#neighbour(action);
    if (next != null) {
      event.preventDefault();
      this.#tell("span-pointed", next);
      this.viewport.reveal(this.#spanOf(next) ?? this.viewport.whole);
    }
  }

  /** The span that a key leads to; nothing for the other keys. */
  #neighbour(action: LaneAction): SpanPlace | null | undefined {
    const { lane, span } = this.pointed ?? this.selected ?? { lane: 0, span: -1 };
    switch (action) {
      case "after":
        return this.#within(lane, span + 1);
      case "before":
        return this.#within(lane, span - 1);
      case "below":
        return this.#across(lane, 1);
      case "above":
        return this.#across(lane, -1);
      case "first":
        return this.#within(lane, 0);
      case "last":
        return this.#within(lane, Number.POSITIVE_INFINITY);
      default:
        return undefined;
    }
  }

  #within(lane: number, span: number): SpanPlace | null {
    const last = (this.#indexes[lane]?.spanCount ?? 0) - 1;
    return last < 0 ? null : { lane, span: Math.min(Math.max(span, 0), last) };
  }

  /** The span at the same time on the next lane that has any. */
  #across(from: number, step: 1 | -1): SpanPlace | null {
    const { startMs = 0 } = this.#spanOf(this.pointed ?? this.selected) ?? {};
    for (let lane = from + step; lane >= 0 && lane < this.lanes.length; lane += step) {
      const place = this.#within(lane, this.#indexes[lane]?.firstEnding(startMs + INSTANT_MS) ?? 0);
      if (place !== null) {
        return place;
      }
    }
    return null;
  }

  #tell(type: "span-pointed" | "span-selected", place: SpanPlace | null): void {
    if (type === "span-pointed") {
      // The next key may come before the parent has rendered.
      this.pointed = place;
    }
    this.dispatchEvent(new CustomEvent<SpanPlace | null>(type, { detail: place }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-trial-lanes": TrialLanes;
  }
}
