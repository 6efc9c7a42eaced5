import { html, LitElement, nothing } from "lit";
import { property, query, state } from "lit/decorators.js";
import {
  Engine,
  type EngineEvent,
  type Fields,
  type Place,
  PlaygroundFailure,
} from "../../engine/engine";
import type { GraphNode } from "../../generated/types/GraphNode";
import type { RunReport } from "../../generated/types/RunReport";
import type { Trial } from "../../generated/types/Trial";
import { failedDownloads } from "../downloads/downloads";
import { catalogue, taskChoice, taskTitle } from "../foundation/catalogue";
import { element } from "../foundation/define";
import { counted, moment } from "../foundation/format";
import { drawSoon } from "../foundation/frames";
import { idle } from "../foundation/idle";
import { base } from "../foundation/styles/base";
import { tokens } from "../foundation/styles/tokens";
import { verdict } from "../results/results";
import { isLive, outcomes, type RunView, viewOf } from "../run/run";
import {
  attributeOf,
  FIELD_NAMES,
  fieldOf,
  fromQuery,
  type Settings,
  toQuery,
  withField,
} from "../settings/settings";
import { Announcer } from "./announcer";
import { LiveRun } from "./live-run";
import { loadRunElements } from "./load-run-elements";
import type { OpenReport, SavedReport } from "./open-report";
import { playground } from "./playground-styles";
import "../code/elements";
import "./embed-dialogue";
import "./empty-lanes";
import "./open-report";
import "../settings/elements";
import "./rung-badge";
import "../scaling/scaling";

/** What a failed run is told by: `run-error`'s detail. */
export interface RunErrorDetail {
  code: string;
  field: string | null;
  message: string;
}

/** How a run is stopped from outside. */
export interface PlaygroundRunOptions {
  /** Aborting it cuts the run short: it then resolves with what finished. */
  signal?: AbortSignal;
}

/**
 * The playground, for any page.
 *
 * Its attributes are the fields of a request in kebab-case, as `task`, `strategies`, `workers`,
 * `chunk-size`; besides `theme` (`light`, `dark` or `auto`), `compact` (settings behind a
 * disclosure) and `follow-address` (the page's URL names the settings and the theme, and follows
 * the settings).
 *
 * @fires run-start - detail: `{ request }`
 * @fires run-progress - detail: an event of the engine
 * @fires run-end - detail: `{ report }`
 * @fires run-error - detail: `{ code, field, message }`
 */
@element("parallel-playground")
export class ParallelPlayground extends LitElement {
  static override styles = [tokens, base, playground];

  /** `light`, `dark`, or else as the reader prefers. */
  @property({ reflect: true }) accessor theme = "auto";
  /** Settings behind a disclosure, for a narrow place in an article. */
  @property({ type: Boolean, reflect: true }) accessor compact = false;
  /** Whether the page's URL names the settings and follows them. */
  @property({ type: Boolean, attribute: "follow-address" }) accessor followAddress = false;

  @state() private accessor settings: Settings = {};
  @state() private accessor place: Place | null = null;
  /** What is wrong with the settings, or why the engine does not start. */
  @state() private accessor failure: PlaygroundFailure | null = null;
  @state() private accessor view: RunView | null = null;
  /** A report that was opened from a file. */
  @state() private accessor saved: SavedReport | null = null;
  /** The view of it, while it is shown instead of the newest run. */
  @state() private accessor savedView: RunView | null = null;

  /** Goes up whenever the download directory may have changed. */
  @state() private accessor directoryRevision = 0;

  @query(".stage") private accessor stage!: HTMLElement;
  @query("playground-open-report") private accessor opener!: OpenReport;

  /** Runs that are going on or waiting, in the order they were asked for. */
  readonly #runs: LiveRun[] = [];
  /** What the last run came to; one that was refused leaves nothing to show. */
  #last: RunView | null = null;
  readonly #announcer = new Announcer();
  /** Goes up with every check that begins, so that only the last one is heard. */
  #checks = 0;
  #isAwake = false;

  static override get observedAttributes(): string[] {
    // biome-ignore lint/complexity/noThisInStatic: Lit's getter has to know for which class.
    return [...super.observedAttributes, ...FIELD_NAMES.map(attributeOf)];
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value);
    const field = fieldOf(name);
    if (field !== undefined && old !== value) {
      this.settings = withField(this.settings, field, value);
      if (this.#isAwake) {
        void this.#check();
      }
    }
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.followAddress) {
      this.settings = { ...this.settings, ...fromQuery(location.search) };
      this.theme = new URLSearchParams(location.search).get("theme") ?? this.theme;
    }
  }

  /** The first drawing is a task of its own: together with the script it would be a long one. */
  protected override async scheduleUpdate(): Promise<void> {
    if (!this.hasUpdated) {
      await new Promise((resolve) => setTimeout(resolve));
    }
    super.scheduleUpdate();
  }

  protected override firstUpdated(): void {
    void Engine.shared().prepare();
    for (const sign of ["pointerdown", "keydown", "focusin"]) {
      this.addEventListener(sign, this.#wake);
    }
    // In an article nothing heavy is loaded before the reader turns to the playground.
    if (!this.compact) {
      void idle().then(this.#wake);
    }
  }

  /** Loads what shows runs, and starts the engine, once. */
  readonly #wake = (): void => {
    if (!this.#isAwake) {
      this.#isAwake = true;
      // Where that fails, the run that needs them tells.
      loadRunElements().catch(() => undefined);
      void this.#findPlace();
      void this.#check();
    }
  };

  /**
   * Runs what the attributes and the reader's settings say; `overrides` go before them.
   *
   * @param overrides fields of a request, by their camelCase names
   * @returns what finished; after a cancellation as well
   * @throws PlaygroundFailure if the request is refused or the run breaks off
   */
  async run(overrides: Fields = {}, { signal }: PlaygroundRunOptions = {}): Promise<RunReport> {
    const fields = { ...this.settings, ...overrides };
    const run = new LiveRun(() => this.#redraw());
    this.#runs.push(run);
    this.savedView = null;
    const marked = () => run.markCancelled();
    signal?.addEventListener("abort", marked);
    if (signal?.aborted) {
      marked();
    }
    try {
      // Before the run, so that it disturbs no timing.
      await loadRunElements();
      const report = await Engine.shared().run(fields as Fields, {
        signal: AbortSignal.any([run.cancelled, ...(signal === undefined ? [] : [signal])]),
        onEvent: (event) => this.#hear(run, event),
      });
      run.finish(report);
      this.#emit("run-end", { report });
      return report;
    } catch (exception) {
      const failure = asFailure(exception);
      run.fail(failure);
      const { code, field, message } = failure;
      this.#emit("run-error", { code, field, message } satisfies RunErrorDetail);
      throw failure;
    } finally {
      signal?.removeEventListener("abort", marked);
      this.#end(run);
    }
  }

  #hear(run: LiveRun, event: EngineEvent): void {
    if (event.kind === "environment") {
      this.place = event;
    }
    run.take(event);
    if (event.kind === "accepted") {
      this.#emit("run-start", { request: event.request });
    } else {
      this.#emit("run-progress", event);
    }
  }

  #end(run: LiveRun): void {
    this.directoryRevision += 1;
    this.#runs.splice(this.#runs.indexOf(run), 1);
    if (run.view.request === null) {
      this.failure = run.view.failure;
    } else {
      this.#last = run.view;
    }
    this.view = this.#runs[0]?.view ?? this.#last;
  }

  #emit(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }

  /** However many events come, they are drawn once a frame. */
  #redraw(): void {
    drawSoon(this, () => {
      this.view = this.#runs[0]?.view ?? this.#last;
    });
  }

  async #findPlace(): Promise<void> {
    try {
      this.place = await Engine.shared().environment();
    } catch (exception) {
      this.failure = asFailure(exception);
    }
  }

  /** Has Rust say whether the settings are sound. */
  async #check(): Promise<void> {
    this.#checks += 1;
    const check = this.#checks;
    let failure: PlaygroundFailure | null = null;
    try {
      await Engine.shared().check(this.settings as Fields);
    } catch (exception) {
      failure = asFailure(exception);
    }
    if (check === this.#checks) {
      this.failure = failure;
    }
  }

  #change({ detail }: CustomEvent<Settings>): void {
    this.settings = detail;
    if (this.followAddress) {
      const query = toQuery(detail, location.search);
      history.replaceState(history.state, "", query === "" ? location.pathname : `?${query}`);
    }
    void this.#check();
  }

  #open(saved: SavedReport | null): void {
    this.#wake();
    this.saved = saved;
    this.savedView = saved === null ? null : viewOf(saved.report);
  }

  /** A file may be dropped anywhere; what else is dragged is none of this element's business. */
  #drag(event: DragEvent): void {
    if (event.dataTransfer?.types.includes("Files")) {
      event.preventDefault();
      const [file] = event.dataTransfer.files;
      if (event.type === "drop" && file !== undefined) {
        void this.opener.open(file);
      }
    }
  }

  #runAsked(): void {
    // The failure is shown.
    this.run().catch(() => undefined);
    this.#bringStageIntoView();
  }

  /** Where the stage lies below the controls, the reader should see what Run began. */
  #bringStageIntoView(): void {
    if (this.stage.getBoundingClientRect().top > innerHeight / 2) {
      const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      this.stage.scrollIntoView({ behavior: isCalm ? "instant" : "smooth" });
    }
  }

  override render() {
    const view = this.savedView ?? this.view;
    const running = this.view !== null && isLive(this.view);
    return html`
      <div class="playground" @dragover=${this.#drag} @drop=${this.#drag}>
        ${this.failure === null ? nothing : failurePanel(this.failure)}
        <div class="columns">
          <div class="side">
            <div class="heading">
              ${this.compact ? html`<h2>${taskTitle(this.#task)}</h2>` : nothing}
              <playground-rung-badge
                .environment=${this.place?.environment ?? null}
                .why=${this.place?.why ?? ""}
              ></playground-rung-badge>
              ${this.compact ? html`<a class="note" href=${this.#fullPage()} target="_blank" rel="noopener">Open the full page</a>` : nothing}
            </div>
            <playground-run-controls
              .settings=${this.settings}
              .environment=${this.place?.environment ?? null}
              .failure=${this.failure}
              .running=${running}
              .compact=${this.compact}
              @settings-change=${this.#change}
              @run-request=${this.#runAsked}
            ></playground-run-controls>
            ${this.compact ? nothing : html`<playground-embed-dialogue .settings=${this.settings} .theme=${this.theme}></playground-embed-dialogue>`}
          </div>
          <div class="stage">
            ${view?.failure == null ? nothing : failurePanel(view.failure)}
            ${this.savedView === null ? nothing : this.#savedNotice()}
            ${view === null ? this.#fresh() : this.#run(view)}
            <playground-open-report
              .saved=${this.saved}
              @report-opened=${({ detail }: CustomEvent<SavedReport>) => this.#open(detail)}
              @report-closed=${() => this.#open(null)}
            ></playground-open-report>
            ${this.#directory()}
            ${this.compact ? nothing : html`<playground-hazards .environment=${this.place?.environment ?? null}></playground-hazards>`}
          </div>
        </div>
        ${this.compact ? nothing : html`<playground-scaling .settings=${this.settings} .environment=${this.place?.environment ?? null}></playground-scaling>`}
        <playground-code-view .settings=${this.settings}></playground-code-view>
        ${this.compact ? nothing : this.#kept()}
        <p class="spoken" aria-live="polite">
          ${this.view === null ? nothing : this.#announcer.sentence(this.view, performance.now())}
        </p>
      </div>
    `;
  }

  /** The full page, with everything as it is here. */
  #fullPage(): string {
    const { theme, settings } = this;
    const kept = new URLSearchParams(theme === "auto" ? {} : { theme }).toString();
    return new URL(`index.html?${toQuery(settings, kept)}`, import.meta.url).href;
  }

  get #task(): string {
    return this.settings.task ?? catalogue.defaultTask;
  }

  #savedNotice() {
    const { name, report } = this.saved ?? {};
    const date = report?.endedAt === undefined ? "" : ` on ${moment(report.endedAt)}`;
    return html`<p class="notice">
      This is the saved report ${name}, run${date} in ${report?.environment.browser}.
      ${
        this.view === null
          ? nothing
          : html`<button
              type="button"
              @click=${() => {
                this.savedView = null;
              }}
            >
              Show the newest run
            </button>`
      }
    </p>`;
  }

  #fresh() {
    return html`<playground-empty-lanes .settings=${this.settings}></playground-empty-lanes>`;
  }

  #run(view: RunView) {
    return html`
      <section class="status">
        <div class="phase">
          <h2>${phaseTitle(view)}</h2>
          ${
            isLive(view) || view.startedAt !== null
              ? html`<playground-run-clock .startedAt=${view.startedAt} .endedAt=${view.endedAt}></playground-run-clock>`
              : nothing
          }
          ${
            isLive(view)
              ? html`<button type="button" @click=${() => this.#runs[0]?.cancel()}>Cancel</button>`
              : nothing
          }
        </div>
        <playground-request-line
          .request=${view.request}
          .simulated=${this.place?.environment.simulatedNetwork ?? true}
        ></playground-request-line>
        ${
          failedDownloads(view).length > 0
            ? html`<p class="notice">Not every download succeeded; the time spent on those that failed counts as well. They are listed below.</p>`
            : nothing
        }
        ${view.notices.map(({ message }) => html`<p class="notice">${message}</p>`)}
      </section>
      ${
        isLive(view)
          ? html`<playground-run-progress .view=${view}></playground-run-progress>`
          : html`<playground-strategy-results .view=${view}></playground-strategy-results>`
      }
      ${isLive(view) ? nothing : this.#comparison()}
      <playground-diagnosis
        .findings=${view.report?.diagnosis ?? []}
        .settings=${this.settings}
        @settings-change=${this.#change}
      ></playground-diagnosis>
      ${this.compact ? nothing : html`<playground-outlook .report=${view.report}></playground-outlook>`}
      ${this.#downloads(view)}
      ${
        view.painted.length > 0
          ? html`<playground-painted-picture .bands=${view.painted}></playground-painted-picture>`
          : nothing
      }
      ${(view.request?.verbose ?? 0) > 0 ? html`<playground-run-log .view=${view}></playground-run-log>` : nothing}
      ${
        outcomes(view).length > 0
          ? html`<playground-lane-view
              .outcomes=${outcomes(view)}
              .framed=${view.pictures.size > 0}
              .theme=${this.theme}
            ></playground-lane-view>`
          : nothing
      }
      ${this.#graph(graphOf(view))}
      ${view.report === null ? nothing : html`<playground-take-along .report=${view.report}></playground-take-along>`}
    `;
  }

  #comparison() {
    const newest = this.view?.report ?? null;
    return this.saved === null || newest === null
      ? nothing
      : html`<playground-report-comparison
          .saved=${this.saved.report}
          .name=${this.saved.name}
          .newest=${newest}
        ></playground-report-comparison>`;
  }

  #downloads(view: RunView) {
    return html`
      ${
        view.pictures.size > 0
          ? html`<playground-picture-gallery .view=${view}></playground-picture-gallery>`
          : nothing
      }
      ${
        failedDownloads(view).length > 0
          ? html`<playground-failed-downloads .view=${view}></playground-failed-downloads>`
          : nothing
      }
    `;
  }

  /** Few runs have a graph: what draws it is loaded when there is one. */
  #graph(nodes: readonly GraphNode[]) {
    if (nodes.length === 0) {
      return nothing;
    }
    void import("../results/graph-view");
    return html`<playground-graph-view .nodes=${nodes}></playground-graph-view>`;
  }

  #kept() {
    return html`<playground-kept-here
      .revision=${this.directoryRevision}
      @directory-change=${this.#directoryChanged}
    ></playground-kept-here>`;
  }

  #directoryChanged(): void {
    this.directoryRevision += 1;
  }

  #directory() {
    return taskChoice(this.#task)?.kind === "download" && this.place !== null
      ? html`<playground-download-directory
          .revision=${this.directoryRevision}
          @directory-change=${this.#directoryChanged}
        ></playground-download-directory>`
      : nothing;
  }
}

/** The graph that a strategy built, if one did: it is the same in every trial. */
function graphOf(view: RunView): readonly GraphNode[] {
  return (
    outcomes(view)
      .find(({ trials }) => trials.some(hasGraph))
      ?.trials.find(hasGraph)?.graph ?? []
  );
}

function hasGraph({ graph }: Trial): boolean {
  return graph.length > 0;
}

function failurePanel({ message }: PlaygroundFailure) {
  return html`<p class="failure" role="alert">${message}</p>`;
}

function phaseTitle({ phase, ahead, report }: RunView): string {
  switch (phase) {
    case "checking":
      return "Starting";
    case "queued":
      return `Waiting for ${counted(ahead, "other run")}`;
    case "running":
      return "Running";
    case "cancelling":
      return "Cancelling";
    case "finished":
      return verdict(report?.results ?? []);
    case "cancelled":
      return `Cancelled. ${verdict(report?.results ?? [])}`;
    case "failed":
      return "The run broke off";
  }
}

/** Every failure of the engine is one already; anything else is a fault of this page. */
function asFailure(exception: unknown): PlaygroundFailure {
  if (exception instanceof PlaygroundFailure) {
    return exception;
  }
  throw exception;
}

declare global {
  interface HTMLElementTagNameMap {
    "parallel-playground": ParallelPlayground;
  }
}
