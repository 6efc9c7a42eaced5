import { html } from "lit";
import { live } from "lit/directives/live.js";
import type { ChoiceField } from "../../generated/types/ChoiceField";
import { errorOf, type Form } from "./field-inputs";
import { attributeOf, type FieldName } from "./settings";

/** A choice among words, with its label and error. */
export function choiceInput(form: Form, { name, label, words: choices }: ChoiceField) {
  const field = name as FieldName;
  const chosen = form.settings[field] ?? choices[0];
  return html`<div class="field">
    <label class="label" for=${name}>${label}</label>
    <select
      id=${name}
      name=${attributeOf(field)}
      aria-invalid=${form.failure?.field === name}
      aria-describedby="${name}-error"
      @change=${({ target }: Event) => form.set(field, (target as HTMLSelectElement).value)}
    >
      ${choices.map((word) => html`<option value=${word} .selected=${live(word === chosen)}>${word}</option>`)}
    </select>
    ${errorOf(form, field, choices[0] ?? "")}
  </div>`;
}
