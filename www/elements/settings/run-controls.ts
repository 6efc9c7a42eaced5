import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { property, query } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import type { PlaygroundFailure } from "../../engine/engine";
import type { ChoiceField } from "../../generated/types/ChoiceField";
import type { Environment } from "../../generated/types/Environment";
import type { NumberField } from "../../generated/types/NumberField";
import type { StrategyEntry } from "../../generated/types/StrategyEntry";
import type { TaskChoice } from "../../generated/types/TaskChoice";
import { catalogue, isInReach, taskChoice, unsuitedBecause } from "../foundation/catalogue";
import { element } from "../foundation/define";
import { count } from "../foundation/format";
import { base } from "../foundation/styles/base";
import { controls } from "../foundation/styles/controls";
import { attributeOf, type FieldName, type Settings, withField, words } from "./settings";

/** Fields that say how the simulated network behaves. */
const SIMULATED: ReadonlySet<string> = new Set([
  "latencyMs",
  "jitterMs",
  "bandwidthKib",
  "failurePercent",
]);
/** Fields always in sight. */
const IN_SIGHT: ReadonlySet<string | null> = new Set(["task", "strategies", "workers", "size"]);
/** What the chunk size may be instead of a number. */
const RULES: ReadonlyMap<string, string> = new Map([
  ["auto", "each strategy’s own rule"],
  ["joblib", "batches that grow, as joblib’s do"],
]);
/** From here on a number is repeated with its thousands set apart. */
const LONG_NUMBER = 10_000;

/** What to run, and with what numbers; Run. */
@element("run-controls")
export class RunControls extends LitElement {
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
  /** Whether a run of this element is going on. */
  @property({ type: Boolean }) accessor running = false;
  /** Settings behind a disclosure, for a narrow place in an article. */
  @property({ type: Boolean }) accessor compact = false;

  @query("details.more") private accessor more!: HTMLDetailsElement | null;
  @query("details.settings") private accessor folded!: HTMLDetailsElement | null;

  get #task(): TaskChoice | undefined {
    return taskChoice(this.#value("task"));
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has("failure") && this.failure?.field != null) {
      this.#disclose(this.failure.field);
    }
  }

  /** A field that is refused must not stay hidden. */
  #disclose(field: string): void {
    if (this.folded !== null) {
      this.folded.open = true;
    }
    if (this.more !== null && !IN_SIGHT.has(field)) {
      this.more.open = true;
    }
  }

  override render() {
    const settings = html`${this.#tasks()} ${this.#numbers()} ${this.#strategies()} ${this.#moreSettings()}`;
    return html`<form novalidate @submit=${this.#submit}>
      ${this.compact ? html`<details class="settings"><summary>Settings</summary><div class="stack">${settings}</div></details>` : settings}
      <div class="actions">
        <button class="main" aria-disabled=${this.running}>${this.running ? "Running …" : "Run"}</button>
      </div>
    </form>`;
  }

  #tasks() {
    const chosen = this.#value("task");
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
      ${this.#errorOf("task")}
    </fieldset>`;
  }

  #strategies() {
    const chosen = this.#chosenStrategies();
    return html`<fieldset>
      <legend>Strategies</legend>
      <ul class="strategies">
        ${catalogue.strategies.map((strategy) => this.#strategy(strategy, chosen))}
      </ul>
      ${this.#errorOf("strategies")}
    </fieldset>`;
  }

  #strategy(strategy: StrategyEntry, chosen: ReadonlySet<string>) {
    const { id, title, summary } = strategy;
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
        <span class="note">${summary}</span>
        ${remark === undefined ? nothing : html`<span class="note out">${remark}</span>`}
      </label>
    </li>`;
  }

  /** Why a strategy will be skipped, if it will. */
  #remark({ id, needs }: StrategyEntry): string | undefined {
    if (!isInReach(needs, this.environment)) {
      return "Cannot run here: see “why?” above.";
    }
    return unsuitedBecause(id, this.#value("task"));
  }

  #numbers() {
    const { size } = this.#task ?? {};
    const fromList = words(this.settings.urls).length;
    return html`<div class="numbers">
      ${this.#workers()}
      ${
        size === undefined
          ? nothing
          : this.#isDownload() && fromList > 0
            ? html`<p class="note">${count(fromList)} addresses of your own</p>`
            : this.#number({ ...size, name: "size" })
      }
    </div>`;
  }

  #workers() {
    const field = {
      ...catalogue.workers,
      default: navigator.hardwareConcurrency,
    };
    const step = (by: number) => () => {
      const now = Number(this.settings.workers ?? field.default);
      const next = Number.isFinite(now) ? now + by : field.default;
      this.#set("workers", String(Math.min(Math.max(next, field.min), field.max)));
    };
    return this.#number(
      field,
      (input) => html`<div class="stepper">
      <button type="button" aria-label="One worker less" @click=${step(-1)}>−</button>
      ${input}
      <button type="button" aria-label="One worker more" @click=${step(1)}>+</button>
    </div>`,
    );
  }

  #moreSettings() {
    const task = this.#task;
    return html`<details class="more">
      <summary>More settings</summary>
      <div class="stack">
        <div class="numbers">
          ${task === undefined ? nothing : this.#number(task.trials)}
          ${catalogue.fields.map((field) => this.#number(field))}
          ${this.#startsProcesses() ? catalogue.processChoices.map((field) => this.#choice(field)) : nothing}
        </div>
        ${this.#isDownload() ? this.#downloadSettings() : nothing}
      </div>
    </details>`;
  }

  #downloadSettings() {
    const isSimulated = this.#value("network") === "simulated";
    const fields = catalogue.downloadFields.filter(
      ({ name }) => isSimulated || !SIMULATED.has(name),
    );
    const network = (id: string, title: string) => html`<label class="chip">
      <input type="radio" name="network" value=${id} .checked=${live(this.#value("network") === id)} @change=${() => this.#set("network", id)} />
      <span>${title}</span>
    </label>`;
    return html`
      <fieldset>
        <legend>Network</legend>
        <div class="chips">${network("simulated", "Simulated network")} ${network("real", "Real network")}</div>
        <p class="note">
          ${
            isSimulated
              ? "Requests are real; a service worker of this page delays, slows and fails them as set below."
              : "Whatever lies between this page and the server."
          }
        </p>
        ${this.#errorOf("network")}
      </fieldset>
      <div class="numbers">
        ${fields.map((field) => this.#number(field))}
        ${catalogue.downloadChoices.map((field) => this.#choice(field))}
      </div>
      ${this.#urls()}
    `;
  }

  #urls() {
    return html`<div class="field">
      <label class="label" for="urls">Your own addresses</label>
      <textarea
        id="urls"
        rows="4"
        spellcheck="false"
        placeholder="https://…"
        .value=${live(words(this.settings.urls).join("\n"))}
        aria-describedby="urls-note"
        @change=${({ target }: Event) => this.#set("urls", words((target as HTMLTextAreaElement).value).join(" "))}
      ></textarea>
      <p class="note" id="urls-note">
        Pictures to download instead of the playground’s own, one address a line. A browser hands
        over another site’s picture only if that site allows it (CORS: it has to send
        Access-Control-Allow-Origin); others are listed as blocked.
      </p>
      ${this.#errorOf("urls")}
    </div>`;
  }

  /** A number's label, input, unit and error; `around` may put something about the input. */
  #number(field: NumberField, around = (input: unknown) => input) {
    const name = field.name as FieldName;
    const value = this.settings[name] ?? (name === "chunkSize" ? "auto" : String(field.default));
    const input = html`<input
      id=${name}
      name=${attributeOf(name)}
      type="text"
      inputmode="numeric"
      autocomplete="off"
      spellcheck="false"
      .value=${live(value)}
      aria-invalid=${this.failure?.field === name}
      aria-describedby="${name}-unit ${name}-error"
      @change=${({ target }: Event) => this.#set(name, (target as HTMLInputElement).value.trim())}
    />`;
    return html`<div class="field">
      <label class="label" for=${name}>${field.label}</label>
      ${around(input)}
      <p class="note figure" id="${name}-unit">${unitText(field, value) || nothing}</p>
      ${this.#errorOf(name)}
    </div>`;
  }

  #choice({ name, label, words: choices }: ChoiceField) {
    const field = name as FieldName;
    const chosen = this.settings[field] ?? choices[0];
    return html`<div class="field">
      <label class="label" for=${name}>${label}</label>
      <select
        id=${name}
        name=${attributeOf(field)}
        aria-invalid=${this.failure?.field === name}
        aria-describedby="${name}-error"
        @change=${({ target }: Event) => this.#set(field, (target as HTMLSelectElement).value)}
      >
        ${choices.map((word) => html`<option value=${word} .selected=${live(word === chosen)}>${word}</option>`)}
      </select>
      ${this.#errorOf(field)}
    </div>`;
  }

  #errorOf(field: FieldName) {
    return html`<p class="error" id="${field}-error">${this.failure?.field === field ? this.failure.message : nothing}</p>`;
  }

  #startsProcesses(): boolean {
    const chosen = this.#chosenStrategies();
    return catalogue.strategies.some(({ id, needs }) => needs === "processes" && chosen.has(id));
  }

  #isDownload(): boolean {
    return this.#task?.kind === "download";
  }

  #value(field: "task" | "network"): string {
    return this.settings[field] ?? { task: catalogue.defaultTask, network: "simulated" }[field];
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

function unitText({ name, label, unit }: NumberField, value: string): string {
  if (name === "chunkSize") {
    return RULES.get(value) ?? `${unit}, or “auto” or “joblib”`;
  }
  const number = Number(value);
  if (number >= LONG_NUMBER) {
    return `${count(number)} ${unit}`;
  }
  return unit === label.toLowerCase() ? "" : unit;
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-run-controls": RunControls;
  }
}
