import { html } from "lit";
import { live } from "lit/directives/live.js";

/** A number of a run, between 1 and the most that makes sense. */
interface NumberField {
  readonly label: string;
  readonly value: number;
  readonly most: number;
  set(value: number): void;
}

/** A number's label and input. */
export function numberField({ label, value, most, set }: NumberField) {
  const id = label.toLowerCase();
  const change = ({ target }: Event) => {
    const input = target as HTMLInputElement;
    const number = Math.round(Number(input.value)) || 1;
    const allowed = Math.min(Math.max(number, 1), most);
    input.value = String(allowed);
    set(allowed);
  };
  return html`<div class="field number">
    <label class="label" for=${id}>${label}</label>
    <input id=${id} type="number" min="1" max=${most} .value=${live(String(value))} @change=${change} />
  </div>`;
}
