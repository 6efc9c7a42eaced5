import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import type { PlaygroundFailure } from "../../engine/engine";
import type { NumberField } from "../../generated/types/NumberField";
import { count } from "../foundation/format";
import { attributeOf, type FieldName, type Settings } from "./settings";

/** What the chunk size may be instead of a number. */
const RULES: ReadonlyMap<string, () => string> = new Map([
  ["auto", () => msg("each strategy’s own rule")],
  ["joblib", () => msg("batches that grow, as joblib’s do")],
]);
/** From here on a number is repeated with its thousands set apart. */
const LONG_NUMBER = 10_000;

/** What inputs show, and whom they tell of changes. */
export interface Form {
  readonly settings: Settings;
  /** What is wrong with the settings, if anything. */
  readonly failure: PlaygroundFailure | null;
  set(field: FieldName, value: string): void;
}

/** A number's label, input, unit and error; `around` may put something about the input. */
export function numberInput(form: Form, field: NumberField, around = (input: unknown) => input) {
  const name = field.name as FieldName;
  const isRule = name === "chunkSize";
  const value = form.settings[name] ?? (isRule ? "auto" : String(field.default));
  const input = html`<input
    id=${name}
    name=${attributeOf(name)}
    type="text"
    inputmode="numeric"
    autocomplete="off"
    spellcheck="false"
    .value=${live(value)}
    aria-invalid=${form.failure?.field === name}
    aria-describedby="${name}-unit ${name}-error"
    @change=${({ target }: Event) => form.set(name, (target as HTMLInputElement).value.trim())}
  />`;
  return html`<div class="field">
    <label class="label" for=${name}>${field.label}</label>
    ${around(input)}
    <p class="note figure" id="${name}-unit">${unitText(field, value) || nothing}</p>
    ${errorOf(form, name, isRule ? "auto" : field.default)}
  </div>`;
}

/** The number of workers between buttons for one less and one more. */
export function stepper(form: Form, field: NumberField, input: unknown) {
  const step = (by: number) => () => {
    const now = Number(form.settings.workers ?? field.default);
    const next = Number.isFinite(now) ? now + by : field.default;
    form.set("workers", String(Math.min(Math.max(next, field.min), field.max)));
  };
  return html`<div class="stepper">
    <button type="button" aria-label=${msg("One fewer worker")} @click=${step(-1)}>−</button>
    ${input}
    <button type="button" aria-label=${msg("One more worker")} @click=${step(1)}>+</button>
  </div>`;
}

/**
 * What is wrong with a field, and a button for its default instead; nothing to see if nothing is.
 *
 * @param standard what the default is called
 */
export function errorOf({ failure, set }: Form, field: FieldName, standard: string | number) {
  const isRefused = failure?.field === field;
  const useStandard = ({ currentTarget }: Event) => {
    const { parentElement } = currentTarget as HTMLElement;
    set(field, "");
    // The button is about to go: the reader stays with the field.
    parentElement?.querySelector<HTMLElement>("input, select, textarea")?.focus();
  };
  return html`
    <p class="error" id="${field}-error">${isRefused ? failure.message : nothing}</p>
    ${isRefused ? html`<button type="button" @click=${useStandard}>${useText(typeof standard === "number" ? count(standard) : standard)}</button>` : nothing}
  `;
}

function useText(standard: string): string {
  return msg(str`Use ${standard}`);
}

function unitText({ name, label, unit }: NumberField, value: string): string {
  if (name === "chunkSize") {
    return RULES.get(value)?.() ?? msg(str`${unit}, or “auto” or “joblib”`);
  }
  const number = Number(value);
  if (number >= LONG_NUMBER) {
    return `${count(number)} ${unit}`;
  }
  return unit === label.toLowerCase() ? "" : unit;
}
