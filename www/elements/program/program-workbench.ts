import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { property, query, state } from "lit/decorators.js";
import {
  Engine,
  type EngineEvent,
  type Fields,
  messageOf,
  PlaygroundFailure,
} from "../../engine/engine";
import type { RunReport } from "../../generated/types/RunReport";
import { type CodeEditor, loadEditor } from "../editor/editor";
import { bringIntoView } from "../foundation/bring-into-view";
import { catalogue, mostTrials, usualWorkers } from "../foundation/catalogue";
import { element } from "../foundation/define";
import { failurePanel } from "../foundation/failure-panel";
import { locale } from "../foundation/locale";
import { numberField } from "../foundation/number-field";
import { PatientElement } from "../foundation/patient-element";
import { Presence } from "../foundation/presence";
import { base } from "../foundation/styles/base";
import { controls } from "../foundation/styles/controls";
import { notice } from "../foundation/styles/notice";
import { tokens } from "../foundation/styles/tokens";
import { tabRow } from "../foundation/tabs";
import type { Stage } from "../playground/stage";
import { stageStyles } from "../playground/stage-styles";
import { libraryIdIn, notInLibrary } from "./addressed";
import { Desk, OWN, SHARED } from "./desk";
import { copyLink, saveProgram, saveVersion, scriptName } from "./exchange";
import { asTheyRan, type Marks, marksOf } from "./findings";
import { foreignNotice } from "./foreign-notice";
import { type Entry, libraryEntries, libraryProgram } from "./library";
import { editorMissing, notLoaded } from "./not-loaded";
import { NoProgram, type Program, programText, readProgram } from "./program";
import { programChooser, whatToSee } from "./program-chooser";
import { programWorkbenchStyles } from "./program-workbench-styles";
import type { Change, Remedy } from "./remedies";
import { remediesNotice } from "./remedies-notice";
import { holdsProgram, programIn } from "./sharing";
import { type Step, stepNotice } from "./step-notice";
import { versionForm } from "./version-form";
import "./wizard-dialogue";

/** How often a program is run, if nothing else is said. */
const TRIALS = 3;

/**
 * The page to work in: programs, each in several versions, which are edited, run and compared.
 *
 * What a reader changes is kept in this browser. A program that a link holds is shown, and runs only
 * when the reader has it run.
 */
@element("program-workbench")
export class ProgramWorkbench extends PatientElement {
  static override styles = [tokens, base, controls, notice, stageStyles, programWorkbenchStyles];

  /** `light`, `dark`, or else as the reader prefers. */
  @property({ reflect: true }) accessor theme = "auto";

  /** What the library offers. */
  @state() private accessor entries: readonly Entry[] = [];
  /** Whether it is known which program is shown: before, what stands here would soon move. */
  @state() private accessor isLaidOut = false;
  @state() private accessor isEditorThere = false;
  /** Why there is no program where one was to be, or no run. */
  @state() private accessor failure: string | null = null;
  /** What was done last, while it can be undone. */
  @state() private accessor step: Step | null = null;
  @state() private accessor said = "";
  @state() private accessor trials = TRIALS;
  @state() private accessor workers = usualWorkers();
  @state() private accessor stage: Stage | null = null;
  /** What finds changes that may help: it brings Python's grammar, and nothing has run before. */
  @state() private accessor help: typeof import("./remedies") | null = null;
  /** What the last run came to. */
  @state() private accessor report: RunReport | null = null;
  /** Whether a run was asked for that is not over. */
  @state() private accessor isRunning = false;

  @query(".stage") private accessor stageBox!: HTMLElement;
  @query("playground-code-editor") private accessor editor!: CodeEditor;
  @query("#file") private accessor fileInput!: HTMLInputElement;

  readonly #presence = new Presence(this);
  readonly #desk = new Desk((isKept) => this.#onChange(isKept));

  override connectedCallback(): void {
    super.connectedCallback();
    this.theme = new URLSearchParams(location.search).get("theme") ?? this.theme;
    addEventListener("hashchange", this.#heedFragment);
    addEventListener("storage", this.#followTabs);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("hashchange", this.#heedFragment);
    removeEventListener("storage", this.#followTabs);
  }

  protected override firstUpdated(): void {
    void this.#begin();
  }

  async #begin(): Promise<void> {
    // It may reload the page, to have it isolated.
    await Engine.shared().prepare();
    await this.#orFail(async () => {
      this.entries = await libraryEntries();
      await this.#showShown();
    }, libraryMissing);
    await this.#followFragment();
    this.isLaidOut = true;
  }

  /** The editor is most of what the page loads: it comes when the reader turns to the program. */
  readonly #edit = ({ currentTarget }: Event): Promise<void> =>
    this.#orFail(async () => {
      await loadEditor();
      const hasFocus = this.shadowRoot?.activeElement === currentTarget;
      this.isEditorThere = true;
      await this.updateComplete;
      if (hasFocus) {
        await this.editor.updateComplete;
        this.editor.focus();
      }
    }, editorMissing);

  /** What is kept is there at once; what is not comes from the library. */
  async #showShown(): Promise<void> {
    const { shown } = this.#desk;
    const [first] = this.entries;
    const known = this.entries.some(({ id }) => id === shown);
    if (known || !this.#desk.has(shown)) {
      await this.#showFromLibrary(known ? shown : (first?.id ?? OWN));
    }
  }

  async #showFromLibrary(id: string): Promise<void> {
    const isSimulated = navigator.serviceWorker?.controller != null;
    await this.#desk.showOnceCome(id, libraryProgram(id, isSimulated));
  }

  /** Programs that are worked on in another tab are the same here. */
  readonly #followTabs = (event: StorageEvent): void => this.#desk.follow(event);

  /** One that comes earlier is heeded once it is known what the library offers. */
  readonly #heedFragment = (): void => {
    if (this.isLaidOut) {
      void this.#followFragment();
    }
  };

  /** A fragment names a program of the library, or holds one, or neither; it has been heeded then. */
  async #followFragment(): Promise<void> {
    const { hash } = location;
    if (hash === "") {
      return;
    }
    history.replaceState(history.state, "", location.pathname + location.search);
    try {
      await (holdsProgram(hash) ? this.#openLink(hash) : this.#choose(libraryIdIn(hash)));
    } catch (exception) {
      this.failure = reasonOf(exception);
    }
  }

  async #openLink(hash: string): Promise<void> {
    const program = await programIn(hash);
    this.failure = null;
    this.step = null;
    const before = this.#desk.moment.works.get(SHARED);
    const take = () => this.#desk.take(SHARED, program, true);
    if (before === undefined || programText(before) === programText(program)) {
      take();
    } else {
      this.#do(msg("This program is in place of the one that was shared with you before."), take);
    }
  }

  async #choose(id: string): Promise<void> {
    this.failure = null;
    this.step = null;
    if (this.entries.some((entry) => entry.id === id)) {
      await this.#orFail(() => this.#showFromLibrary(id), programMissing);
    } else if (this.#desk.has(id)) {
      this.#desk.show(id);
    } else {
      throw notInLibrary(id);
    }
  }

  async #orFail(act: () => Promise<void>, missing: (cause: string) => string): Promise<void> {
    try {
      await act();
    } catch (exception) {
      this.failure = notLoaded(missing(messageOf(exception)));
    }
  }

  #onChange(isKept: boolean): void {
    if (!isKept) {
      this.said = msg(
        "This browser does not let the page keep your work: save it as a file before you leave.",
      );
    }
    this.requestUpdate();
  }

  /** Runs all versions, as the controls say: those of the program that the reader sees now. */
  async #run(): Promise<void> {
    if (this.isRunning) {
      return;
    }
    this.isRunning = true;
    this.failure = null;
    this.step = null;
    if (this.#desk.work.isForeign) {
      this.#desk.trust();
    }
    const { trials, workers } = this;
    const fields = { task: "program", trials, workers, versions: this.#desk.versions };
    try {
      await this.#orFail(() => this.#setStage(), viewMissing);
      await this.#runOn(fields as unknown as Fields);
    } finally {
      this.isRunning = false;
    }
  }

  async #setStage(): Promise<void> {
    const { Stage } = await import("../playground/stage");
    this.stage ??= new Stage(() => this.requestUpdate());
    this.help ??= await import("./remedies");
  }

  async #runOn(fields: Fields): Promise<void> {
    const { stage } = this;
    if (stage === null) {
      return;
    }
    await this.updateComplete;
    bringIntoView(this.stageBox);
    // What becomes of an accepted run the stage tells.
    let isAccepted = false;
    const onEvent = ({ kind }: EngineEvent) => {
      isAccepted ||= kind === "accepted";
    };
    try {
      const { signal } = this.#presence;
      this.report = await stage.run(fields, { signal, onEvent });
    } catch (exception) {
      const reason = reasonOf(exception);
      if (!isAccepted) {
        this.failure = reason;
      }
    }
  }

  /** Has the code changed that a remedy speaks of. */
  #remedy({ version, label, source, changes }: Remedy): void {
    const said = msg(str`${label}: the code is changed. Press Run to see what it does.`);
    const edit = () => this.#desk.editVersion(version, { source });
    this.#do(said, edit, changes);
    this.#desk.choose(version);
    void this.#goOn();
  }

  /** The reader's own program becomes another one. */
  #take(program: Program, said: string): void {
    this.#do(said, () => this.#desk.take(OWN, program));
  }

  async #openFile(): Promise<void> {
    const [file] = this.fileInput.files ?? [];
    // Choosing the same file again is to be heard, too.
    this.fileInput.value = "";
    if (file === undefined) {
      return;
    }
    const { name } = file;
    this.failure = null;
    try {
      const text = await textOf(file);
      const script = scriptName(name);
      if (script === undefined) {
        this.#take(readProgram(text), msg(str`${name} is open.`));
      } else {
        this.#desk.add({ name: script, source: text });
        this.said = msg(str`${name} is now a version of this program.`);
      }
    } catch (exception) {
      this.failure = `${msg(str`${name} cannot be opened.`)} ${reasonOf(exception)}`;
    }
  }

  async #share(): Promise<void> {
    this.said = await copyLink(this.#desk.work);
  }

  #reset(): void {
    this.#do(msg("The program is as it was at the start."), () => this.#desk.startOver());
    void this.#goOn();
  }

  #clear(): void {
    const said = msg("This browser no longer keeps anything of your programs.");
    this.#do(said, () => this.#desk.clear());
  }

  /** Does what takes something of the reader's away, which can be had back. */
  #do(said: string, act: () => void, changes: readonly Change[] = []): void {
    const before = this.#desk.moment;
    act();
    this.step = { said, changes, before, after: this.#desk.moment };
  }

  get #title(): string {
    const { shown } = this.#desk;
    const entry = this.entries.find(({ id }) => id === shown);
    return entry?.title ?? this.#own.get(shown) ?? "";
  }

  /** What the programs are called that are not of the library. */
  get #own(): ReadonlyMap<string, string> {
    const own = new Map([[OWN, msg("My own program")]]);
    return this.#desk.has(SHARED) ? own.set(SHARED, msg("Shared with you")) : own;
  }

  override render() {
    const { work } = this.#desk;
    if (!this.isLaidOut) {
      return nothing;
    }
    return html`<div class="workbench" lang=${locale()} dir="ltr">
      ${this.#chooser()}
      ${failurePanel(this.failure)}
      ${work.isForeign ? foreignNotice(work.versions) : nothing}
      ${this.#step()}
      <div>${this.#versions()}</div>
      ${this.#runLine()} ${this.#remedies()}
      <p class="note" role="status">${this.said}</p>
      <div class="stage">${this.#stage()}</div>
      <p class="note">
        ${msg("What you change is kept in this browser, and nowhere else.")}
        <button type="button" @click=${this.#clear}>${msg("Forget all of it")}</button>
      </p>
      <p class="spoken" aria-live="polite">${this.stage?.spoken}</p>
    </div>`;
  }

  #chooser() {
    const { shown } = this.#desk;
    return html`
      <div class="line">
        ${programChooser({
          library: this.entries,
          own: this.#own,
          shown,
          choose: (id) => void this.#choose(id),
        })}
        <playground-wizard-dialogue
          @versions-written=${({ detail }: CustomEvent<Program>) => this.#take(detail, msg("The versions are written, as a program of your own."))}
        ></playground-wizard-dialogue>
        <button type="button" @click=${() => this.fileInput.click()}>${msg("Open …")}</button>
        <button type="button" @click=${() => saveVersion(this.#desk.version, this.#desk.shown)}>${msg("Save version")}</button>
        <button type="button" @click=${() => saveProgram(this.#desk.work, this.#title)}>${msg("Save program")}</button>
        <button type="button" @click=${() => void this.#share()}>${msg("Copy a link")}</button>
        ${this.#desk.isChanged ? html`<button type="button" @click=${this.#reset}>${msg("Start over")}</button>` : nothing}
      </div>
      <input
        id="file"
        type="file"
        accept=".py,.json,text/x-python,application/json"
        aria-label=${msg("A program or a version of one")}
        hidden
        @change=${() => void this.#openFile()}
      />
      ${whatToSee(this.entries, shown)}
    `;
  }

  /** What was written since would be undone as well: then there is nothing to undo any more. */
  #step() {
    const { step } = this;
    return step === null || step.after.works !== this.#desk.moment.works
      ? nothing
      : stepNotice(step, () => this.#undo(step));
  }

  #undo({ before }: Step): void {
    this.#desk.goBack(before);
    this.step = null;
    this.said = msg("Undone.");
    void this.#goOn();
  }

  #versions() {
    const desk = this.#desk;
    const { versions, version } = desk;
    const { name } = version;
    const marks: Marks = this.report === null ? new Map() : marksOf(this.report, versions);
    return html`
      <div class="line">
        ${tabRow({
          label: msg("Versions of the program"),
          panel: "version",
          tabs: versions.map(({ id, name }) => ({ id, content: marked(name, marks.get(id)) })),
          chosen: version.id,
          choose: (id) => desk.choose(id),
        })}
        ${desk.isFull ? nothing : html`<button type="button" @click=${() => void this.#addVersion()}>${msg("Add a version")}</button>`}
      </div>
      <div class="version" id="version" role="tabpanel" aria-labelledby="tab-${version.id}">
        ${
          this.isEditorThere
            ? html`<playground-code-editor
                .of="${desk.shown} ${version.id}"
                .source=${version.source}
                label=${msg(str`${name}, a Python program`)}
                @source-change=${({ detail }: CustomEvent<string>) => desk.edit({ source: detail })}
              ></playground-code-editor>`
            : html`<pre
                tabindex="0"
                role="region"
                aria-label=${msg(str`${name}, a Python program: to be edited here`)}
                @focus=${this.#edit}
                @pointerenter=${this.#edit}
              >${version.source}</pre>`
        }
        ${versionForm({
          version,
          isOnly: versions.length === 1,
          isFull: desk.isFull,
          change: (change) => desk.edit(change),
          duplicate: () => {
            desk.duplicate();
            void this.#goOn();
          },
          remove: () => this.#removeVersion(),
        })}
      </div>
    `;
  }

  /** A new version wants a name first. */
  async #addVersion(): Promise<void> {
    this.#desk.addNew();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLInputElement>("#name")?.select();
  }

  #removeVersion(): void {
    const { name } = this.#desk.version;
    this.#do(msg(str`${name} is removed.`), () => this.#desk.remove());
    void this.#goOn(true);
  }

  /**
   * Where the button that was pressed is gone, the reader goes on at the tab that is shown now.
   *
   * @param isOther whether the button, if it is there, is about another version now
   */
  async #goOn(isOther = false): Promise<void> {
    await this.updateComplete;
    if (isOther || this.shadowRoot?.activeElement == null) {
      this.renderRoot.querySelector<HTMLElement>('[role="tab"][tabindex="0"]')?.focus();
    }
  }

  #runLine() {
    return html`<div class="line">
      <button type="button" class="main" aria-disabled=${this.isRunning} @click=${() => void this.#run()}>${msg("Run")}</button>
      ${numberField({
        label: msg("Trials"),
        value: this.trials,
        most: mostTrials,
        set: (value) => {
          this.trials = value;
        },
      })}
      ${numberField({
        label: msg("Workers"),
        value: this.workers,
        most: catalogue.workers.max,
        set: (value) => {
          this.workers = value;
        },
      })}
      <p class="note">${howItRuns(this.trials, this.workers)}</p>
    </div>`;
  }

  #remedies() {
    const { versions } = this.#desk;
    const { report, help } = this;
    const remedies =
      report === null ? [] : (help?.remediesFor(report, asTheyRan(report, versions)) ?? []);
    return remediesNotice(remedies, versions, (remedy) => this.#remedy(remedy));
  }

  #stage() {
    const { stage, theme } = this;
    if (stage === null || stage.isEmpty) {
      return html`<p class="note">${msg("Nothing has run yet. The first run loads Python, which takes a moment.")}</p>`;
    }
    return stage.render({
      settings: {},
      place: null,
      theme,
      // What foretells other numbers of workers knows tasks alone.
      compact: true,
      highlight: null,
      beyond: [],
      shows: () => true,
      // What would help a program is a change of its code.
      onChange() {},
    });
  }
}

function howItRuns(trials: number, workers: number) {
  return trials === 1
    ? msg(
        html`Every version runs 1 time, after a warm-up; the others are compared with the first. <code>os.cpu_count()</code> says ${workers}.`,
      )
    : msg(
        html`Every version runs ${trials} times, after a warm-up; the others are compared with the first. <code>os.cpu_count()</code> says ${workers}.`,
      );
}

/** A version's name, and what is wrong with it if anything is. */
function marked(name: string, mark: string | undefined) {
  return mark === undefined
    ? name
    : html`${name} <span class="mark">≠ <span class="spoken">${mark}</span></span>`;
}

function libraryMissing(cause: string): string {
  return msg(str`The library of programs did not load (${cause}).`);
}

function programMissing(cause: string): string {
  return msg(str`The program did not load (${cause}).`);
}

function viewMissing(cause: string): string {
  return msg(str`The view of a run did not load (${cause}).`);
}

/**
 * What is written in a file.
 *
 * @throws NoProgram if it is gone, or a folder that looks like a file
 */
async function textOf(file: Blob): Promise<string> {
  try {
    return await file.text();
  } catch (exception) {
    const cause = messageOf(exception);
    throw new NoProgram(msg(str`The browser cannot read it (${cause}).`));
  }
}

/** What goes wrong by itself has a reason to tell; anything else is a fault of this page. */
function reasonOf(exception: unknown): string {
  if (exception instanceof NoProgram || exception instanceof PlaygroundFailure) {
    return exception.message;
  }
  throw exception;
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-program-workbench": ProgramWorkbench;
  }
}
