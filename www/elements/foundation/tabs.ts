import { html } from "lit";

/** Tabs, one of which is chosen, over a panel whose id is `panel`. */
interface Tabs {
  readonly label: string;
  readonly panel: string;
  readonly tabs: readonly Tab[];
  readonly chosen: string;
  choose(id: string): void;
}

/** What is on a tab. */
interface Tab {
  readonly id: string;
  readonly content: unknown;
}

/**
 * A row of tabs: arrow keys go from one to the next, Home and End to the first and the last, and
 * Tab goes on to the panel.
 */
export function tabRow({ label, panel, tabs, chosen, choose }: Tabs) {
  const move = (event: KeyboardEvent) => {
    // The browser's own shortcuts stay its own.
    if (event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    const at = tabs.findIndex(({ id }) => id === chosen);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined) {
      return;
    }
    event.preventDefault();
    const place = (to + tabs.length) % tabs.length;
    choose(tabs[place]?.id ?? chosen);
    const { children } = event.currentTarget as HTMLElement;
    (children[place] as HTMLElement).focus();
  };
  return html`<div class="tabs" role="tablist" aria-label=${label} @keydown=${move}>
    ${tabs.map(
      ({ id, content }) => html`<button
        type="button"
        role="tab"
        id="tab-${id}"
        aria-controls=${panel}
        aria-selected=${id === chosen ? "true" : "false"}
        tabindex=${id === chosen ? 0 : -1}
        @click=${() => choose(id)}
      >${content}</button>`,
    )}
  </div>`;
}
