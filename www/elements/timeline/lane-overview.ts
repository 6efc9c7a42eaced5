import { msg, str } from "@lit/localize";
import { css, html, type PropertyValues } from "lit";
import { property, query } from "lit/decorators.js";
import { element } from "../foundation/define";
import { duration } from "../foundation/format";
import { base } from "../foundation/styles/base";
import type { Tile } from "../lanes/lanes";
import {
  drawLanes,
  fillAll,
  indexesOf,
  type LanePaint,
  Pixels,
  type ShownTrial,
  TimeScale,
} from "../lanes/lanes";
import { actionOf, type LaneAction } from "./lane-keys";
import { TimeElement } from "./time-element";
import { moveView } from "./view-moves";

/** The height of a lane, and the most of all, in pixels. */
const LANE_HEIGHT = 4;
const MOST_HEIGHT = 48;
/** A pointer that moved less has only been pressed. */
const SLOP = 3;

/** There are no spans to step along here: plain arrows move the view. */
const ALONG: Readonly<Partial<Record<LaneAction, LaneAction>>> = {
  before: "earlier",
  after: "later",
};

/** A drag on the overview. */
interface Drag {
  readonly fromMs: number;
  readonly atX: number;
  /** Moves what is in view; otherwise marks what is to be in view. */
  readonly moves: boolean;
  lastX: number;
}

/**
 * All lanes, very small, and in a frame what of them is in view. Dragging the frame moves it,
 * dragging beside it looks at what was dragged over.
 */
@element("lane-overview")
export class LaneOverview extends TimeElement {
  static override styles = [
    base,
    css`
      div {
        position: relative;
        overflow: clip;
        background: var(--pp-sunken);
        touch-action: pan-y;
        cursor: crosshair;
      }

      canvas {
        display: block;
        inline-size: 100%;
        block-size: 100%;
      }

      i {
        position: absolute;
        inset-block: 0;
        inset-inline-start: 0;
        inline-size: 100%;
        pointer-events: none;
      }

      .veil {
        background: var(--pp-paper);
        opacity: 0.7;
      }

      .frame {
        border: 2px solid var(--pp-ink);
        transform-origin: left;
      }
    `,
  ];

  /** The trials whose lanes to show. */
  @property({ attribute: false }) accessor shown: readonly ShownTrial[] = [];
  /** What spans are filled with; a new one means that the theme changed. */
  @property({ attribute: false }) accessor paint: LanePaint<Tile> | null = null;

  @query("div") private accessor strip!: HTMLElement;
  @query("canvas") private accessor canvas!: HTMLCanvasElement;
  @query(".earlier") private accessor earlier!: HTMLElement;
  @query(".later") private accessor later!: HTMLElement;
  @query(".frame") private accessor frame!: HTMLElement;

  /** What is on the canvas. */
  #drawn: { scale: TimeScale; paint: LanePaint<Tile>; shown: readonly ShownTrial[] } | undefined;
  #drag: Drag | undefined;

  override render() {
    return html`<div
      tabindex="0"
      role="slider"
      aria-label=${msg("What is in view")}
      aria-valuemin="0"
      aria-valuemax="100"
      @keydown=${this.#press}
      @pointerdown=${this.#begin}
      @pointermove=${this.#move}
      @pointerup=${this.#end}
      @pointercancel=${this.#end}
    >
      <canvas aria-hidden="true"></canvas>
      <i class="veil earlier" hidden></i>
      <i class="veil later" hidden></i>
      <i class="frame" hidden></i>
    </div>`;
  }

  override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.strip.style.blockSize = `${Math.min(indexesOf(this.shown).length * LANE_HEIGHT, MOST_HEIGHT)}px`;
  }

  /** Everything there is, on as many pixels as the view has. */
  #whole(): TimeScale {
    const { whole, scale } = this.viewport;
    return new TimeScale(whole.startMs, whole.endMs, scale.width);
  }

  protected override draw(scale: TimeScale): void {
    const whole = this.#whole();
    this.#drawLanes(whole);
    this.#markView(scale, whole);
  }

  /** The lanes stay as they are, wherever one looks. */
  #drawLanes(scale: TimeScale): void {
    const { paint, shown } = this;
    const known = this.#drawn;
    if (
      paint === null ||
      (known?.paint === paint && known.shown === shown && known.scale.equals(scale))
    ) {
      return;
    }
    const lanes = indexesOf(this.shown);
    const isComplete = fillAll(lanes);
    const density = devicePixelRatio;
    const [width, height] = [scale.width * density, lanes.length * LANE_HEIGHT * density];
    const layout = { laneHeight: (LANE_HEIGHT - 1) * density, gap: density };
    const pixels = Pixels.cleared(undefined, Math.round(width), Math.round(height));
    drawLanes(pixels, lanes, scale.times(density), layout, { ...paint, rule: null });
    pixels.show(this.canvas);
    this.#drawn = isComplete ? { scale, paint, shown } : undefined;
    if (!isComplete) {
      this.redraw();
    }
  }

  #markView({ startMs, endMs }: TimeScale, whole: TimeScale): void {
    const [left, right] = [whole.toPixel(startMs), whole.toPixel(endMs)];
    for (const mark of [this.earlier, this.later, this.frame]) {
      mark.hidden = this.viewport.isWhole;
    }
    this.earlier.style.transform = `translateX(${left - whole.width}px)`;
    this.later.style.transform = `translateX(${right}px)`;
    this.frame.style.transform = `translateX(${left}px)`;
    this.frame.style.width = `${Math.max(right - left, 4)}px`;
    const middle = (left + right) / 2 / whole.width;
    this.strip.setAttribute("aria-valuenow", `${Math.round(middle * 100)}`);
    const [from, to] = [duration(Math.max(startMs, 0)), duration(endMs)];
    this.strip.setAttribute(
      "aria-valuetext",
      this.viewport.isWhole ? msg("everything") : msg(str`${from} to ${to}`),
    );
  }

  #begin(event: PointerEvent): void {
    const atX = event.offsetX;
    const ms = this.#whole().toMs(atX);
    const { startMs, endMs } = this.viewport.scale;
    const moves = !this.viewport.isWhole && ms >= startMs && ms <= endMs;
    this.#drag = { fromMs: ms, atX, moves, lastX: atX };
    this.strip.setPointerCapture(event.pointerId);
  }

  #move({ offsetX }: PointerEvent): void {
    const drag = this.#drag;
    if (drag === undefined) {
      return;
    }
    const whole = this.#whole();
    if (drag.moves) {
      this.viewport.pan((offsetX - drag.lastX) / whole.pixelsPerMs);
    } else if (Math.abs(offsetX - drag.atX) > SLOP) {
      const ms = whole.toMs(offsetX);
      this.viewport.look({
        startMs: Math.min(ms, drag.fromMs),
        endMs: Math.max(ms, drag.fromMs),
      });
    }
    drag.lastX = offsetX;
  }

  /** A press beside the frame brings what was pressed into the middle. */
  #end({ offsetX }: PointerEvent): void {
    const drag = this.#drag;
    this.#drag = undefined;
    if (drag !== undefined && !drag.moves && Math.abs(offsetX - drag.atX) <= SLOP) {
      const { startMs, endMs } = this.viewport.scale;
      this.viewport.pan(drag.fromMs - (startMs + endMs) / 2);
    }
  }

  #press(event: KeyboardEvent): void {
    const action = actionOf(event);
    if (action === undefined) {
      return;
    }
    const { whole } = this.viewport;
    if (action === "first" || action === "last") {
      this.viewport.reveal(
        action === "first"
          ? { startMs: whole.startMs, endMs: whole.startMs }
          : { startMs: whole.endMs, endMs: whole.endMs },
      );
    } else if (!moveView(this.viewport, ALONG[action] ?? action)) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-lane-overview": LaneOverview;
  }
}
