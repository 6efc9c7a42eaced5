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
} from "../foundation/catalogue";
import { element } from "../foundation/define";
import { count, enumerate } from "../foundation/format";
import { ownTurn, PatientElement } from "../foundation/patient-element";
import { base } from "../foundation/styles/base";
import { controls } from "../foundation/styles/controls";
import { errorOf, type Form, numberInput, stepper } from "./field-inputs";
import { forecastText } from "./forecast-text";
import { languageSettings } from "./language-settings";
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
const PARTS = 5;

/** What to run, and with what numbers; Run. */
@element("run-controls")
export class RunControls extends PatientElement {
  static override styles = [
    base,
    controls,
    css`
    form {
      display: grid;
      gap: 1.6em;
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

  /** How many of the parts are drawn: one more a turn, since all at once would be a long task. */
  @state() private accessor drawn = isServer ? PARTS : 0;
  /** Whether what is behind a disclosure was asked for, and so is there. */
  @state() private accessor isUnfolded = false;
  /** What shows more settings, once they were asked for. */
  @state() private accessor more: typeof import("./more-settings") | null = null;

  @query("details.more") private accessor moreFold!: HTMLDetailsElement | null;
  @query("details.settings") private accessor folded!: HTMLDetailsElement | null;

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
      await this.#loadMore();
      await this.updateComplete;
    }
  }

  override render() {
    return html`<form novalidate @submit=${this.#submit}>
      ${this.compact ? this.#folded() : this.#drawnParts()}
      <div class="actions">
        <button class="main" aria-disabled=${this.running} aria-describedby="forecast">${this.running ? "Running …" : "Run"}</button>
        ${
          this.running || this.forecast === null
            ? nothing
            : html`<span class="forecast note figure" id="forecast">${forecastText(this.forecast)}</span>`
        }
      </div>
    </form>`;
  }

  readonly #parts = [
    () => this.#tasks(),
    () => languageSettings(this.#form, this.#languages, (languages) => this.#speak(languages)),
    () => this.#numbers(),
    () => this.#strategies(),
    () => this.#moreSettings(),
  ];

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
      <summary>Settings</summary>
      <div class="stack">${this.isUnfolded ? this.#drawnParts() : nothing}</div>
    </details>`;
  }

  #tasks() {
    const chosen = this.#taskId;
    return html`<fieldset>
      <legend>Task</legend>
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
      <legend>Strategies</legend>
      <ul class="checks">
        ${catalogue.strategies.map((strategy) => this.#strategy(strategy, chosen))}
      </ul>
      ${errorOf(this.#form, "strategies", "the usual ones")}
    </fieldset>`;
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
        <span class="name">${title}${isYardstick ? html` <span class="note">always</span>` : nothing}</span>
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
      const where = out.length < languages.length ? ` in ${enumerate(out.map(languageTitle))}` : "";
      return `Cannot run here${where}: see “why?” above.`;
    }
    return unsuitedBecause(id, this.#taskId);
  }

  #numbers() {
    const task = this.#task;
    const fromList = addresses(this.settings.urls).length;
    return html`<div class="numbers">
      ${this.#workers()}
      ${
        task === undefined
          ? nothing
          : this.#isDownload() && fromList > 0
            ? html`<p class="note">${count(fromList)} addresses of your own</p>`
            : numberInput(this.#form, sizeField(task, this.#languages))
      }
    </div>`;
  }

  #workers() {
    const field = { ...catalogue.workers, default: navigator.hardwareConcurrency };
    return numberInput(this.#form, field, (input) => stepper(this.#form, field, input));
  }

  #moreSettings() {
    return html`<details class="more" @toggle=${() => void this.#loadMore()}>
      <summary>More settings</summary>
      ${this.more === null ? nothing : this.more.moreSettings(this.#form, this.#task, this.#startsProcesses())}
    </details>`;
  }

  async #loadMore(): Promise<void> {
    this.more ??= await import("./more-settings");
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

declare global {
  interface HTMLElementTagNameMap {
    "playground-run-controls": RunControls;
  }
}
