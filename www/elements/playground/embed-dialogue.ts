import { msg } from "@lit/localize";
import { css, html } from "lit";
import { property, query, state } from "lit/decorators.js";
import { type CodeFile, loadListing } from "../code/code";
import { element } from "../foundation/define";
import { PatientElement } from "../foundation/patient-element";
import { base } from "../foundation/styles/base";
import { dialogue } from "../foundation/styles/dialogue";
import type { Settings } from "../settings/settings";
import { snippets } from "./snippets";

/** A button, and what it opens: what to paste into an article to have this playground there. */
@element("embed-dialogue")
export class EmbedDialogue extends PatientElement {
  static override styles = [
    base,
    dialogue,
    css`
      dialog {
        inline-size: min(46em, 100% - 2em);
      }

      .stack {
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
      <button type="button" aria-haspopup="dialog" @click=${this.#open}>${msg("Embed …")}</button>
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
      <h2 id="title">${msg("Put this playground in an article")}</h2>
      <p class="note">
        ${msg("With the settings as they are now. Nothing heavy is loaded before a reader asks for it.")}
      </p>
      ${listing(msg("Where the page may run scripts"), "element.html", element)}
      ${listing(msg("Where it may not: a frame"), "frame.html", frame)}
      <form method="dialog"><button>${msg("Close")}</button></form>
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
