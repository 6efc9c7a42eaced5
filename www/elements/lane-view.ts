import { html, nothing, type PropertyValues } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { ItemRange } from "../generated/types/ItemRange";
import type { Trial } from "../generated/types/Trial";
import { base } from "../styles/base";
import { lanes } from "../styles/lanes";
import { strategyTitle } from "./catalogue";
import { element } from "./define";
import type { LanePaint } from "./draw-lanes";
import { count, counted, duration, instant, percent } from "./format";
import { FrameElement } from "./frame-element";
import { inlineStyle } from "./inline-style";
import type { Outcome } from "./run-view";
import { busyShare, extent, kindsIn, type ShownTrial, shownTrials } from "./shown-trial";
import { type Fills, SPAN_STYLES } from "./span-style";
import { TimeScale } from "./time-scale";
import { haveNames, layoutOf, type PointedSpan } from "./trial-lanes";
import { workerColour } from "./worker-colour";
import "./lane-legend";
import "./lane-table";
import "./trial-lanes";

/** Pixels between two ticks of the time axis. */
const TICK_SPACING = 90;

/** The lanes of all strategies, one above another, on one time axis. */
@element("lane-view")
export class LaneView extends FrameElement {
  static override styles = [base, lanes];

  /** What each strategy has to show. */
  @property({ attribute: false }) accessor outcomes: readonly Outcome[] = [];
  /** Whether pictures are framed in the lanes' colours, so that the lanes show theirs. */
  @property({ type: Boolean }) accessor framed = false;
  /** Changes when the colours may have. */
  @property({ attribute: false }) accessor theme = "";

  /** The number of the trial that is shown, from 0; otherwise each strategy's median one. */
  @state() private accessor chosen: number | null = null;
  @state() private accessor width = 0;
  @state() private accessor paint: LanePaint | null = null;
  @state() private accessor pointed: { strategy: string; at: PointedSpan } | null = null;

  @query(".axis") private accessor axis!: HTMLElement;
  @query(".grid") private accessor grid!: HTMLElement;

  readonly #resizes = new ResizeObserver(() => {
    this.width = this.axis.clientWidth;
  });

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) {
      this.#resizes.observe(this.axis);
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
  }

  protected override firstUpdated(): void {
    this.#resizes.observe(this.axis);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("outcomes") && this.chosen !== null && this.chosen >= this.#mostTrials()) {
      this.chosen = null;
    }
  }

  #mostTrials(): number {
    return Math.max(0, ...this.outcomes.map(({ trials }) => trials.length));
  }

  override render() {
    const shown = shownTrials(this.outcomes, this.chosen);
    const scale = new TimeScale(...extent(shown), this.width);
    return html`
      <div class="head">
        <h2>Where the time went</h2>
        ${this.#trialChoice()}
      </div>
      <playground-lane-legend
        .used=${kindsIn(shown)}
        .theme=${this.theme}
        @fills-mixed=${({ detail: fills }: CustomEvent<Fills>) => {
          this.paint = { fills, rule: getComputedStyle(this.grid).color };
        }}
      ></playground-lane-legend>
      <div class="chart">
        ${axis(scale)}
        <p class="heading note" aria-hidden="true">computing</p>
        ${shown.map((trial) => this.#trial(trial, scale))}
      </div>
      <p class="readout note figure" aria-live="polite">${this.#readout(shown)}</p>
      <playground-lane-table .shown=${shown}></playground-lane-table>
    `;
  }

  #trialChoice() {
    const most = this.#mostTrials();
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
    const hasMedian = this.outcomes.some(({ result }) => result !== null);
    return html`<div class="trials" role="group" aria-label="The trial shown">
      <span>Trial</span>
      ${choice(null, hasMedian ? "median" : "latest")}
      ${Array.from({ length: most }, (_, index) => choice(index, `${index + 1}`))}
    </div>`;
  }

  #trial({ strategy, trial }: ShownTrial, scale: TimeScale) {
    const { laneHeight, gap } = layoutOf(trial.lanes.length);
    const rows = inlineStyle({ "--lane": `${laneHeight}px`, "--gap": `${gap}px` });
    return html`
      <div class="title">
        <h3>${strategyTitle(strategy)}</h3>
        <p class="note figure">${facts(trial)}</p>
      </div>
      <ol class="names" .style=${rows} aria-hidden="true">${this.#names(trial)}</ol>
      <playground-trial-lanes
        class="lanes"
        .lanes=${trial.lanes}
        .scale=${this.width > 0 ? scale : null}
        .paint=${this.paint}
        .pointed=${this.pointed?.strategy === strategy ? this.pointed.at : null}
        .description=${description(strategy, trial)}
        @span-pointed=${({ detail }: CustomEvent<PointedSpan | null>) => {
          this.pointed = detail === null ? null : { strategy, at: detail };
        }}
      ></playground-trial-lanes>
      <ol class="shares figure" .style=${rows} aria-hidden="true">${shares(trial)}</ol>
    `;
  }

  #names({ lanes }: Trial) {
    return haveNames(lanes.length)
      ? lanes.map(
          ({ name }, worker) => html`<li>${this.framed ? frame(worker) : nothing}${name}</li>`,
        )
      : html`<li>${counted(lanes.length, "lane")}</li>`;
  }

  #readout(shown: readonly ShownTrial[]): string {
    const { strategy, at } = this.pointed ?? {};
    const lane = shown.find((trial) => trial.strategy === strategy)?.trial.lanes[at?.lane ?? -1];
    const span = lane?.spans[at?.span ?? -1];
    if (lane === undefined || span === undefined) {
      return "Point at a span, or focus the lanes and use the arrow keys.";
    }
    const { label, meaning } = SPAN_STYLES[span.kind];
    const items = span.range === undefined ? "" : `, ${itemsText(span.range)}`;
    return `${lane.name}: ${label} (${meaning})${items}, ${duration(span.endMs - span.startMs)} from ${duration(span.startMs)}`;
  }
}

function shares(trial: Trial) {
  return haveNames(trial.lanes.length)
    ? trial.lanes.map((lane) => html`<li>${percent(busyShare(lane, trial))}</li>`)
    : nothing;
}

/** The colour in which a worker's pictures are framed. */
function frame(worker: number) {
  return html`<i .style=${inlineStyle({ "border-color": workerColour(worker) })}></i>`;
}

function itemsText({ start, end }: ItemRange): string {
  return end - start === 1 ? `item ${count(start)}` : `items ${count(start)} to ${count(end - 1)}`;
}

function facts({ elapsedMs, startupMs }: Trial): string {
  const start = startupMs > 0 ? ` · workers started before 0, in ${duration(startupMs)}` : "";
  return `${duration(elapsedMs)}${start}`;
}

function description(strategy: string, { lanes, elapsedMs }: Trial): string {
  return `${strategyTitle(strategy)}: ${counted(lanes.length, "lane")} over ${duration(elapsedMs)}. The table below says how long each was computing.`;
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

declare global {
  interface HTMLElementTagNameMap {
    "playground-lane-view": LaneView;
  }
}
