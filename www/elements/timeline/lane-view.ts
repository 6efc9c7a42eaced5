import { html, nothing, type PropertyValues } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { ItemRange } from "../../generated/types/ItemRange";
import type { Trial } from "../../generated/types/Trial";
import { strategyTitle } from "../foundation/catalogue";
import { element } from "../foundation/define";
import { count, counted, duration, percent } from "../foundation/format";
import { FrameElement } from "../foundation/frame-element";
import { inlineStyle } from "../foundation/inline-style";
import { base } from "../foundation/styles/base";
import { workerColour } from "../foundation/worker-colour";
import type { LanePaint } from "../lanes/lanes";
import {
  busyShare,
  colourOf,
  extent,
  type Fills,
  fillAll,
  haveNames,
  indexesOf,
  kindsIn,
  type Level,
  layoutOf,
  levelsOf,
  type ShownTrial,
  SPAN_STYLES,
  shownTrials,
  type Tile,
  tileOf,
  Viewport,
} from "../lanes/lanes";
import type { Outcome } from "../run/run";
import { actionOf, LANE_KEYS, type LaneAction } from "./lane-keys";
import { lanes } from "./lane-view-styles";
import { Playhead } from "./playhead";
import type { TimeAxis } from "./time-axis";
import { TimelineGestures } from "./timeline-gestures";
import type { SpanPlace } from "./trial-lanes";
import { moveView } from "./view-moves";
import "./lane-legend";
import "./lane-overview";
import "./lane-table";
import "./time-axis";
import "./time-grid";
import "./trial-lanes";
import "./trial-level";

/** A span of one of the trials that are shown. */
interface ShownSpan {
  readonly strategy: string;
  readonly place: SpanPlace;
}

/** The lanes of all strategies, one above another, on one time axis. */
@element("lane-view")
export class LaneView extends FrameElement {
  static override styles = [base, lanes];

  /** What each strategy has to show. */
  @property({ attribute: false }) accessor outcomes: readonly Outcome[] = [];
  /** Whether pictures are framed in the lanes' colours, so that the lanes show theirs. */
  @property({ type: Boolean }) accessor framed = false;
  /** Whether the heading is left out, since the lanes belong to what stands above them. */
  @property({ type: Boolean }) accessor bare = false;
  /** Changes when the colours may have. */
  @property({ attribute: false }) accessor theme = "";

  /** The number of the trial that is shown, from 0; otherwise each strategy's median one. */
  @state() private accessor chosen: number | null = null;
  @state() private accessor shown: readonly ShownTrial[] = [];
  @state() private accessor paint: LanePaint<Tile> | null = null;
  @state() private accessor pointed: ShownSpan | null = null;
  @state() private accessor selected: ShownSpan | null = null;
  @state() private accessor replaying = false;

  @query("playground-time-axis") private accessor axis!: TimeAxis;
  @query("playground-time-grid") private accessor grid!: HTMLElement;
  @query(".replay") private accessor replayButton!: HTMLElement | null;
  @query(".keys") private accessor keys!: HTMLDetailsElement;

  readonly #viewport = new Viewport();
  readonly #playhead = new Playhead();
  readonly #gestures = new TimelineGestures(
    this.#viewport,
    (clientX) => clientX - this.axis.getBoundingClientRect().left,
  );
  readonly #resizes = new ResizeObserver(() => this.#viewport.resize(this.axis.clientWidth));

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

  override willUpdate(changed: PropertyValues): void {
    if (changed.has("outcomes") || changed.has("chosen")) {
      if (this.chosen !== null && this.chosen >= this.#mostTrials()) {
        this.chosen = null;
      }
      this.replaying &&= this.outcomes.some(({ result }) => result !== null);
      this.#show(shownTrials(this.outcomes, this.chosen));
    }
  }

  /** Other trials have other spans; the same ones leave what was selected as it was. */
  #show(shown: readonly ShownTrial[]): void {
    const isSame =
      shown.length === this.shown.length &&
      shown.every(({ trial }, index) => trial === this.shown[index]?.trial);
    if (!isSame) {
      this.shown = shown;
      this.pointed = null;
      this.selected = null;
      this.#viewport.show(extent(shown));
      this.#playhead.load(Math.max(0, ...shown.map(({ trial }) => trial.elapsedMs)));
      // Mostly that is all of them, so that nothing has to come later.
      fillAll(indexesOf(shown));
    }
  }

  #mostTrials(): number {
    return Math.max(0, ...this.outcomes.map(({ trials }) => trials.length));
  }

  override render() {
    const { shown } = this;
    const { begin, move, end, wheel, click } = this.#gestures;
    return html`
      <div class="head">
        ${this.bare ? nothing : html`<h2>Where the time went</h2>`}
        <div class="choices">
          ${this.#trialChoice()} ${this.#zoomChoice()} ${this.#replayChoice()}
        </div>
      </div>
      ${this.replaying ? this.#replay() : nothing}
      <playground-lane-legend
        .used=${kindsIn(shown)}
        .theme=${this.theme}
        @fills-mixed=${({ detail: fills }: CustomEvent<Fills<Tile>>) => {
          this.paint = { fills, rule: solid(getComputedStyle(this.grid).color) };
        }}
      ></playground-lane-legend>
      <div
        class="chart"
        @wheel=${wheel}
        @click=${click}
        @pointerdown=${begin}
        @pointermove=${move}
        @pointerup=${end}
        @pointercancel=${end}
        @keydown=${this.#press}
      >
        <p class="label note" aria-hidden="true">overview</p>
        <playground-lane-overview
          .viewport=${this.#viewport}
          .shown=${shown}
          .paint=${this.paint}
        ></playground-lane-overview>
        <playground-time-axis .viewport=${this.#viewport}></playground-time-axis>
        <playground-time-grid .viewport=${this.#viewport}></playground-time-grid>
        ${
          this.replaying
            ? html`<playground-replay-veil
                .viewport=${this.#viewport}
                .playhead=${this.#playhead}
              ></playground-replay-veil>`
            : nothing
        }
        <p class="heading note" aria-hidden="true">computing</p>
        ${shown.map((trial) => this.#trial(trial))}
        <p class="readout note figure" aria-live="polite">${this.#readout()}</p>
      </div>
      ${keyList()}
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
    return html`<div class="buttons" role="group" aria-label="The trial shown">
      <span>Trial</span>
      ${choice(null, hasMedian ? "median" : "latest")}
      ${Array.from({ length: most }, (_, index) => choice(index, `${index + 1}`))}
    </div>`;
  }

  #zoomChoice() {
    const choice = (action: LaneAction, label: string, name: string) => html`<button
      type="button"
      aria-label=${name}
      @click=${() => moveView(this.#viewport, action)}
    >
      ${label}
    </button>`;
    return html`<div class="buttons" role="group" aria-label="What is in view">
      ${choice("zoom-out", "−", "Zoom out")} ${choice("zoom-in", "+", "Zoom in")}
      ${choice("fit", "Fit all", "Fit all")}
    </div>`;
  }

  /** Only what is over can be replayed. */
  #replayChoice() {
    return this.replaying || !this.outcomes.some(({ result }) => result !== null)
      ? nothing
      : html`<div class="buttons">
          <button
            type="button"
            class="replay"
            @click=${this.#beginReplay}
          >
            Replay
          </button>
        </div>`;
  }

  /** Close up, most of a race would be out of view. What replays is loaded when it is asked for. */
  #beginReplay(): void {
    this.#viewport.fit();
    this.replaying = true;
    void import("./replay-panel");
    void import("./replay-veil");
  }

  #replay() {
    return html`<playground-replay-panel
      .shown=${this.shown}
      .playhead=${this.#playhead}
      @replay-close=${this.#endReplay}
    ></playground-replay-panel>`;
  }

  async #endReplay(): Promise<void> {
    this.#playhead.load(this.#playhead.endMs);
    this.replaying = false;
    await this.updateComplete;
    this.replayButton?.focus();
  }

  #trial({ strategy, trial }: ShownTrial) {
    const { laneHeight, gap } = layoutOf(trial.lanes.length);
    const rows = inlineStyle({ "--lane": `${laneHeight}px`, "--gap": `${gap}px` });
    const own = (span: ShownSpan | null) => (span?.strategy === strategy ? span.place : null);
    const shownSpan = ({ detail: place }: CustomEvent<SpanPlace | null>) =>
      place === null ? null : { strategy, place };
    return html`
      <div class="title">
        <h3>${strategyTitle(strategy)}</h3>
        <p class="note figure">${facts(trial)}</p>
      </div>
      <ol class="names" .style=${rows} aria-hidden="true">${this.#names(trial)}</ol>
      <playground-trial-lanes
        class="lanes"
        .viewport=${this.#viewport}
        .lanes=${trial.lanes}
        .paint=${this.paint}
        .pointed=${own(this.pointed)}
        .selected=${own(this.selected)}
        .description=${description(strategy, trial)}
        @lanes-read=${() => this.requestUpdate()}
        @span-pointed=${(event: CustomEvent<SpanPlace | null>) => {
          this.pointed = shownSpan(event);
        }}
        @span-selected=${(event: CustomEvent<SpanPlace | null>) => {
          this.selected = shownSpan(event);
        }}
      ></playground-trial-lanes>
      <ol class="shares figure" .style=${rows} aria-hidden="true">${shares(trial)}</ol>
      ${levelsOf(trial).map((level) => this.#level(level, trial))}
    `;
  }

  #level(level: Level, { elapsedMs }: Trial) {
    return html`
      <p class="label note" aria-hidden="true">${level.name}</p>
      <playground-trial-level
        class="level"
        .viewport=${this.#viewport}
        .level=${level}
        .elapsedMs=${elapsedMs}
        .paint=${this.paint}
      ></playground-trial-level>
      <p class="reach note figure" aria-hidden="true">0 – ${count(level.most)}</p>
    `;
  }

  #names({ lanes }: Trial) {
    return haveNames(lanes.length)
      ? lanes.map(
          ({ name }, worker) => html`<li>${this.framed ? frame(worker) : nothing}${name}</li>`,
        )
      : html`<li>${counted(lanes.length, "lane")}</li>`;
  }

  #readout(): string {
    const shown = this.pointed ?? this.selected;
    const trial = this.#trialOf(shown);
    const lane = trial?.lanes[shown?.place.lane ?? -1];
    const span = lane?.spans[shown?.place.span ?? -1];
    if (lane === undefined || span === undefined) {
      return "Point at a span, or focus the lanes and use the arrow keys.";
    }
    const { label, meaning } = SPAN_STYLES[span.kind];
    const items = span.range === undefined ? "" : `, ${itemsText(span.range)}`;
    const selected = this.pointed === null ? "Selected: " : "";
    return `${selected}${lane.name}: ${label} (${meaning})${items}, ${duration(span.endMs - span.startMs)} from ${duration(span.startMs)}`;
  }

  #trialOf(span: ShownSpan | null): Trial | undefined {
    return this.shown.find(({ strategy }) => strategy === span?.strategy)?.trial;
  }

  /** The keys that move the view; those that step from span to span are the lanes' own. */
  #press(event: KeyboardEvent): void {
    const action = actionOf(event);
    const shown = this.pointed ?? this.selected;
    const span =
      this.#trialOf(shown)?.lanes[shown?.place.lane ?? -1]?.spans[shown?.place.span ?? -1];
    if (action === "help") {
      this.keys.open = !this.keys.open;
      this.keys.scrollIntoView({ block: "nearest" });
    } else if (action === "zoom-to" && span !== undefined) {
      this.#viewport.zoomTo(span);
    } else if (action === undefined || !moveView(this.#viewport, action, span?.startMs)) {
      return;
    }
    event.preventDefault();
  }
}

function solid(colour: string): Tile {
  return tileOf("solid", colourOf(colour), 1);
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

function keyList() {
  return html`<details class="keys">
    <summary>Keys and gestures</summary>
    <p class="note">
      Drag to pan, pinch or turn the wheel with Ctrl to zoom, with Shift to pan. While the lanes have
      the focus:
    </p>
    <dl>
      ${LANE_KEYS.map(
        ({ shown, meaning }) => html`<div>
          <dt>${shown.map((key) => html`<kbd>${key}</kbd> `)}</dt>
          <dd class="note">${meaning}</dd>
        </div>`,
      )}
    </dl>
  </details>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-lane-view": LaneView;
  }
}
