import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import type { Language } from "../../generated/types/Language";
import { catalogue } from "../foundation/catalogue";
import { bytes } from "../foundation/format";
import { pythonBytes } from "../foundation/python-bytes";
import { errorOf, type Form } from "./field-inputs";

/** The languages to run each strategy in: at least one. */
export function languageSettings(
  form: Form,
  chosen: readonly Language[],
  choose: (languages: readonly Language[]) => void,
) {
  const toggle = (id: Language, isChosen: boolean) => {
    const all = catalogue.languages.map((language) => language.id);
    choose(all.filter((other) => (other === id ? isChosen : chosen.includes(other))));
  };
  return html`<fieldset>
    <legend>${msg("Language")}</legend>
    <ul class="checks brief">
      ${catalogue.languages.map(
        ({ id, title, summary }) => html`<li>
          <label>
            <input
              type="checkbox"
              name="language"
              value=${id}
              .checked=${live(chosen.includes(id))}
              ?disabled=${chosen.length === 1 && chosen[0] === id}
              @change=${({ target }: Event) => toggle(id, (target as HTMLInputElement).checked)}
            />
            <span class="name">${title}</span>
            <span class="note">${summary}</span>
            ${weight(id, chosen)}
          </label>
        </li>`,
      )}
    </ul>
    ${errorOf(form, "language", catalogue.languages[0].title)}
  </fieldset>`;
}

function weightText(): string {
  const size = bytes(pythonBytes);
  return msg(str`Its first run here loads ${size} before it starts.`);
}

/** Told before anything of it is loaded. */
function weight(id: Language, chosen: readonly Language[]) {
  return id === "python" && chosen.includes(id) && pythonBytes > 0
    ? html`<span class="note out">${weightText()}</span>`
    : nothing;
}
