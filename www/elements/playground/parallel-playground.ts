import { html, nothing } from "lit";
import { property, query, state } from "lit/decorators.js";
import {
  Engine,
  type EngineEvent,
  type Fields,
  type Place,
  PlaygroundFailure,
} from "../../engine/engine";
import type { Forecast } from "../../generated/types/Forecast";
import type { RunReport } from "../../generated/types/RunReport";
import { catalogue, taskChoice, taskTitle } from "../foundation/catalogue";
import { element } from "../foundation/define";
import { Presence } from "../foundation/presence";
import { base } from "../foundation/styles/base";
import { tokens } from "../foundation/styles/tokens";
import { fromAddress, type Settings, toAddress } from "../settings/settings";
import { failurePanel } from "./failure-panel";
import { FieldElement } from "./field-element";
import { idle } from "./idle";
import { loadNow, loadSettings, loadStage } from "./later";
import type { OpenReport, SavedReport } from "./open-report";
import { Opening } from "./opening";
import { PageScheme } from "./page-scheme";
import { parallelPlaygroundStyles } from "./parallel-playground-styles";
import type { Stage } from "./stage";
import "./rung-badge";

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
 * `chunk-size`, and its properties are the same in camelCase; besides `theme` (`light`, `dark` or
 * `auto`), `compact` (settings behind a disclosure) and `follow-address` (the page's URL names the
 * settings and the theme, and follows the settings).
 *
 * @fires {CustomEvent<{ request: RunRequest }>} run-start - a request was found sound
 * @fires {CustomEvent<{ kind: string }>} run-progress - something happened, by its kind
 * @fires {CustomEvent<{ report: RunReport }>} run-end - a run came to its end, or was cut short
 * @fires {CustomEvent<RunErrorDetail>} run-error - a run was refused or broke off
 */
@element("parallel-playground")
export class ParallelPlayground extends FieldElement {
  static override styles = [tokens, base, parallelPlaygroundStyles];

  /** `light`, `dark`, or else as the page has it or the reader prefers. */
  @property({ reflect: true }) accessor theme = "auto";
  /** Settings behind a disclosure, for a narrow place in an article. */
  @property({ type: Boolean, reflect: true }) accessor compact = false;
  /** Whether the page's URL names the settings and follows them. */
  @property({ type: Boolean, attribute: "follow-address" }) accessor followAddress = false;

  @state() private accessor place: Place | null = null;
  /** What is wrong with the settings, or why the engine does not start. */
  @state() private accessor failure: PlaygroundFailure | null = null;
  /** About how long a run of them will take, where that is known. */
  @state() private accessor forecast: Forecast | null = null;
  /** What shows runs, once it is loaded. */
  @state() private accessor stage: Stage | null = null;
  /** A report that was opened from a file. */
  @state() private accessor saved: SavedReport | null = null;

  /** Goes up whenever the download directory may have changed. */
  @state() private accessor directoryRevision = 0;

  @query(".stage") private accessor stageBox!: HTMLElement;
  @query("playground-run-controls")
  private accessor controls!: HTMLElementTagNameMap["playground-run-controls"];
  @query("playground-open-report") private accessor opener!: OpenReport;

  /** Goes up with every check that begins, so that only the last one is heard. */
  #checks = 0;
  #isAwake = false;
  readonly #page = new PageScheme(this);
  readonly #presence = new Presence(this);
  readonly #opening = new Opening(this, (exception) => this.#fail(exception));

  protected override settingsGiven(): void {
    if (this.#isAwake) {
      void this.#check();
    }
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.followAddress) {
      this.settings = { ...this.settings, ...fromAddress(location) };
      this.theme = new URLSearchParams(location.search).get("theme") ?? this.theme;
    }
  }

  protected override createRenderRoot(): DocumentFragment | HTMLElement {
    const root = super.createRenderRoot();
    this.#opening.beginIn(root);
    return root;
  }

  protected override firstUpdated(): void {
    loadSettings().catch((exception) => this.#fail(exception));
    void Engine.shared().prepare();
    for (const sign of ["pointerdown", "keydown", "focusin"]) {
      this.addEventListener(sign, this.#turnTo);
    }
    // In an article nothing heavy is loaded before the reader turns to the playground.
    if (!this.compact) {
      void idle().then(this.#wake);
    }
  }

  /** The reader is about to do something: what shows runs is loaded. */
  readonly #turnTo = (): void => {
    // Where that fails, the run that needs it tells.
    this.#setStage().catch(() => undefined);
    this.#wake();
  };

  /** Starts the engine, once. */
  readonly #wake = (): void => {
    if (!this.#isAwake) {
      this.#isAwake = true;
      void this.#findPlace();
      void this.#check();
    }
  };

  async #setStage(): Promise<Stage> {
    const { Stage } = await loadStage();
    this.stage ??= new Stage(() => this.requestUpdate());
    return this.stage;
  }

  /**
   * Runs what the attributes and the reader's settings say; `overrides` go before them.
   *
   * @param overrides fields of a request, by their camelCase names
   * @returns {Promise<RunReport>} what finished; also after a cancellation, or when the element has
   *   left its document
   * @throws PlaygroundFailure if the request is refused or the run breaks off
   */
  async run(overrides: Fields = {}, { signal }: PlaygroundRunOptions = {}): Promise<RunReport> {
    const fields = { ...this.settings, ...overrides } as Fields;
    const present = this.#presence.signal;
    let isAccepted = false;
    const onEvent = (event: EngineEvent) => {
      isAccepted ||= event.kind === "accepted";
      this.#tell(event);
    };
    try {
      // Before the run, so that it disturbs no timing.
      const stage = await this.#setStage();
      const signals = signal === undefined ? [present] : [present, signal];
      const report = await stage.run(fields, { signal: AbortSignal.any(signals), onEvent });
      this.#emit("run-end", { report });
      this.#expectTheSame();
      return report;
    } catch (exception) {
      const failure = asFailure(exception);
      if (!isAccepted) {
        this.failure = failure;
      }
      const { code, field, message } = failure;
      this.#emit("run-error", { code, field, message } satisfies RunErrorDetail);
      throw failure;
    } finally {
      this.directoryRevision += 1;
    }
  }

  /** What a run took tells how long the next one will take; asking must not disturb that one. */
  #expectTheSame(): void {
    if (this.failure === null && this.stage?.isLive === false) {
      void this.#check();
    }
  }

  #tell(event: EngineEvent): void {
    if (event.kind === "environment") {
      this.place = event;
    }
    if (event.kind === "accepted") {
      this.#emit("run-start", { request: event.request });
    } else {
      this.#emit("run-progress", event);
    }
  }

  #fail(exception: unknown): void {
    this.failure = asFailure(exception);
  }

  #emit(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }

  async #findPlace(): Promise<void> {
    try {
      this.place = await Engine.shared().environment();
    } catch (exception) {
      this.failure = asFailure(exception);
    }
  }

  /** Has Rust say whether the settings are sound, and about how long a run of them will take. */
  async #check(): Promise<void> {
    this.#checks += 1;
    const check = this.#checks;
    let failure: PlaygroundFailure | null = null;
    let forecast: Forecast | null = null;
    try {
      const engine = Engine.shared();
      forecast = await engine.forecast(await engine.check(this.settings as Fields));
    } catch (exception) {
      failure = asFailure(exception);
    }
    if (check === this.#checks) {
      this.failure = failure;
      this.forecast = forecast;
    }
  }

  #change(settings: Settings): void {
    this.settings = settings;
    if (this.followAddress) {
      const address = location.pathname + toAddress(settings, location);
      history.replaceState(history.state, "", address);
    }
    void this.#check();
  }

  async #open(saved: SavedReport | null): Promise<void> {
    this.#wake();
    this.saved = saved;
    try {
      const stage = await this.#setStage();
      stage.open(saved);
    } catch (exception) {
      this.failure = asFailure(exception);
    }
  }

  /** A file may be dropped anywhere; what else is dragged is none of this element's business. */
  #drag(event: DragEvent): void {
    if (event.dataTransfer?.types.includes("Files")) {
      event.preventDefault();
      const [file] = event.dataTransfer.files;
      if (event.type === "drop" && file !== undefined) {
        void this.#openDropped(file);
      }
    }
  }

  async #openDropped(file: File): Promise<void> {
    try {
      await loadNow(this.opener);
      await this.opener.open(file);
    } catch (exception) {
      this.#fail(exception);
    }
  }

  #runAsked(): void {
    this.run().catch(() => this.#goOnAtRefused());
    this.#bringStageIntoView();
  }

  /** The failure is shown; a field that is to blame is where the reader goes on. */
  async #goOnAtRefused(): Promise<void> {
    await this.updateComplete;
    await this.controls.focusRefused();
  }

  /** Where the stage lies below the controls, the reader should see what Run began. */
  #bringStageIntoView(): void {
    if (this.stageBox.getBoundingClientRect().top > innerHeight / 2) {
      const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      this.stageBox.scrollIntoView({ behavior: isCalm ? "instant" : "smooth" });
    }
  }

  override render() {
    // The texts are English, whatever the page around them is written in.
    return html`
      <div class="playground" lang="en" dir="ltr" ?data-opening=${!this.#opening.isOver} @dragover=${this.#drag} @drop=${this.#drag}>
        ${this.failure === null ? nothing : failurePanel(this.failure)}
        <div class="columns">
          <div class="side">${this.#side()}</div>
          <div class="stage">${this.#stage()}</div>
        </div>
        ${this.compact ? nothing : html`<playground-scaling .settings=${this.settings} .environment=${this.#environment}></playground-scaling>`}
        <playground-code-view .settings=${this.settings}></playground-code-view>
        ${this.compact ? nothing : html`<playground-kept-here .revision=${this.directoryRevision} @directory-change=${this.#directoryChanged}></playground-kept-here>`}
        <p class="spoken" aria-live="polite">${this.stage?.spoken}</p>
      </div>
    `;
  }

  #side() {
    return html`
      <div class="heading">
        ${this.compact ? html`<h2>${taskTitle(this.#task)}</h2>` : nothing}
        <playground-rung-badge
          .environment=${this.#environment}
          .why=${this.place?.why ?? ""}
        ></playground-rung-badge>
        ${this.compact ? html`<a class="note" href=${this.#fullPage()} target="_blank" rel="noopener">Open the full page</a>` : nothing}
      </div>
      <playground-run-controls
        .settings=${this.settings}
        .environment=${this.#environment}
        .failure=${this.failure}
        .forecast=${this.forecast}
        .running=${this.stage?.isLive ?? false}
        .compact=${this.compact}
        @drawn=${() => void this.#opening.end()}
        @settings-change=${({ detail }: CustomEvent<Settings>) => this.#change(detail)}
        @run-request=${this.#runAsked}
      ></playground-run-controls>
      ${this.compact ? nothing : html`<playground-embed-dialogue .settings=${this.settings} .theme=${this.theme}></playground-embed-dialogue>`}
    `;
  }

  #stage() {
    const { stage, settings, place, compact } = this;
    const theme = this.theme === "auto" ? (this.#page.decided ?? "auto") : this.theme;
    const onChange = (changed: Settings) => this.#change(changed);
    return html`
      ${
        stage === null || stage.isEmpty
          ? html`<playground-empty-lanes .settings=${settings}></playground-empty-lanes>`
          : stage.render({ settings, place, theme, compact, onChange })
      }
      <playground-open-report
        .saved=${this.saved}
        @report-opened=${({ detail }: CustomEvent<SavedReport>) => void this.#open(detail)}
        @report-closed=${() => void this.#open(null)}
      ></playground-open-report>
      ${
        taskChoice(this.#task)?.kind === "download" && place !== null
          ? html`<playground-download-directory .revision=${this.directoryRevision} @directory-change=${this.#directoryChanged}></playground-download-directory>`
          : nothing
      }
      ${compact ? nothing : html`<playground-hazards .environment=${this.#environment}></playground-hazards>`}
    `;
  }

  /** The full page, with everything as it is here. */
  #fullPage(): string {
    const { theme, settings } = this;
    const search = new URLSearchParams(theme === "auto" ? {} : { theme }).toString();
    const address = `index.html${toAddress(settings, { search, hash: "" })}`;
    return new URL(address, import.meta.url).href;
  }

  get #task(): string {
    return this.settings.task ?? catalogue.defaultTask;
  }

  get #environment() {
    return this.place?.environment ?? null;
  }

  #directoryChanged(): void {
    this.directoryRevision += 1;
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
