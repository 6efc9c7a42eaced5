import { css, html } from "lit";
import { property, query, state } from "lit/decorators.js";
import { type CodeFile, loadListing } from "../code/code";
import { element } from "../foundation/define";
import { PatientElement } from "../foundation/patient-element";
import { base } from "../foundation/styles/base";
import type { Settings } from "../settings/settings";
import { snippets } from "./snippets";

/** A button, and what it opens: what to paste into an article to have this playground there. */
@element("embed-dialogue")
export class EmbedDialogue extends PatientElement {
  static override styles = [
    base,
    css`
      dialog {
        inline-size: min(46em, 100% - 2em);
        padding: 1.5em;
        border: 1px solid var(--pp-edge);
        border-radius: var(--pp-radius);
        background: var(--pp-paper);
        color: var(--pp-ink);
      }

      dialog::backdrop {
        background: rgb(0 0 0 / 50%);
      }

      .stack {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1.4em;
      }
    `,
  ];

  /** The fields that were set. */
  @property({ attribute: false }) accessor settings: Settings = {};
  /** `light`, `dark`, or else as the reader prefers. */
  @property() accessor theme = "auto";

  @state() private accessor isOpen = false;

  @query("dialog") private accessor dialog!: HTMLDialogElement;

  override render() {
    return html`
      <button type="button" aria-haspopup="dialog" @click=${this.#open}>Embed …</button>
      <dialog
        aria-labelledby="title"
        @close=${() => {
          this.isOpen = false;
        }}
      >
        ${this.isOpen ? this.#content() : ""}
      </dialog>
    `;
  }

  #content() {
    const { element, frame } = snippets(
      this.settings,
      this.theme,
      new URL("./", import.meta.url).href,
    );
    return html`<div class="stack">
      <h2 id="title">Have this playground in an article</h2>
      <p class="note">
        With the settings as they are now. Nothing heavy is loaded before a reader asks for it.
      </p>
      ${listing("Where the page may run scripts", "element.html", element)}
      ${listing("Where it may not: a frame", "frame.html", frame)}
      <form method="dialog"><button>Close</button></form>
    </div>`;
  }

  async #open(): Promise<void> {
    this.isOpen = true;
    void loadListing();
    await this.updateComplete;
    this.dialog.showModal();
  }
}

function listing(title: string, path: string, text: string) {
  const files: CodeFile[] = [{ path, runs: [["", text]] }];
  return html`<playground-code-listing language=${title} .files=${files}></playground-code-listing>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-embed-dialogue": EmbedDialogue;
  }
}
