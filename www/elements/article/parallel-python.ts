import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { property, query, state } from "lit/decorators.js";
import { Engine, type Fields, messageOf, PlaygroundFailure } from "../../engine/engine";
import type { RunReport } from "../../generated/types/RunReport";
import { type CodeEditor, loadEditor, pythonRuns } from "../editor/editor";
import { AuthoredElement, type PlaygroundRunOptions } from "../foundation/authored-element";
import { bringIntoView } from "../foundation/bring-into-view";
import { catalogue, mostTrials, strategyTitle, usualWorkers } from "../foundation/catalogue";
import { titleAmong } from "../foundation/contenders";
import { element } from "../foundation/define";
import { failurePanel } from "../foundation/failure-panel";
import { bytes } from "../foundation/format";
import { arrived } from "../foundation/later-part";
import { locale } from "../foundation/locale";
import { numberField } from "../foundation/number-field";
import { PageScheme } from "../foundation/page-scheme";
import { pythonBytes } from "../foundation/python-bytes";
import { shownParts } from "../foundation/shown-parts";
import { base } from "../foundation/styles/base";
import { controls } from "../foundation/styles/controls";
import { notice } from "../foundation/styles/notice";
import { sourceColours } from "../foundation/styles/source-colours";
import { tokens } from "../foundation/styles/tokens";
import { switchesStacks } from "../foundation/switches-stacks";
import { tabRow } from "../foundation/tabs";
import { words } from "../foundation/words";
import type { Stage } from "../playground/stage";
import { stageStyles } from "../playground/stage-styles";
import { type Draft, listingsAt, scriptsIn, whyNotFound } from "./listings";
import { missingPackages, whyMissing } from "./packages";
import { parallelPythonStyles } from "./parallel-python-styles";

/** How often a program is run, if nothing else is said. */
const TRIALS = 3;

/** What a program may do that takes a browser which can leave one stack for another. */
const WAITING = ["threads", "processes", "event-loop"];

/** A fragment is another program: that is another page, where nothing of the last one is left. */
const reload = () => location.reload();

/**
 * An author's own listings, to be run and compared in the article.
 *
 * The programs are `<script type="text/x-python" data-name="…">` within the element, or the article's
 * own listings, whose ids `from` names. Nothing of Python is loaded, and nothing runs, before a reader
 * presses Run.
 *
 * @fires {CustomEvent<{ request: RunRequest }>} run-start - the programs were found sound
 * @fires {CustomEvent<{ kind: string }>} run-progress - something happened, by its kind
 * @fires {CustomEvent<{ report: RunReport }>} run-end - a run came to its end, or was cut short
 * @fires {CustomEvent<RunErrorDetail>} run-error - a run was refused or broke off
 * @fires {CustomEvent<{ report: RunReport }>} report-shown - a report from a file is shown
 */
@element("parallel-python")
export class ParallelPython extends AuthoredElement<Stage> {
  static override styles = [
    tokens,
    base,
    controls,
    notice,
    sourceColours,
    stageStyles,
    parallelPythonStyles,
  ];

  /** Where the article has its listings: their ids. */
  @property() accessor from = "";
  /** How often each version is run, after a warm-up. */
  @property({ type: Number }) accessor trials = TRIALS;
  /** What `os.cpu_count()` tells the programs. */
  @property({ type: Number }) accessor workers = usualWorkers();
  /** The packages that the programs need beside the standard library, by their names for pip. */
  @property() accessor packages = "";
  /** Whether readers cannot change the programs. */
  @property({ type: Boolean, reflect: true }) accessor readonly = false;
  /** Whether the numbers that can be changed are left out, for a narrow place. */
  @property({ type: Boolean, reflect: true }) accessor compact = false;
  /** `light`, `dark`, or else as the page has it or the reader prefers. */
  @property({ reflect: true }) accessor theme = "auto";
  /** Whether the page's address holds the programs. */
  @property({ type: Boolean, attribute: "follow-address" }) accessor followAddress = false;

  /** The programs; those that the author wrote, until they are set or the reader changes them. */
  @property({ attribute: false }) accessor versions: readonly Draft[] = [];

  /** The place of the version that is shown. */
  @state() private accessor chosen = 0;
  @state() private accessor isEdited = false;
  /** What the reader had written before starting over, while it can be had back. */
  @state() private accessor undoable: readonly Draft[] | null = null;
  /** What is to be known of the programs before they run. */
  @state() private accessor notice: unknown = nothing;

  @query(".stage") private accessor stageBox!: HTMLElement;
  @query("playground-code-editor") private accessor editor!: CodeEditor | null;
  @query("#edit") private accessor editButton!: HTMLElement | null;

  /** Resolves once the programs are known that the page's address holds. */
  #read = Promise.resolve();
  /** The programs before the reader changed them. */
  #unchanged: readonly Draft[] = [];
  readonly #page = new PageScheme(this);

  /** Those of `packages` that this site has not: nothing runs then. */
  get missingPackages(): readonly string[] {
    return missingPackages(this.packages);
  }

  override titleOf(id: string): string {
    return titleAmong(this.report?.request.versions ?? [], id);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.versions?.length) {
      this.versions = this.#written();
    }
    if (this.followAddress) {
      addEventListener("hashchange", reload);
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("hashchange", reload);
  }

  protected override willUpdate(): void {
    // Frameworks take a property back by setting it to nothing.
    this.versions ??= this.#written();
    // Other programs may be fewer.
    if (this.chosen >= this.versions.length) {
      this.chosen = 0;
    }
  }

  /** An article may still be on its way: what it has of programs is known once it is there. */
  protected override firstUpdated(): void {
    const early = this.versions;
    if (document.readyState === "loading") {
      const read = () => {
        // Nobody has set others meanwhile.
        if (this.versions === early) {
          this.versions = this.#written();
        }
      };
      document.addEventListener("DOMContentLoaded", read, { once: true });
    }
    if (this.followAddress) {
      this.#read = this.#followAddress();
    }
    void Engine.shared().prepare();
  }

  #written(): Draft[] {
    return this.from === "" ? scriptsIn(this) : listingsAt(this.from, this.ownerDocument);
  }

  /** The program that the address is about is shown; it runs once the reader presses Run. */
  async #followAddress(): Promise<void> {
    this.theme = new URLSearchParams(location.search).get("theme") ?? this.theme;
    try {
      const { addressedProgram } = await arrived(
        () => msg("the library of programs"),
        import("../program/addressed"),
      );
      const { versions, notice } = await addressedProgram(location.hash);
      this.versions = versions as readonly Draft[];
      this.notice = notice;
    } catch (exception) {
      this.failure = new PlaygroundFailure("missing", messageOf(exception));
    }
  }

  protected override loadStage() {
    return arrived(() => msg("the view of a run"), import("../playground/stage"));
  }

  protected override loadRecording() {
    return arrived(() => msg("a recorded report"), import("../playground/recording"));
  }

  protected override async beyond(): Promise<readonly string[]> {
    return switchesStacks ? [] : WAITING.map(strategyTitle);
  }

  /** Python is loaded for a run alone. */
  protected override turnTo(): void {}

  /**
   * Runs the programs as they stand; `overrides` go before what the attributes say.
   *
   * @param overrides `versions`, `trials` or `workers`
   * @returns {Promise<RunReport>} what finished; also after a cancellation, or when the element has
   *   left its document
   * @throws PlaygroundFailure if the programs are refused or the run breaks off
   */
  async run(overrides: object = {}, options: PlaygroundRunOptions = {}): Promise<RunReport> {
    this.failure = null;
    return this.tellOf(async (watcher) => {
      await this.#read;
      this.#assertPackages();
      const { versions, trials, workers } = this;
      const fields = { versions, trials, workers, ...overrides, task: "program" };
      const stage = await this.setStage();
      return stage.run(fields as unknown as Fields, watcher);
    }, options);
  }

  /** Nobody is to load Python for programs that cannot run. */
  #assertPackages(): void {
    const missing = this.missingPackages;
    if (missing.length > 0) {
      throw new PlaygroundFailure("missing", whyMissing(missing), "packages");
    }
  }

  /** A failure is shown already. */
  #runAsked(): void {
    if (this.going > 0) {
      return;
    }
    this.run().catch(() => undefined);
    void this.updateComplete.then(() => bringIntoView(this.stageBox, "nearest"));
  }

  async #edit(): Promise<void> {
    await arrived(() => msg("the editor"), loadEditor());
    this.#unchanged = this.versions;
    await this.#goOn();
  }

  async #goOn(): Promise<void> {
    this.isEdited = true;
    await this.updateComplete;
    await this.editor?.updateComplete;
    this.editor?.focus();
  }

  #change(source: string): void {
    this.undoable = null;
    this.versions = this.versions.map((version, place) =>
      place === this.chosen ? { ...version, source } : version,
    );
  }

  /** The programs are again as they were before the reader changed them. */
  async #startOver(): Promise<void> {
    this.undoable = this.versions;
    this.versions = this.#unchanged;
    this.isEdited = false;
    await this.updateComplete;
    // The button that was pressed is gone.
    this.editButton?.focus();
  }

  async #undo(versions: readonly Draft[]): Promise<void> {
    this.versions = versions;
    this.undoable = null;
    await this.#goOn();
  }

  override render() {
    // The texts may be in another language than those of the page around them.
    return html`<div class="article" lang=${locale()} dir="ltr">
      ${failurePanel((this.lack ?? this.failure)?.message)}
      ${this.from === "" || this.isEdited ? this.#programs() : nothing}
      ${this.#lacks().map((why) => html`<p class="failure">${why}</p>`)}
      ${this.undoable === null ? nothing : this.#undoNotice(this.undoable)} ${this.#controls()}
      ${this.stage === null ? this.notice : nothing}
      <div class="stage" ?hidden=${this.held}>${this.held ? nothing : this.#stage()}</div>
      <p class="spoken" aria-live="polite">${this.stage?.spoken}</p>
    </div>`;
  }

  #programs() {
    const { versions, chosen } = this;
    const version = versions[chosen];
    if (version === undefined) {
      return html`<p class="note">${msg("There is no program here.")}</p>`;
    }
    const { name } = version;
    return html`<div>
      ${versions.length > 1 ? this.#tabs() : nothing}
      <div id="version" role="tabpanel" aria-label=${name}>
        ${
          this.isEdited
            ? html`<playground-code-editor
                .of=${String(chosen)}
                .source=${version.source}
                label=${msg(str`${name}, a Python program`)}
                @source-change=${({ detail }: CustomEvent<string>) => this.#change(detail)}
              ></playground-code-editor>`
            : html`<pre class="listing" tabindex="0" role="region" aria-label=${name}><code>${coloured(version.source)}</code></pre>`
        }
      </div>
    </div>`;
  }

  #tabs() {
    return tabRow({
      label: msg("Versions of the program"),
      panel: "version",
      tabs: this.versions.map(({ name }, place) => ({ id: String(place), content: name })),
      chosen: String(this.chosen),
      choose: (place) => {
        this.chosen = Number(place);
      },
    });
  }

  /** What is missing is told before anybody presses Run. */
  #lacks(): string[] {
    const missing = this.missingPackages;
    const notFound = whyNotFound(this.from, this.ownerDocument);
    return [
      ...(notFound === undefined ? [] : [notFound]),
      ...(missing.length === 0 ? [] : [whyMissing(missing)]),
    ];
  }

  #undoNotice(versions: readonly Draft[]) {
    return html`<p class="notice" role="status">
      ${msg("The programs are as they were at the start.")}
      <button type="button" @click=${() => void this.#undo(versions)}>${msg("Undo")}</button>
    </p>`;
  }

  #controls() {
    const isEmpty = this.versions.length === 0;
    const isHeld = this.held || isEmpty || this.missingPackages.length > 0;
    return html`<div class="line">
      <button type="button" class="main" ?disabled=${isHeld} aria-disabled=${this.going > 0} @click=${this.#runAsked}>
        ${msg("Run")}
      </button>
      ${
        this.readonly || this.isEdited || isEmpty
          ? nothing
          : html`<button id="edit" type="button" @click=${() => this.#edit().catch((exception) => this.fail(exception))}>${msg("Edit")}</button>`
      }
      ${this.isEdited ? html`<button type="button" @click=${this.#startOver}>${msg("Start over")}</button>` : nothing}
      ${this.recording?.choice()}
      ${this.#offers("trials") ? this.#number(msg("Trials"), "trials", mostTrials) : nothing}
      ${this.#offers("workers") ? this.#number(msg("Workers"), "workers", catalogue.workers.max) : nothing}
      <p class="note">${this.#readiness()}</p>
    </div>`;
  }

  #offers(control: string): boolean {
    return this.controls === null ? !this.compact : words(this.controls).includes(control);
  }

  #number(label: string, field: "trials" | "workers", most: number) {
    const set = (value: number) => {
      this[field] = value;
    };
    return numberField({ label, value: this[field], most, set });
  }

  #readiness(): string {
    if (this.held) {
      return msg("First make a guess.");
    }
    const size = bytes(pythonBytes);
    return this.stage === null || this.stage.isEmpty
      ? msg(str`Runs in this tab. The first run loads Python, ${size}.`)
      : "";
  }

  #stage() {
    const { stage, highlight } = this;
    if (stage === null || stage.isEmpty) {
      return nothing;
    }
    return stage.render({
      settings: {},
      place: null,
      theme: this.theme === "auto" ? (this.#page.decided ?? "auto") : this.theme,
      compact: true,
      highlight,
      beyond: this.recording?.beyond ?? [],
      shows: shownParts(this.show),
      // What would help a program is a change of its code.
      onChange() {},
    });
  }
}

/** A program as its article shows it. */
function coloured(source: string) {
  return pythonRuns(source).map(([token, text]) =>
    token === "" ? text : html`<span class=${token}>${text}</span>`,
  );
}

declare global {
  interface HTMLElementTagNameMap {
    "parallel-python": ParallelPython;
  }
}
