import { scaleLinear, scaleLog } from "d3-scale";
import { line } from "d3-shape";
import { css, html, nothing, svg } from "lit";
import { property, state } from "lit/decorators.js";
import { AdoptableElement } from "../foundation/adoptable-element";
import { element } from "../foundation/define";
import { drawSoon } from "../foundation/frames";
import { ResizeWatch } from "../foundation/resize-watch";
import { base } from "../foundation/styles/base";

/** A point of a chart, perhaps with the extremes between which it was seen. */
export interface ChartPoint {
  readonly x: number;
  readonly y: number;
  readonly low?: number;
  readonly high?: number;
}

/** What a single point is drawn as. */
type PointMark = "dots" | "rings" | "crosses" | "triangles";

/** One row of points, and how they are drawn: each by itself, or as a line. */
export interface Series {
  readonly label: string;
  readonly mark: PointMark | "line" | "dashes" | "dots-and-dashes";
  /** The number of its colour. */
  readonly tone: 0 | 1 | 2 | 3 | 4;
  readonly points: readonly ChartPoint[];
}

/** An axis: its words, and whether each step multiplies. */
export interface Axis {
  readonly label: string;
  readonly log?: boolean;
  readonly format: (value: number) => string;
}

const HEIGHT = 300;
const MARGIN = { top: 28, right: 16, bottom: 42, left: 56 } as const;
/** Pixels that a tick's words need at least. */
const TICK_ROOM = { x: 64, y: 44 } as const;
/** A point's outline, around its place. */
const OUTLINES: Readonly<Record<PointMark, string>> = {
  dots: "M-4.5 0A4.5 4.5 0 1 1 4.5 0A4.5 4.5 0 1 1 -4.5 0Z",
  rings: "M-4.5 0A4.5 4.5 0 1 1 4.5 0A4.5 4.5 0 1 1 -4.5 0Z",
  crosses: "M-4.5 -4.5L4.5 4.5M-4.5 4.5L4.5 -4.5",
  triangles: "M0 -5.5L5.5 4.5H-5.5Z",
};

/** Points and lines over two axes, as SVG. It decides nothing of what they mean. */
@element("line-chart")
export class LineChart extends AdoptableElement {
  static override styles = [
    base,
    css`
      svg {
        display: block;
        inline-size: 100%;
        overflow: visible;
        font-size: 0.75rem;
        font-variant-numeric: tabular-nums lining-nums;
      }

      text {
        fill: var(--pp-muted);
      }

      .rule {
        stroke: var(--pp-rule);
      }

      .axis {
        stroke: var(--pp-ink);
      }

      .mark {
        fill: none;
        stroke: currentColor;
        stroke-width: 2;
      }

      .line {
        stroke-width: 1.5;
      }

      .dashes {
        stroke-width: 1.5;
        stroke-dasharray: 7 4;
      }

      .dots-and-dashes {
        stroke-width: 1.5;
        stroke-dasharray: 2 3 8 3;
      }

      .dots,
      .triangles {
        fill: currentColor;
      }

      .rings {
        fill: var(--pp-paper);
      }

      .tone-0 {
        color: var(--pp-worker-0);
      }

      .tone-1 {
        color: var(--pp-muted);
      }

      .tone-2 {
        color: var(--pp-worker-1);
      }

      .tone-3 {
        color: var(--pp-worker-2);
      }

      .tone-4 {
        color: var(--pp-worker-3);
      }

      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 0.35em 1.25em;
        margin-block-start: 0.4em;
      }

      li {
        display: flex;
        gap: 0.5em;
        align-items: center;
      }

      li svg {
        inline-size: 30px;
      }
    `,
  ];

  /** What is drawn, the first in front. */
  @property({ attribute: false }) accessor series: readonly Series[] = [];
  @property({ attribute: false }) accessor x: Axis | null = null;
  @property({ attribute: false }) accessor y: Axis | null = null;
  /** What the chart shows, for those who do not see it. */
  @property({ attribute: false }) accessor description = "";

  @state() private accessor width = 0;

  readonly #resizes = new ResizeWatch(() =>
    drawSoon(this, () => {
      this.width = this.clientWidth;
    }),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resizes.begin(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.end();
  }

  override render() {
    const { x, y, series, width } = this;
    const points = series.flatMap((row) => row.points);
    if (x === null || y === null || points.length === 0 || width === 0) {
      return nothing;
    }
    const toX = scaleOf(
      x,
      points.map((point) => point.x),
      [MARGIN.left, width - MARGIN.right],
    );
    const ys = points.flatMap(({ y, low = y, high = y }) => [low, high]);
    const toY = scaleOf(y, ys, [HEIGHT - MARGIN.bottom, MARGIN.top]);
    return html`
      <svg viewBox="0 0 ${width} ${HEIGHT}" height=${HEIGHT} role="img" aria-label=${this.description}>
        ${this.#axes(x, y, toX, toY)}
        ${series.map((row) => this.#row(row, toX, toY)).reverse()}
      </svg>
      <ul class="note" aria-hidden="true">
        ${series.map(
          (row) => html`<li>
            <svg viewBox="0 0 30 12" height="12">${swatch(row)}</svg>${row.label}
          </li>`,
        )}
      </ul>
    `;
  }

  #axes(x: Axis, y: Axis, toX: Scale, toY: Scale) {
    const [left, right] = [MARGIN.left, this.width - MARGIN.right];
    const bottom = HEIGHT - MARGIN.bottom;
    const across = toX.ticks(Math.max(2, (right - left) / TICK_ROOM.x));
    const up = toY.ticks((bottom - MARGIN.top) / TICK_ROOM.y);
    return svg`
      ${up.map(
        (
          tick,
        ) => svg`<line class="rule" x1=${left} x2=${right} y1=${toY(tick)} y2=${toY(tick)}></line>
          <text x=${left - 8} y=${toY(tick)} text-anchor="end" dominant-baseline="middle">${y.format(tick)}</text>`,
      )}
      <line class="axis" x1=${left} x2=${right} y1=${bottom} y2=${bottom}></line>
      ${thinned(across, toX).map(
        (tick) =>
          svg`<text x=${toX(tick)} y=${bottom + 18} text-anchor=${this.#anchor(toX(tick))}>${x.format(tick)}</text>`,
      )}
      <text x=${right} y=${bottom + 36} text-anchor="end">${x.label}</text>
      <text x="0" y="0" dominant-baseline="hanging">${y.label}</text>
    `;
  }

  /** The last number of an axis would else stand out of the chart. */
  #anchor(x: number): string {
    return x + TICK_ROOM.x / 2 > this.width ? "end" : "middle";
  }

  #row({ mark, tone, points }: Series, toX: Scale, toY: Scale) {
    if (!isPointMark(mark)) {
      const path = line<ChartPoint>(
        (point) => toX(point.x),
        (point) => toY(point.y),
      )([...points]);
      return svg`<path class="mark ${mark} tone-${tone}" d=${path ?? ""}></path>`;
    }
    return points.map(
      ({ x, y, low = y, high = y }) => svg`
        <line class="mark tone-${tone}" x1=${toX(x)} x2=${toX(x)} y1=${toY(low)} y2=${toY(high)}></line>
        ${pointAt(toX(x), toY(y), mark, tone)}
      `,
    );
  }
}

/** A number's place, and round numbers to name. */
interface Scale {
  (value: number): number;
  ticks(count: number): number[];
}

/** Linear axes begin at zero; logarithmic ones at their least number. */
function scaleOf({ log }: Axis, values: readonly number[], range: [number, number]): Scale {
  const most = Math.max(...values);
  if (!log) {
    return scaleLinear([0, most], range).nice();
  }
  const scale = scaleLog([Math.min(...values), most], range).nice();
  return Object.assign((value: number) => scale(value), {
    ticks: () => powersOfTen(scale.domain()),
  });
}

/** From the first number to the last, which are such powers themselves. */
function powersOfTen([least = 1, most = least]: readonly number[]): number[] {
  const first = Math.round(Math.log10(least));
  const count = Math.round(Math.log10(most)) - first + 1;
  return Array.from({ length: count }, (_, index) => 10 ** (first + index));
}

/** The ticks that have room: whole numbers, since what is varied is counted. */
function thinned(ticks: readonly number[], toX: Scale): number[] {
  const kept: number[] = [];
  for (const tick of ticks.filter(Number.isInteger)) {
    const last = kept.at(-1);
    if (last === undefined || toX(tick) - toX(last) >= TICK_ROOM.x) {
      kept.push(tick);
    }
  }
  return kept;
}

function swatch({ mark, tone }: Series) {
  return isPointMark(mark)
    ? pointAt(15, 6, mark, tone)
    : svg`<path class="mark ${mark} tone-${tone}" d="M0 6H30"></path>`;
}

function isPointMark(mark: Series["mark"]): mark is PointMark {
  return mark in OUTLINES;
}

function pointAt(x: number, y: number, mark: PointMark, tone: Series["tone"]) {
  return svg`<path class="mark ${mark} tone-${tone}" d=${OUTLINES[mark]} transform="translate(${x} ${y})"></path>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-line-chart": LineChart;
  }
}
