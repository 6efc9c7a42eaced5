import { msg, str } from "@lit/localize";
import { html, nothing, type PropertyValues } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { Trial } from "../../generated/types/Trial";
import { languagesOf } from "../foundation/contenders";
import { element } from "../foundation/define";
import { failurePanel } from "../foundation/failure-panel";
import { count, enumerate } from "../foundation/format";
import { FrameElement } from "../foundation/frame-element";
import { drawSoon } from "../foundation/frames";
import { inlineStyle } from "../foundation/inline-style";
import { laterPart } from "../foundation/later-part";
import { ResizeWatch } from "../foundation/resize-watch";
import { base } from "../foundation/styles/base";
import type { LanePaint } from "../lanes/lanes";
import {
  colourOf,
  extent,
  type Fills,
  fillAll,
  indexesOf,
  kindsIn,
  type Level,
  layoutOf,
  levelsOf,
  type Mark,
  marking,
  markOf,
  type ShownTrial,
  SPAN_STYLES,
  shownTrials,
  type Tile,
  tileOf,
  Viewport,
} from "../lanes/lanes";
import type { Outcome } from "../run/run";
import { keyList } from "./key-list";
import { actionOf, type LaneAction } from "./lane-keys";
import { laneViewStyles } from "./lane-view-styles";
import { Playhead } from "./playhead";
import { type ShownSpan, spanOnLane, spanText } from "./shown-span";
import type { TimeAxis } from "./time-axis";
import { TimelineGestures } from "./timeline-gestures";
import { descriptionOf, namesOf, sharesOf, timesOf } from "./trial-labels";
import type { SpanPlace } from "./trial-lanes";
import { moveView } from "./view-moves";
import "./lane-legend";
import "./lane-overview";
import "./lane-table";
import "./time-axis";
import "./time-grid";
import "./trial-lanes";
import "./trial-level";

/** The lanes of all contenders, one above another, on one time axis. */
@element("lane-view")
export class LaneView extends FrameElement {
  static override styles = [base, laneViewStyles];

  /** What each contender has to show. */
  @property({ attribute: false }) accessor outcomes: readonly Outcome[] = [];
  /** Whether pictures are framed in the lanes' colours, so that the lanes show theirs. */
  @property({ type: Boolean }) accessor framed = false;
  /** Whether the heading is left out, since the lanes belong to what stands above them. */
  @property({ type: Boolean }) accessor bare = false;
  /** What an author had marked of the lanes. */
  @property({ attribute: false }) accessor highlight: string | null = null;
  /** Changes when the colours may have. */
  @property({ attribute: false }) accessor theme = "";

  /** The number of the trial that is shown, from 0; otherwise each contender's median one. */
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

  readonly #race = laterPart(
    this,
    () => msg("the replay"),
    () => Promise.all([import("./replay-panel"), import("./replay-veil")]),
  );
  readonly #marked = new WeakMap<LanePaint<Tile>, Map<string, LanePaint<Tile>>>();
  readonly #viewport = new Viewport();
  readonly #playhead = new Playhead();
  readonly #gestures = new TimelineGestures(this.#viewport, (clientX) => {
    const { left, width } = this.axis.getBoundingClientRect();
    // Slides scale what they show: the window's pixels are not the view's.
    return ((clientX - left) * this.axis.clientWidth) / width;
  });
  readonly #resizes = new ResizeWatch(() =>
    drawSoon(this.#viewport, () => this.#viewport.resize(this.axis.clientWidth)),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) {
      this.#resizes.begin(this.axis);
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.end();
  }

  protected override firstUpdated(): void {
    this.#resizes.begin(this.axis);
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has("outcomes") || changed.has("chosen")) {
      if (this.chosen !== null && this.chosen >= this.#mostTrials()) {
        this.chosen = null;
      }
      this.replaying &&= this.#isOver;
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

  /** Whether a contender has run all of its trials. */
  get #isOver(): boolean {
    return this.outcomes.some(({ result }) => result !== null);
  }

  #mostTrials(): number {
    return Math.max(0, ...this.outcomes.map(({ trials }) => trials.length));
  }

  override render() {
    const { shown } = this;
    const { begin, move, end, wheel, click } = this.#gestures;
    return html`
      <div class="head">
        ${this.bare ? nothing : html`<h2>${msg("Where the time went")}</h2>`}
        <div class="choices">
          ${this.#trialChoice()} ${this.#zoomChoice()} ${this.#replayChoice()}
        </div>
      </div>
      ${this.replaying ? this.#replay() : failurePanel(this.#race.there === null ? this.#race.failure : null)}
      <playground-lane-legend
        .used=${kindsIn(shown)}
        .languages=${languagesOf(shown)}
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
        <p class="label note" aria-hidden="true">${msg("overview")}</p>
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
        <p class="heading note" aria-hidden="true">${msg("computing")}</p>
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
    return html`<div class="buttons" role="group" aria-label=${msg("The trial shown")}>
      <span>${msg("Trial")}</span>
      ${choice(null, this.#isOver ? msg("median") : msg("latest"))}
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
    return html`<div class="buttons" role="group" aria-label=${msg("What is in view")}>
      ${choice("zoom-out", "−", msg("Zoom out"))} ${choice("zoom-in", "+", msg("Zoom in"))}
      ${choice("fit", msg("Fit all"), msg("Fit all"))}
    </div>`;
  }

  /** Only what is over can be replayed. */
  #replayChoice() {
    return this.replaying || !this.#isOver
      ? nothing
      : html`<div class="buttons">
          <button
            type="button"
            class="replay"
            @click=${this.#beginReplay}
          >
            ${msg("Replay")}
          </button>
        </div>`;
  }

  /** Close up, most of a race would be out of view. */
  async #beginReplay(): Promise<void> {
    await this.#race.ask();
    if (this.#race.there !== null && this.#isOver) {
      this.#viewport.fit();
      this.replaying = true;
    }
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

  /** The paint of a mark, made once: a new one would have its lanes drawn anew. */
  #painted(mark: Mark, paint: LanePaint<Tile> | null): LanePaint<Tile> | null {
    if (paint === null) {
      return null;
    }
    const known = this.#marked.get(paint) ?? new Map<string, LanePaint<Tile>>();
    this.#marked.set(paint, known);
    const name = mark instanceof Set ? [...mark].join() : `${mark}`;
    const marked = known.get(name) ?? marking(paint, mark);
    known.set(name, marked);
    return marked;
  }

  #trial(shown: ShownTrial) {
    const { strategy, title, trial } = shown;
    const mark = markOf(this.highlight, strategy);
    const { laneHeight, gap } = layoutOf(trial.lanes.length);
    const rows = inlineStyle({ "--lane": `${laneHeight}px`, "--gap": `${gap}px` });
    const own = (span: ShownSpan | null) => (span?.title === title ? span.place : null);
    const shownSpan = ({ detail: place }: CustomEvent<SpanPlace | null>) =>
      place === null ? null : { title, place };
    return html`
      <div class="title">
        <h3>${mark === null ? title : html`<mark>${title}</mark>`}</h3>
        <p class="note figure">${timesOf(trial)}${markText(mark)}</p>
      </div>
      <ol class="names" .style=${rows} aria-hidden="true">${namesOf(trial, this.framed)}</ol>
      <playground-trial-lanes
        class="lanes"
        .viewport=${this.#viewport}
        .lanes=${trial.lanes}
        .paint=${this.#painted(mark, this.paint)}
        .pointed=${own(this.pointed)}
        .selected=${own(this.selected)}
        .description=${descriptionOf(shown)}
        @lanes-read=${() => this.requestUpdate()}
        @span-pointed=${(event: CustomEvent<SpanPlace | null>) => {
          this.pointed = shownSpan(event);
        }}
        @span-selected=${(event: CustomEvent<SpanPlace | null>) => {
          this.selected = shownSpan(event);
        }}
      ></playground-trial-lanes>
      <ol class="shares figure" .style=${rows} aria-hidden="true">${sharesOf(trial)}</ol>
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

  #readout(): string {
    const span = spanOnLane(this.shown, this.pointed ?? this.selected);
    if (span === undefined) {
      return msg("Point at a span, or focus the lanes and use the arrow keys.");
    }
    const text = spanText(span);
    return this.pointed === null ? msg(str`Selected: ${text}`) : text;
  }

  /** The keys that move the view; those that step from span to span are the lanes' own. */
  #press(event: KeyboardEvent): void {
    const action = actionOf(event);
    const span = spanOnLane(this.shown, this.pointed ?? this.selected)?.span;
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

/** Which of its spans are to be looked at, for those who do not see the others fade. */
function markText(mark: Mark): string {
  if (mark === null || mark === "all") {
    return "";
  }
  const kinds = enumerate([...mark].map((kind) => SPAN_STYLES[kind].label()));
  return ` · ${msg(str`marked: ${kinds}`)}`;
}

function solid(colour: string): Tile {
  return tileOf("solid", colourOf(colour), 1);
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-lane-view": LaneView;
  }
}
