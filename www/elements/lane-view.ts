import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { property, query, queryAll, state } from "lit/decorators.js";
import type { Lane } from "../generated/types/Lane";
import type { SpanKind } from "../generated/types/SpanKind";
import type { Trial } from "../generated/types/Trial";
import { base } from "../styles/base";
import { strategyTitle } from "./catalogue";
import { element } from "./define";
import type { LanePaint } from "./draw-lanes";
import { count, counted, duration, instant, percent } from "./format";
import { inlineStyle } from "./inline-style";
import type { Outcome } from "./run-view";
import { fillOf, SPAN_KINDS, SPAN_STYLES } from "./span-style";
import { TimeScale } from "./time-scale";
import { haveNames, layoutOf, type PointedSpan } from "./trial-lanes";
import { workerColour } from "./worker-colour";
import "./trial-lanes";

/** Pixels between two ticks of the time axis. */
const TICK_SPACING = 90;
/** How much room what came before zero may take, beside what came after. */
const STARTUP_SHARE = 0.08;
/** A legend swatch's size, in pixels. */
const SWATCH = { width: 30, height: 14 } as const;

/** A strategy's trial that is shown. */
interface ShownTrial {
  readonly strategy: string;
  readonly trial: Trial;
}

/** The lanes of all strategies, one above another, on one time axis. */
@element("lane-view")
export class LaneView extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        container-type: inline-size;
      }

      .head {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4em 1.5em;
        align-items: baseline;
        justify-content: space-between;
      }

      .trials {
        display: flex;
        flex-wrap: wrap;
        gap: 0.35em;
        align-items: center;
        font-size: 0.8125em;
      }

      .trials button {
        min-block-size: 2em;
        min-inline-size: 2em;
        padding: 0.1em 0.6em;
        font-size: 1em;
      }

      .trials button[aria-pressed="true"] {
        border-color: var(--pp-ink);
        background: var(--pp-ink);
        color: var(--pp-paper);
      }

      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: 0.35em 1.25em;
        margin-block: 0.9em 1.1em;
      }

      .legend li {
        display: flex;
        align-items: center;
        gap: 0.5em;
      }

      .legend li:not(.used) {
        display: none;
      }

      .swatch {
        inline-size: 30px;
        block-size: 14px;
      }

      .chart {
        position: relative;
        display: grid;
        grid-template-columns: var(--gutter) minmax(0, 1fr) 5em;
        column-gap: 0.75em;
        --gutter: 7em;
      }

      .axis,
      .lanes {
        grid-column: 2;
      }

      .axis {
        position: sticky;
        z-index: 1;
        inset-block-start: 0;
        block-size: 1.9em;
        border-block-end: 1px solid var(--pp-ink);
        background: var(--pp-paper);
      }

      .axis span {
        position: absolute;
        inset-block-end: 0.35em;
        transform: translateX(-50%);
        color: var(--pp-muted);
        font-size: 0.8125em;
        white-space: nowrap;
      }

      .axis span::after {
        content: "";
        position: absolute;
        inset-block-start: calc(100% + 0.05em);
        inset-inline-start: 50%;
        block-size: 0.4em;
        border-inline-start: 1px solid var(--pp-ink);
      }

      .heading {
        grid-column: 3;
        align-self: end;
        justify-self: end;
        padding-block-end: 0.35em;
      }

      .grid {
        position: absolute;
        inset-block: 1.9em 0;
        inset-inline: calc(var(--gutter) + 0.75em) calc(5em + 0.75em);
        color: var(--pp-rule);
        pointer-events: none;
      }

      .grid i {
        position: absolute;
        inset-block: 0;
        border-inline-start: 1px solid;
      }

      .title {
        display: flex;
        flex-wrap: wrap;
        grid-column: 1 / -1;
        gap: 0 0.75em;
        align-items: baseline;
        margin-block: 1.4em 0.5em;
      }

      .title h3,
      .title p {
        position: relative;
        background: var(--pp-paper);
      }

      .names,
      .shares {
        display: grid;
        grid-auto-rows: var(--lane);
        row-gap: var(--gap);
        align-items: center;
        overflow: hidden;
        color: var(--pp-muted);
        font-size: 0.8125em;
        line-height: 1;
        white-space: nowrap;
      }

      .names {
        grid-column: 1;
      }

      .names i {
        display: inline-block;
        inline-size: 0.65em;
        block-size: 0.65em;
        margin-inline-end: 0.5em;
        border: 2px solid;
      }

      .names li {
        overflow: hidden;
        text-overflow: ellipsis;
        line-height: 1.3;
      }

      .shares {
        grid-column: 3;
        text-align: end;
      }

      .readout {
        min-block-size: 1.45em;
        margin-block-start: 0.9em;
      }

      .scroll {
        overflow-x: auto;
      }

      table {
        border-collapse: collapse;
        margin-block-start: 0.4em;
        font-size: 0.8125em;
      }

      th,
      td {
        padding: 0.3em 1.2em 0.3em 0;
        border-block-end: 1px solid var(--pp-rule);
        text-align: start;
        font-weight: 400;
        white-space: nowrap;
      }

      thead th {
        color: var(--pp-muted);
      }

      td {
        text-align: end;
      }

      @container (max-width: 30em) {
        .chart {
          --gutter: 5.6em;
          grid-template-columns: var(--gutter) minmax(0, 1fr);
        }

        .grid {
          inset-inline-end: 0;
        }

        .heading,
        .shares {
          display: none;
        }
      }
    `,
  ];

  /** What each strategy has to show. */
  @property({ attribute: false }) accessor outcomes: readonly Outcome[] = [];

  /** Whether pictures are framed in the lanes' colours, so that the lanes show theirs. */
  @property({ type: Boolean }) accessor framed = false;

  /** The number of the trial that is shown, from 0; otherwise each strategy's median one. */
  @state() private accessor chosen: number | null = null;
  @state() private accessor width = 0;
  @state() private accessor paint: LanePaint | null = null;
  @state() private accessor pointed: { strategy: string; at: PointedSpan } | null = null;

  @query(".axis") private accessor axis!: HTMLElement | null;
  @query(".grid") private accessor grid!: HTMLElement | null;
  @queryAll(".swatch") private accessor swatches!: NodeListOf<HTMLCanvasElement>;

  readonly #resizes = new ResizeObserver(() => this.#measure());
  readonly #scheme = matchMedia("(prefers-color-scheme: dark)");
  #observed: Element | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#scheme.addEventListener("change", this.repaint);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
    this.#observed = null;
    this.#scheme.removeEventListener("change", this.repaint);
  }

  /** Reads the colours again, after a change of theme. */
  readonly repaint = (): void => {
    this.paint = null;
  };

  override willUpdate(changed: PropertyValues<this>): void {
    const most = Math.max(0, ...this.outcomes.map(({ trials }) => trials.length));
    if (changed.has("outcomes") && this.chosen !== null && this.chosen >= most) {
      this.chosen = null;
    }
  }

  override updated(): void {
    if (this.axis !== this.#observed) {
      this.#resizes.disconnect();
      this.#observed = this.axis;
      if (this.axis !== null) {
        this.#resizes.observe(this.axis);
      }
    }
    if (this.paint === null && this.grid !== null) {
      this.paint = this.#mix(getComputedStyle(this.grid).color);
    }
  }

  #measure(): void {
    this.width = this.axis?.clientWidth ?? 0;
  }

  /** Fills from the legend's own colours: what it shows is what is drawn. */
  #mix(rule: string): LanePaint {
    const density = devicePixelRatio;
    const fills = Object.fromEntries(
      [...this.swatches].map((swatch) => {
        const kind = swatch.getAttribute("data-kind") as SpanKind;
        const { texture } = SPAN_STYLES[kind];
        const fill = fillOf(texture, getComputedStyle(swatch).color, density);
        drawSwatch(swatch, kind, fill, density);
        return [kind, fill];
      }),
    ) as LanePaint["fills"];
    return { fills, rule };
  }

  override render() {
    const shown = this.outcomes.flatMap((outcome) => this.#shownOf(outcome));
    if (shown.length === 0) {
      return nothing;
    }
    const scale = new TimeScale(...extent(shown), this.width);
    return html`
      <div class="head">
        <h2>Where the time went</h2>
        ${this.#trialChoice()}
      </div>
      ${legend(shown)}
      <div class="chart">
        ${axis(scale)}
        <p class="heading note" aria-hidden="true">computing</p>
        ${shown.map((trial) => this.#renderTrial(trial, scale))}
      </div>
      <p class="readout note figure" aria-live="polite">${this.#readout(shown)}</p>
      ${table(shown)}
    `;
  }

  #shownOf({ strategy, trials, result }: Outcome): ShownTrial[] {
    const trial = this.chosen === null ? middle(trials, result?.medianMs) : trials[this.chosen];
    return trial === undefined ? [] : [{ strategy, trial }];
  }

  #trialChoice() {
    const most = Math.max(...this.outcomes.map(({ trials }) => trials.length));
    if (most < 2) {
      return nothing;
    }
    const choice = (value: number | null, label: string) => html`<button
      type="button"
      aria-pressed=${this.chosen === value}
      @click=${() => {
        this.chosen = value;
      }}
    >
      ${label}
    </button>`;
    return html`<div class="trials" role="group" aria-label="The trial shown">
      <span class="note">Trial</span>
      ${choice(null, "median")}
      ${Array.from({ length: most }, (_, index) => choice(index, `${index + 1}`))}
    </div>`;
  }

  #renderTrial({ strategy, trial }: ShownTrial, scale: TimeScale) {
    const { lanes } = trial;
    const { laneHeight, gap } = layoutOf(lanes.length);
    const rows = inlineStyle({ "--lane": `${laneHeight}px`, "--gap": `${gap}px` });
    const named = haveNames(lanes.length);
    const pointed = this.pointed?.strategy === strategy ? this.pointed.at : null;
    return html`
      <div class="title">
        <h3>${strategyTitle(strategy)}</h3>
        <p class="note figure">${facts(trial)}</p>
      </div>
      <ol class="names" .style=${rows} aria-hidden="true">
        ${named ? lanes.map(({ name }, index) => html`<li>${this.framed ? frame(index) : nothing}${name}</li>`) : html`<li>${counted(lanes.length, "lane")}</li>`}
      </ol>
      <playground-trial-lanes
        class="lanes"
        .lanes=${lanes}
        .scale=${this.width > 0 ? scale : null}
        .paint=${this.paint}
        .pointed=${pointed}
        .description=${description(strategy, trial)}
        @span-pointed=${({ detail }: CustomEvent<PointedSpan | null>) => {
          this.pointed = detail === null ? null : { strategy, at: detail };
        }}
      ></playground-trial-lanes>
      <ol class="shares figure" .style=${rows} aria-hidden="true">
        ${named ? lanes.map((lane) => html`<li>${percent(busyShare(lane, trial))}</li>`) : nothing}
      </ol>
    `;
  }

  #readout(shown: readonly ShownTrial[]): string {
    const { pointed } = this;
    const trial = shown.find(({ strategy }) => strategy === pointed?.strategy);
    const lane = pointed === null ? undefined : trial?.trial.lanes[pointed.at.lane];
    const span = pointed === null ? undefined : lane?.spans[pointed.at.span];
    if (lane === undefined || span === undefined) {
      return "Point at a span, or focus the lanes and use the arrow keys.";
    }
    const { label, meaning } = SPAN_STYLES[span.kind];
    const { range } = span;
    const items = range === undefined ? "" : `, ${itemsText(range.start, range.end)}`;
    return `${lane.name}: ${label} (${meaning})${items}, ${duration(span.endMs - span.startMs)} from ${duration(span.startMs)}`;
  }
}

/** The colour in which a worker's pictures are framed. */
function frame(worker: number) {
  return html`<i .style=${inlineStyle({ "border-color": workerColour(worker) })}></i>`;
}

function itemsText(start: number, end: number): string {
  return end - start === 1 ? `item ${count(start)}` : `items ${count(start)} to ${count(end - 1)}`;
}

/** The trial nearest to the median, or the latest while there is no median yet. */
function middle(trials: readonly Trial[], medianMs: number | undefined): Trial | undefined {
  if (medianMs === undefined) {
    return trials.at(-1);
  }
  const distance = ({ elapsedMs }: Trial) => Math.abs(elapsedMs - medianMs);
  return trials.toSorted((a, b) => distance(a) - distance(b))[0];
}

function endOf({ elapsedMs, lanes }: Trial): number {
  return Math.max(elapsedMs, ...lanes.map(({ spans }) => spans.at(-1)?.endMs ?? 0));
}

/** From before zero, where workers were started, to the last span's end. */
function extent(shown: readonly ShownTrial[]): [startMs: number, endMs: number] {
  const end = Math.max(...shown.map(({ trial }) => endOf(trial)));
  const startup = Math.max(...shown.map(({ trial }) => trial.startupMs));
  return [-Math.min(startup, end * STARTUP_SHARE), end];
}

function busyShare({ busyMs }: Lane, { elapsedMs }: Trial): number {
  return elapsedMs > 0 ? busyMs / elapsedMs : 0;
}

function facts({ elapsedMs, startupMs }: Trial): string {
  const start = startupMs > 0 ? ` · workers started before 0, in ${duration(startupMs)}` : "";
  return `${duration(elapsedMs)}${start}`;
}

function description(strategy: string, { lanes, elapsedMs }: Trial): string {
  return `${strategyTitle(strategy)}: ${counted(lanes.length, "lane")} over ${duration(elapsedMs)}. The table below says how long each was busy.`;
}

function axis(scale: TimeScale) {
  const times = scale.ticks(TICK_SPACING).filter((ms) => ms >= 0);
  const ticks = times.map((ms) => ({ ms, at: inlineStyle({ left: `${scale.toPixel(ms)}px` }) }));
  return html`
    <div class="axis figure" aria-hidden="true">
      ${ticks.map(({ ms, at }) => html`<span .style=${at}>${instant(ms, scale.endMs)}</span>`)}
    </div>
    <div class="grid" aria-hidden="true">${ticks.map(({ at }) => html`<i .style=${at}></i>`)}</div>
  `;
}

/** All kinds are there, so that their colours can be read; those in use are shown. */
function legend(shown: readonly ShownTrial[]) {
  const used = kindsOf(shown);
  return html`<ul class="legend note" aria-label="Kinds of spans">
    ${SPAN_KINDS.map((kind) => {
      const { label, meaning } = SPAN_STYLES[kind];
      return html`<li class=${used.has(kind) ? "used" : ""}>
        <canvas
          class="swatch"
          data-kind=${kind}
          .style=${inlineStyle({ color: `var(--pp-span-${kind})` })}
          aria-hidden="true"
        ></canvas>
        <span><b>${label}</b> ${meaning}</span>
      </li>`;
    })}
  </ul>`;
}

function kindsOf(shown: readonly ShownTrial[]): Set<SpanKind> {
  return new Set(shown.flatMap(({ trial }) => [...kindsOfTrial(trial)]));
}

/** A trial never changes, and may have very many spans. */
const kindsByTrial = new WeakMap<Trial, ReadonlySet<SpanKind>>();

function kindsOfTrial(trial: Trial): ReadonlySet<SpanKind> {
  const known = kindsByTrial.get(trial);
  if (known !== undefined) {
    return known;
  }
  const kinds = new Set<SpanKind>();
  for (const { spans } of trial.lanes) {
    for (const { kind } of spans) {
      kinds.add(kind);
    }
  }
  kindsByTrial.set(trial, kinds);
  return kinds;
}

function drawSwatch(
  canvas: HTMLCanvasElement,
  kind: SpanKind,
  fill: LanePaint["fills"][SpanKind],
  density: number,
): void {
  const context = canvas.getContext("2d");
  if (context === null) {
    return;
  }
  canvas.width = SWATCH.width * density;
  canvas.height = SWATCH.height * density;
  const thin = SPAN_STYLES[kind].texture === "thin-line";
  const height = thin ? 2 * density : canvas.height;
  context.fillStyle = fill;
  context.fillRect(0, (canvas.height - height) / 2, canvas.width, height);
}

/** The lanes in numbers, for those who do not see them and those who want to know exactly. */
function table(shown: readonly ShownTrial[]) {
  return html`<details>
    <summary>The lanes as a table</summary>
    <div class="scroll">
      <table class="figure">
        <thead>
          <tr>
            <th scope="col">Strategy</th>
            <th scope="col">Lane</th>
            <th scope="col">Busy</th>
            <th scope="col">Share</th>
            <th scope="col">Spans</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map(({ strategy, trial }) =>
            trial.lanes.map(
              (lane) => html`<tr>
                <th scope="row">${strategyTitle(strategy)}</th>
                <td>${lane.name}</td>
                <td>${duration(lane.busyMs)}</td>
                <td>${percent(busyShare(lane, trial))}</td>
                <td>${count(lane.spans.length)}</td>
              </tr>`,
            ),
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-lane-view": LaneView;
  }
}
