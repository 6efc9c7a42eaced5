import { msg, str } from "@lit/localize";
import { css, html, isServer, nothing, type PropertyValues } from "lit";
import { property, query, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import type { PlaygroundFailure } from "../../engine/engine";
import type { Environment } from "../../generated/types/Environment";
import type { Forecast } from "../../generated/types/Forecast";
import type { Language } from "../../generated/types/Language";
import type { StrategyEntry } from "../../generated/types/StrategyEntry";
import type { TaskChoice } from "../../generated/types/TaskChoice";
import {
  catalogue,
  isInReach,
  languagesAmong,
  languageTitle,
  sizeField,
  taskChoice,
  taskTitle,
  unsuitedBecause,
  usualWorkers,
} from "../foundation/catalogue";
import { element } from "../foundation/define";
import { failurePanel } from "../foundation/failure-panel";
import { count, enumerate } from "../foundation/format";
import { laterPart } from "../foundation/later-part";
import { ownTurn, PatientElement } from "../foundation/patient-element";
import { base } from "../foundation/styles/base";
import { controls } from "../foundation/styles/controls";
import { errorOf, type Form, numberInput, stepper } from "./field-inputs";
import { forecastText } from "./forecast-text";
import { languageSettings } from "./language-settings";
import type { Preset } from "./presets";
import {
  addresses,
  attributeOf,
  type FieldName,
  type Settings,
  withField,
  words,
} from "./settings";

/** Fields always in sight. */
const IN_SIGHT: ReadonlySet<string | null> = new Set([
  "task",
  "language",
  "strategies",
  "workers",
  "size",
]);
/** What is drawn one after another. */
const PARTS = 6;

/** What to run, and with what numbers; Run. */
@element("run-controls")
export class RunControls extends PatientElement {
  static override styles = [
    base,
    controls,
    css`
    form {
      display: grid;
      gap: 1.1em;
    }

    /* Those that an author offers are few: they stand in one line with Run. */
    .offered {
      display: flex;
      flex-wrap: wrap;
      gap: 0.8em 1.2em;
      align-items: end;
    }

    .offered fieldset {
      flex: 1 0 100%;
    }

    .offered .numbers {
      display: flex;
      flex-wrap: wrap;
    }

    .offered .field {
      inline-size: 9em;
    }

    .offered .actions {
      display: flex;
      flex-wrap: wrap;
      gap: 0.2em 1em;
      align-items: center;
      position: static;
      padding: 0;
      box-shadow: none;
    }

    .offered .actions button {
      inline-size: auto;
      min-inline-size: 8em;
      min-block-size: 2.5em;
    }

    .offered .actions .forecast {
      margin: 0;
    }
  `,
  ];

  /** The fields that were set. */
  @property({ attribute: false }) accessor settings: Settings = {};
  /** Where runs take place, once that is known. */
  @property({ attribute: false }) accessor environment: Environment | null = null;
  /** What is wrong with the settings, if anything. */
  @property({ attribute: false }) accessor failure: PlaygroundFailure | null = null;
  /** About how long a run will take, where that is known. */
  @property({ attribute: false }) accessor forecast: Forecast | null = null;
  /** Whether a run of this element is going on. */
  @property({ type: Boolean }) accessor running = false;
  /** Settings behind a disclosure, for a narrow place in an article. */
  @property({ type: Boolean }) accessor compact = false;

  /** The controls that an author offers, by their attributes' names; nothing for all. */
  @property({ attribute: false }) accessor offered: readonly string[] | null = null;
  /** Whether Run has to wait for the reader's guess. */
  @property({ type: Boolean }) accessor held = false;

  /** How many of the parts are drawn: one more a turn, since all at once would be a long task. */
  @state() private accessor drawn = isServer ? PARTS : 0;
  /** Whether what is behind a disclosure was asked for, and so is there. */
  @state() private accessor isUnfolded = false;
  /** The question that was chosen last. */
  @state() private accessor asked: string | null = null;
  /** Whether it is told what languages and strategies are. */
  @state() private accessor isExplained = false;

  @query("details.more") private accessor moreFold!: HTMLDetailsElement | null;
  @query("details.questions") private accessor questions!: HTMLDetailsElement;
  @query("details.settings") private accessor folded!: HTMLDetailsElement | null;

  /** What shows questions to begin with. */
  readonly #presets = laterPart(this, theSettings, () => import("./presets"));
  readonly #more = laterPart(this, theSettings, () => import("./more-settings"));

  get #taskId(): string {
    return this.settings.task ?? catalogue.defaultTask;
  }

  get #task(): TaskChoice | undefined {
    return taskChoice(this.#taskId);
  }

  protected override async firstUpdated(): Promise<void> {
    while (this.drawn < PARTS) {
      await ownTurn();
      this.drawn += 1;
      await this.updateComplete;
    }
    this.dispatchEvent(new Event("drawn"));
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("offered") && this.offered?.some((name) => !IN_SIGHT.has(name))) {
      void this.#more.ask();
    }
  }

  override updated(changed: PropertyValues): void {
    if (changed.has("failure") || changed.has("drawn")) {
      void this.#disclose();
    }
  }

  /** Brings the reader to the field that is refused, if one is. */
  async focusRefused(): Promise<void> {
    await this.updateComplete;
    await this.#disclose();
    const field = this.failure?.field as FieldName | null | undefined;
    if (field != null) {
      const inputs = `[name="${attributeOf(field)}"]:enabled, [id="${field}"]`;
      this.renderRoot.querySelector<HTMLElement>(inputs)?.focus();
    }
  }

  /** A field that is refused must not stay hidden; what is unfolded is there a drawing later. */
  async #disclose(): Promise<void> {
    const field = this.failure?.field;
    if (field == null) {
      return;
    }
    if (this.folded !== null) {
      this.folded.open = true;
      this.isUnfolded = true;
      await this.updateComplete;
    }
    if (this.moreFold !== null && !IN_SIGHT.has(field)) {
      this.moreFold.open = true;
      await this.#more.ask();
      await this.updateComplete;
    }
  }

  override render() {
    return html`<form novalidate class=${this.offered === null ? nothing : "offered"} @submit=${this.#submit}>
      ${this.compact && this.offered === null ? this.#folded() : this.#drawnParts()}
      ${this.held ? html`<p class="note">${msg("Make a guess first; then you can run it.")}</p>` : this.#actions()}
    </form>`;
  }

  #actions() {
    return html`<div class="actions">
        <button class="main" aria-disabled=${this.running} aria-describedby="forecast">${this.running ? msg("Running …") : msg("Run")}</button>
        ${
          this.running || this.forecast === null
            ? nothing
            : html`<span class="forecast note figure" id="forecast">${forecastText(this.forecast)}</span>`
        }
      </div>`;
  }

  readonly #parts = [
    () => (this.offered === null && !this.compact ? this.#questions() : nothing),
    () => (this.#offers("task") ? this.#tasks() : nothing),
    () => (this.#offers("language") ? this.#languageChoice() : nothing),
    () => (this.#offers("strategies") ? this.#strategies() : nothing),
    () => this.#numbers(),
    () => (this.offered === null ? this.#moreSettings() : nothing),
  ];

  /** Questions to begin with: each sets what answers it. */
  #questions() {
    return html`<div>
      <details class="questions" @toggle=${() => void this.#presets.ask()}>
        <summary>${msg("Begin with a question")}</summary>
        ${this.#presets.there?.presetList((preset) => this.#ask(preset)) ?? failurePanel(this.#presets.failure)}
      </details>
      <p class="note" role="status">${this.asked === null ? nothing : msg(html`Set up for <b>${this.asked}</b> Press Run.`)}</p>
    </div>`;
  }

  #ask({ question, settings }: Preset): void {
    this.asked = question();
    this.#tell(settings);
    this.questions.open = false;
    this.questions.querySelector("summary")?.focus();
  }

  #offers(name: string): boolean {
    return this.offered?.includes(name) ?? true;
  }

  #languageChoice() {
    return languageSettings(this.#form, this.#languages, (languages) => this.#speak(languages));
  }

  #drawnParts() {
    return this.#parts.slice(0, this.drawn).map((part) => part());
  }

  #folded() {
    return html`<details
      class="settings"
      @toggle=${() => {
        this.isUnfolded = true;
      }}
    >
      <summary>${msg("Settings")}</summary>
      <div class="stack">${this.isUnfolded ? this.#drawnParts() : nothing}</div>
    </details>`;
  }

  #tasks() {
    const chosen = this.#taskId;
    return html`<fieldset>
      <legend>${msg("Task")}</legend>
      <div class="chips">
        ${catalogue.tasks.map(
          ({ id, title }) => html`<label class="chip">
            <input type="radio" name="task" value=${id} .checked=${live(id === chosen)} @change=${() => this.#chooseTask(id)} />
            <span>${title}</span>
          </label>`,
        )}
      </div>
      <p class="note">${this.#task?.summary}</p>
      ${errorOf(this.#form, "task", taskTitle(catalogue.defaultTask))}
    </fieldset>`;
  }

  #strategies() {
    const chosen = this.#chosenStrategies();
    return html`<fieldset>
      <legend>${msg("Strategies")}</legend>
      ${this.#explaining()}
      <ul class=${this.#checks}>
        ${catalogue.strategies.map((strategy) => this.#strategy(strategy, chosen))}
      </ul>
      ${errorOf(this.#form, "strategies", msg("the usual ones"))}
    </fieldset>`;
  }

  /** Names are short; what they mean is told on request. */
  #explaining() {
    return html`<button
      type="button"
      class="explain"
      aria-expanded=${this.isExplained}
      @click=${() => {
        this.isExplained = !this.isExplained;
      }}
    >
      ${this.isExplained ? msg("Names only") : msg("What are these?")}
    </button>`;
  }

  get #checks(): string {
    return this.isExplained ? "checks" : "checks brief";
  }

  #strategy(strategy: StrategyEntry, chosen: ReadonlySet<string>) {
    const { id, title, summary, inPython } = strategy;
    const isYardstick = id === catalogue.yardstick;
    const remark = this.#remark(strategy);
    return html`<li>
      <label>
        <input
          type="checkbox"
          name="strategies"
          value=${id}
          .checked=${live(isYardstick || chosen.has(id))}
          ?disabled=${isYardstick}
          @change=${({ target }: Event) => this.#chooseStrategy(id, (target as HTMLInputElement).checked)}
        />
        <span class="name">${title}${isYardstick ? html` <span class="note">${msg("always")}</span>` : nothing}</span>
        <span class="note">${summary}${this.#languages.includes("python") && inPython !== undefined ? ` ${inPython}` : nothing}</span>
        ${remark === undefined ? nothing : html`<span class="note out">${remark}</span>`}
      </label>
    </li>`;
  }

  /** Why a strategy will be skipped, if it will. */
  #remark({ id, needs }: StrategyEntry): string | undefined {
    const languages = this.#languages;
    const out = languages.filter((language) => !isInReach(needs, this.environment, language));
    if (out.length > 0) {
      return cannotRun(out.length < languages.length ? out : []);
    }
    return unsuitedBecause(id, this.#taskId);
  }

  #numbers() {
    const task = this.#task;
    const fromList = addresses(this.settings.urls).length;
    const { there: more, failure } = this.#more;
    const others = this.offered?.filter((name) => !IN_SIGHT.has(name)) ?? [];
    if (!this.#offers("workers") && !this.#offers("size") && others.length === 0) {
      return nothing;
    }
    return html`<div class="numbers">
      ${this.#offers("workers") ? this.#workers() : nothing}
      ${
        task === undefined || !this.#offers("size")
          ? nothing
          : this.#isDownload() && fromList > 0
            ? html`<p class="note">${ownAddressesText(fromList)}</p>`
            : numberInput(this.#form, sizeField(task, this.#languages))
      }
      ${others.length > 0 ? (more?.offeredSettings(this.#form, task, others) ?? failurePanel(failure)) : nothing}
    </div>`;
  }

  #workers() {
    const field = { ...catalogue.workers, default: usualWorkers() };
    return numberInput(this.#form, field, (input) => stepper(this.#form, field, input));
  }

  #moreSettings() {
    const { there: more, failure } = this.#more;
    return html`<details class="more" @toggle=${() => void this.#more.ask()}>
      <summary>${msg("More settings")}</summary>
      ${more?.moreSettings(this.#form, this.#task, this.#startsProcesses()) ?? failurePanel(failure)}
    </details>`;
  }

  #startsProcesses(): boolean {
    const chosen = this.#chosenStrategies();
    return catalogue.strategies.some(({ id, needs }) => needs === "processes" && chosen.has(id));
  }

  #isDownload(): boolean {
    return this.#task?.kind === "download";
  }

  get #languages(): Language[] {
    return languagesAmong(words(this.settings.language));
  }

  /** A size that takes one language a second takes another a minute. */
  #speak(languages: readonly Language[]): void {
    const { size: _, ...others } = this.settings;
    const isUsual = languages.join() === catalogue.languages[0].id;
    this.#tell(withField(others, "language", isUsual ? null : languages.join(" ")));
  }

  #chosenStrategies(): ReadonlySet<string> {
    const given = words(this.settings.strategies);
    return new Set(given.length > 0 ? given : catalogue.defaultStrategies);
  }

  #chooseStrategy(id: string, isChosen: boolean): void {
    const chosen = this.#chosenStrategies();
    const ids = catalogue.strategies
      .map((strategy) => strategy.id)
      .filter((other) =>
        other === id ? isChosen : other === catalogue.yardstick || chosen.has(other),
      );
    this.#set("strategies", ids.join(" "));
  }

  /** A task's numbers mean nothing to another task. */
  #chooseTask(id: string): void {
    const { size: _, trials: __, ...others } = this.settings;
    this.#tell(withField(others, "task", id));
  }

  /** What the inputs show and change. */
  get #form(): Form {
    const { settings, failure } = this;
    return { settings, failure, set: (field, value) => this.#set(field, value) };
  }

  #set(field: FieldName, value: string): void {
    this.#tell(withField(this.settings, field, value));
  }

  #tell(settings: Settings): void {
    this.dispatchEvent(new CustomEvent<Settings>("settings-change", { detail: settings }));
    this.requestUpdate();
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    if (!this.running) {
      this.dispatchEvent(new CustomEvent("run-request"));
    }
  }
}

function theSettings(): string {
  return msg("the settings");
}

/** @param languages in which it cannot run, if it can in others */
function cannotRun(languages: readonly Language[]): string {
  const where = enumerate(languages.map(languageTitle));
  return languages.length === 0
    ? msg("Cannot run here: see “why?” above.")
    : msg(str`Cannot run here in ${where}: see “why?” above.`);
}

function ownAddressesText(number: number): string {
  const addresses = count(number);
  return msg(str`${addresses} addresses of your own`);
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-run-controls": RunControls;
  }
}
