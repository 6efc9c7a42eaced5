import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import { property, query, state } from "lit/decorators.js";
import {
  Engine,
  type EngineEvent,
  type Fields,
  type Place,
  type PlaygroundFailure,
} from "../../engine/engine";
import type { Forecast } from "../../generated/types/Forecast";
import type { RunReport } from "../../generated/types/RunReport";
import {
  asFailure,
  type PlaygroundRunOptions,
  type SavedReport,
} from "../foundation/authored-element";
import { bringIntoView } from "../foundation/bring-into-view";
import { catalogue, strategyTitle, taskChoice, taskTitle } from "../foundation/catalogue";
import { element } from "../foundation/define";
import { failurePanel } from "../foundation/failure-panel";
import { locale } from "../foundation/locale";
import { PageScheme } from "../foundation/page-scheme";
import { shownParts } from "../foundation/shown-parts";
import { base } from "../foundation/styles/base";
import { tokens } from "../foundation/styles/tokens";
import { fromAddress, type Settings, searchOf, toAddress, words } from "../settings/settings";
import { FieldElement } from "./field-element";
import { idle } from "./idle";
import { loadNow, loadRecording, loadSettings, loadStage } from "./later";
import type { OpenReport } from "./open-report";
import { Opening } from "./opening";
import { parallelPlaygroundStyles } from "./parallel-playground-styles";
import { stageStyles } from "./stage-styles";
import "./rung-badge";

/**
 * The playground, for any page.
 *
 * Its attributes are the fields of a request in kebab-case, as `task`, `strategies`, `workers`,
 * `chunk-size`, and its properties are the same in camelCase; besides `theme` (`light`, `dark` or
 * `auto`), `compact` (settings behind a disclosure), `follow-address` (the page's URL names the
 * settings and the theme, and follows the settings), and what an author may say of what it shows:
 * `controls`, `show`, `highlight`, `report` and `held`.
 *
 * @fires {CustomEvent<{ request: RunRequest }>} run-start - a request was found sound
 * @fires {CustomEvent<{ kind: string }>} run-progress - something happened, by its kind
 * @fires {CustomEvent<{ report: RunReport }>} run-end - a run came to its end, or was cut short
 * @fires {CustomEvent<RunErrorDetail>} run-error - a run was refused or broke off
 * @fires {CustomEvent<{ report: RunReport }>} report-shown - a report from a file is shown
 */
@element("parallel-playground")
export class ParallelPlayground extends FieldElement {
  static override styles = [tokens, base, stageStyles, parallelPlaygroundStyles];

  /** `light`, `dark`, or else as the page has it or the reader prefers. */
  @property({ reflect: true }) accessor theme = "auto";
  /** Settings behind a disclosure, for a narrow place in an article. */
  @property({ type: Boolean, reflect: true }) accessor compact = false;
  /** Whether the page's URL names the settings and follows them. */
  @property({ type: Boolean, attribute: "follow-address" }) accessor followAddress = false;

  @state() private accessor place: Place | null = null;
  /** About how long a run of them will take, where that is known. */
  @state() private accessor forecast: Forecast | null = null;

  /** Goes up whenever the download directory may have changed. */
  @state() private accessor directoryRevision = 0;

  @query(".stage") private accessor stageBox!: HTMLElement;
  @query("playground-run-controls")
  private accessor panel!: HTMLElementTagNameMap["playground-run-controls"];
  @query("playground-open-report") private accessor opener!: OpenReport | null;

  /** Goes up with every check that begins, so that only the last one is heard. */
  #checks = 0;
  #isAwake = false;
  readonly #page = new PageScheme(this);
  readonly #opening = new Opening(this, (exception) => this.fail(exception));

  /** An address with another fragment is of the page that is open already. */
  readonly #heedFragment = () => this.#change(this.#addressed);

  override titleOf(id: string): string {
    return strategyTitle(id);
  }

  protected override settingsGiven(): void {
    if (this.#isAwake) {
      void this.#check();
    }
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.followAddress) {
      this.settings = this.#addressed;
      this.theme = new URLSearchParams(location.search).get("theme") ?? this.theme;
      addEventListener("hashchange", this.#heedFragment);
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("hashchange", this.#heedFragment);
  }

  /** What the page's address says of the settings goes before what they were. */
  get #addressed(): Settings {
    return { ...this.settings, ...fromAddress(location) };
  }

  protected override createRenderRoot(): DocumentFragment | HTMLElement {
    const root = super.createRenderRoot();
    this.#opening.beginIn(root);
    return root;
  }

  protected override firstUpdated(): void {
    loadSettings().catch((exception) => this.fail(exception));
    void Engine.shared().prepare();
    for (const sign of ["pointerdown", "keydown", "focusin"]) {
      this.addEventListener(sign, () => this.turnTo());
    }
    // In an article nothing heavy is loaded before the reader turns to the playground.
    if (!this.#isSmall) {
      void idle().then(this.#wake);
    }
  }

  /** Whether it has little room, in an article: then it has no more than what was asked for. */
  get #isSmall(): boolean {
    return this.compact || this.controls !== null;
  }

  protected override loadStage() {
    return loadStage();
  }

  protected override loadRecording() {
    return loadRecording();
  }

  protected override async beyond(): Promise<readonly string[]> {
    const { strategiesBeyond } = await loadRecording();
    const { environment } = await Engine.shared().environment();
    return strategiesBeyond(this.settings, environment);
  }

  protected override turnTo(): void {
    // Where that fails, the run that needs it tells.
    this.setStage().catch(() => undefined);
    this.#wake();
  }

  /** Starts the engine, once. */
  readonly #wake = (): void => {
    if (!this.#isAwake) {
      this.#isAwake = true;
      void this.#findPlace();
      void this.#check();
    }
  };

  /**
   * Runs what the attributes and the reader's settings say; `overrides` go before them.
   *
   * @param overrides fields of a request, by their camelCase names
   * @returns {Promise<RunReport>} what finished; also after a cancellation, or when the element has
   *   left its document
   * @throws PlaygroundFailure if the request is refused or the run breaks off
   */
  async run(overrides: Fields = {}, options: PlaygroundRunOptions = {}): Promise<RunReport> {
    const fields = { ...this.settings, ...overrides } as Fields;
    try {
      const report = await this.tellOf(async (watcher) => {
        // Before the run, so that it disturbs no timing.
        const stage = await this.setStage();
        return stage.run(fields, watcher);
      }, options);
      this.#expectTheSame();
      return report;
    } catch (exception) {
      // A check of the settings that has begun would take back what is told of this run.
      this.#checks += 1;
      throw exception;
    } finally {
      this.directoryRevision += 1;
    }
  }

  /** What a run took tells how long the next one will take; asking must not disturb that one. */
  #expectTheSame(): void {
    if (this.going === 0) {
      void this.#check();
    }
  }

  protected override hear(event: EngineEvent): void {
    if (event.kind === "environment") {
      this.place = event;
    }
    super.hear(event);
  }

  async #findPlace(): Promise<void> {
    try {
      this.place = await Engine.shared().environment();
    } catch (exception) {
      this.fail(exception);
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

  /** Where reports are opened, a file may be dropped anywhere; what else is dragged is not for this element. */
  #drag(event: DragEvent): void {
    const { opener } = this;
    if (opener !== null && event.dataTransfer?.types.includes("Files")) {
      event.preventDefault();
      const [file] = event.dataTransfer.files;
      if (event.type === "drop" && file !== undefined) {
        void this.#openDropped(file, opener);
      }
    }
  }

  async #openDropped(file: File, opener: OpenReport): Promise<void> {
    try {
      await loadNow(opener);
      await opener.open(file);
    } catch (exception) {
      this.fail(exception);
    }
  }

  #runAsked(): void {
    this.run().catch(() => this.#goOnAtRefused());
    // Where the stage lies below the controls, the reader should see what Run began.
    bringIntoView(this.stageBox);
  }

  /** The failure is shown; a field that is to blame is where the reader goes on. */
  async #goOnAtRefused(): Promise<void> {
    await this.updateComplete;
    await this.panel.focusRefused();
  }

  override render() {
    const isSmall = this.#isSmall;
    const shows = shownParts(this.show);
    // The texts are in a language of ours, whatever the page around them is written in.
    return html`
      <div class="playground" lang=${locale()} dir="ltr" ?data-opening=${!this.#opening.isOver} @dragover=${this.#drag} @drop=${this.#drag}>
        ${failurePanel((this.failure ?? this.lack)?.message)}
        ${isSmall ? nothing : html`<playground-contents class="contents"></playground-contents>`}
        <div class="columns">
          <div class="side">${this.#side()}</div>
          <div class="stage" ?hidden=${this.held}>${this.held ? nothing : this.#stage()}</div>
        </div>
        ${isSmall ? nothing : html`<playground-scaling .settings=${this.settings} .environment=${this.#environment}></playground-scaling>`}
        ${isSmall ? nothing : html`<playground-hazards .environment=${this.#environment}></playground-hazards>`}
        ${shows("code") ? html`<playground-code-view .settings=${this.settings} .versions=${this.stage?.report?.request.versions}></playground-code-view>` : nothing}
        ${isSmall ? nothing : html`<playground-kept-here .revision=${this.directoryRevision} @directory-change=${this.#directoryChanged}></playground-kept-here>`}
        <p class="spoken" aria-live="polite">${this.stage?.spoken}</p>
      </div>
    `;
  }

  #side() {
    const { compact, controls } = this;
    return html`
      <div class="heading">
        ${compact && controls === null ? html`<h2>${taskTitle(this.#task)}</h2>` : nothing}
        <playground-rung-badge
          .environment=${this.#environment}
          .why=${this.place?.why ?? ""}
        ></playground-rung-badge>
        ${this.#isSmall ? html`<a class="note" href=${this.#fullPage()} target="_blank" rel="noopener">${msg("Open the full page")}</a>` : nothing}
      </div>
      <playground-run-controls
        .settings=${this.settings}
        .environment=${this.#environment}
        .failure=${this.failure}
        .forecast=${this.forecast}
        .running=${this.going > 0}
        .compact=${this.#isSmall}
        .offered=${controls === null ? null : words(controls)}
        .held=${this.held}
        @drawn=${() => void this.#opening.end()}
        @settings-change=${({ detail }: CustomEvent<Settings>) => this.#change(detail)}
        @run-request=${this.#runAsked}
      ></playground-run-controls>
      ${this.recording?.choice()}
      ${this.#isSmall ? nothing : html`<playground-embed-dialogue .settings=${this.settings} .theme=${this.theme}></playground-embed-dialogue>`}
      ${this.#isSmall ? nothing : this.#opener()}
    `;
  }

  #stage() {
    const { stage, settings, place, highlight } = this;
    const compact = this.#isSmall;
    const shows = shownParts(this.show);
    const beyond = this.recording?.beyond ?? [];
    const theme = this.theme === "auto" ? (this.#page.decided ?? "auto") : this.theme;
    const onChange = (changed: Settings) => this.#change(changed);
    return html`
      ${
        stage === null || stage.isEmpty
          ? html`<playground-empty-lanes .settings=${settings}></playground-empty-lanes>`
          : stage.render({ settings, place, theme, compact, highlight, beyond, shows, onChange })
      }
      ${compact && shows("report") ? this.#opener() : nothing}
      ${
        shows("files") && taskChoice(this.#task)?.kind === "download" && place !== null
          ? html`<playground-download-directory .revision=${this.directoryRevision} @directory-change=${this.#directoryChanged}></playground-download-directory>`
          : nothing
      }
    `;
  }

  #opener() {
    return html`<playground-open-report
      .saved=${this.saved}
      @report-opened=${({ detail }: CustomEvent<SavedReport>) => void this.openReport(detail)}
      @report-closed=${() => void this.openReport(null)}
    ></playground-open-report>`;
  }

  /** The full page, with everything as it is here. */
  #fullPage(): string {
    const { theme, settings } = this;
    const search = searchOf(theme);
    const address = `playground.html${toAddress(settings, { search, hash: "" })}`;
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

declare global {
  interface HTMLElementTagNameMap {
    "parallel-playground": ParallelPlayground;
  }
}
