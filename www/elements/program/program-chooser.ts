import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import type { Entry } from "./library";

/** The programs that can be shown, and whom to tell of a choice. */
interface Chooser {
  readonly library: readonly Entry[];
  /** The reader's own, by their ids. */
  readonly own: ReadonlyMap<string, string>;
  readonly shown: string;
  choose(id: string): void;
}

/** The program to work on. */
export function programChooser({ library, own, shown, choose }: Chooser) {
  const option = (id: string, title: string) =>
    html`<option value=${id} ?selected=${id === shown}>${title}</option>`;
  return html`<div class="field">
    <label class="label" for="program">${msg("Program")}</label>
    <select
      id="program"
      .value=${live(shown)}
      @change=${({ target }: Event) => choose((target as HTMLSelectElement).value)}
    >
      <optgroup label=${msg("Library")}>${library.map(({ id, title }) => option(id, title))}</optgroup>
      <optgroup label=${msg("Yours")}>${[...own].map(([id, title]) => option(id, title))}</optgroup>
    </select>
  </div>`;
}

/** What there is to see in a program of the library. */
export function whatToSee(library: readonly Entry[], shown: string) {
  const see = library.find(({ id }) => id === shown)?.see;
  return see === undefined ? nothing : html`<p class="see">${see}</p>`;
}
