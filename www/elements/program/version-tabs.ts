import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import type { Marks } from "./findings";
import type { Version } from "./version";

/** What the tabs show, and whom they tell. */
interface Tabs {
  readonly versions: readonly Version[];
  readonly chosen: Version;
  readonly marks: Marks;
  choose(id: string): void;
}

/** One tab a version; arrow keys go from tab to tab, and Tab goes on to the version. */
export function versionTabs({ versions, chosen, marks, choose }: Tabs) {
  const move = (event: KeyboardEvent) => {
    const at = versions.indexOf(chosen);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    const version = to === undefined ? undefined : versions.at(to % versions.length);
    if (version !== undefined) {
      event.preventDefault();
      choose(version.id);
      const tabs = (event.currentTarget as HTMLElement).children;
      (tabs[versions.indexOf(version)] as HTMLElement).focus();
    }
  };
  return html`<div class="tabs" role="tablist" aria-label=${msg("Versions of the program")} @keydown=${move}>
    ${versions.map((version) => {
      const mark = marks.get(version.id);
      return html`<button
        type="button"
        role="tab"
        id="tab-${version.id}"
        aria-controls="version"
        aria-selected=${version === chosen}
        tabindex=${version === chosen ? 0 : -1}
        @click=${() => choose(version.id)}
      >
        ${version.name}${mark === undefined ? nothing : html` <span class="mark">≠ <span class="spoken">${mark}</span></span>`}
      </button>`;
    })}
  </div>`;
}
