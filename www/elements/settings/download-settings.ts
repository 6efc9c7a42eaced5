import { msg } from "@lit/localize";
import { html } from "lit";
import { live } from "lit/directives/live.js";
import { catalogue } from "../foundation/catalogue";
import { choiceInput } from "./choice-input";
import { errorOf, type Form, numberInput } from "./field-inputs";
import { addresses } from "./settings";

/** Fields that say how the simulated network behaves. */
const SIMULATED: ReadonlySet<string> = new Set([
  "latencyMs",
  "jitterMs",
  "bandwidthKib",
  "failurePercent",
]);

/** What only tasks that download have: the network, what it is like, and what to download. */
export function downloadSettings(form: Form) {
  const chosen = form.settings.network ?? "simulated";
  const isSimulated = chosen === "simulated";
  const fields = catalogue.downloadFields.filter(({ name }) => isSimulated || !SIMULATED.has(name));
  const network = (id: string, title: string) => html`<label class="chip">
    <input type="radio" name="network" value=${id} .checked=${live(chosen === id)} @change=${() => form.set("network", id)} />
    <span>${title}</span>
  </label>`;
  return html`
    <fieldset>
      <legend>${msg("Network")}</legend>
      <div class="chips">${network("simulated", msg("Simulated network"))} ${network("real", msg("Real network"))}</div>
      <p class="note">
        ${
          isSimulated
            ? msg(
                "Requests are real; this page’s service worker delays, slows and fails them as set below.",
              )
            : msg("Whatever lies between this page and the server.")
        }
      </p>
      ${errorOf(form, "network", msg("the simulated network"))}
    </fieldset>
    <div class="numbers">
      ${fields.map((field) => numberInput(form, field))}
      ${catalogue.downloadChoices.map((field) => choiceInput(form, field))}
    </div>
    ${ownAddresses(form)}
  `;
}

function ownAddresses(form: Form) {
  return html`<div class="field">
    <label class="label" for="urls">${msg("Your own addresses")}</label>
    <textarea
      id="urls"
      rows="4"
      spellcheck="false"
      placeholder="https://…"
      .value=${live(addresses(form.settings.urls).join("\n"))}
      aria-invalid=${form.failure?.field === "urls"}
      aria-describedby="urls-note urls-error"
      @change=${({ target }: Event) => form.set("urls", addresses((target as HTMLTextAreaElement).value).join("\n"))}
    ></textarea>
    <p class="note" id="urls-note">
      ${msg("Pictures to download instead of the playground’s own, one address per line. A browser hands over another site’s picture only if that site allows it (CORS: it has to send Access-Control-Allow-Origin); others are listed as blocked.")}
    </p>
    ${errorOf(form, "urls", msg("the playground’s own"))}
  </div>`;
}
