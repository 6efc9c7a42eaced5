import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import type { Remedy } from "./remedies";
import type { Version } from "./version";

/** What may help the versions of a program, each a button that changes the code. */
export function remediesNotice(
  remedies: readonly Remedy[],
  versions: readonly Version[],
  take: (remedy: Remedy) => void,
) {
  const where = (id: string) => {
    const name = versions.find((version) => version.id === id)?.name ?? "";
    return msg(str`in ${name}`);
  };
  return remedies.length === 0
    ? nothing
    : html`<section class="notice" aria-label=${msg("What may help")}>
        <p>${msg("After the last run, these changes to the code may help:")}</p>
        <ul>
          ${remedies.map(
            (remedy) => html`<li class="line">
              <button type="button" @click=${() => take(remedy)}>${remedy.label}</button>
              <span>${where(remedy.version)}</span>
            </li>`,
          )}
        </ul>
      </section>`;
}
