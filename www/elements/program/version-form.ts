import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { isRanks, MOST_RANKS } from "./program";
import { type Draft, LONGEST_NAME, type Version } from "./version";

/** The version that is shown, and whom its form tells. */
interface VersionForm {
  readonly version: Version;
  /** Whether it is the only one. */
  readonly isOnly: boolean;
  /** Whether there can be no further one. */
  readonly isFull: boolean;
  change(change: Partial<Draft>): void;
  duplicate(): void;
  remove(): void;
}

/** What a version is called, how it is started, and what may be done with it. */
export function versionForm({ version, isOnly, isFull, change, duplicate, remove }: VersionForm) {
  const { ranks } = version;
  const rename = ({ target }: Event) => {
    const name = (target as HTMLInputElement).value.trim();
    change({ name: name === "" ? version.name : name });
  };
  const setRanks = ({ target }: Event) => {
    const number = Number((target as HTMLInputElement).value);
    change({ ranks: isRanks(number) ? number : undefined });
  };
  return html`<div class="line">
    <div class="field name">
      <label class="label" for="name">${msg("Name")}</label>
      <input id="name" maxlength=${LONGEST_NAME} autocomplete="off" .value=${live(version.name)} @change=${rename} />
    </div>
    <div class="field ranks">
      <label class="label" for="ranks">${msg("Ranks")}</label>
      <input
        id="ranks"
        type="number"
        min="1"
        max=${MOST_RANKS}
        placeholder=${msg("none")}
        aria-describedby="ranks-note"
        .value=${live(ranks === undefined ? "" : String(ranks))}
        @change=${setRanks}
      />
    </div>
    <label class="free">
      <input
        type="checkbox"
        .checked=${live(version.unordered === true)}
        @change=${({ target }: Event) => change({ unordered: (target as HTMLInputElement).checked })}
      />
      ${msg("It may print its lines in any order")}
    </label>
    ${isFull ? nothing : html`<button type="button" @click=${duplicate}>${msg("Duplicate")}</button>`}
    ${isOnly ? nothing : html`<button type="button" @click=${remove}>${msg("Remove")}</button>`}
  </div>
  <p class="note" id="ranks-note">
    ${
      ranks === undefined
        ? msg(
            html`Runs as <code>python</code> runs a script; with a number of ranks, as <code>mpiexec</code> does, for mpi4py.`,
          )
        : msg(html`Runs as <code>mpiexec -n ${ranks} python</code> runs a script.`)
    }
  </p>`;
}
