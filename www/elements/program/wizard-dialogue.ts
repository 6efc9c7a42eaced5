import { msg } from "@lit/localize";
import { css, html, nothing } from "lit";
import { query, state } from "lit/decorators.js";
import { messageOf } from "../../engine/engine";
import { type CodeEditor, loadEditor } from "../editor/editor";
import { AdoptableElement } from "../foundation/adoptable-element";
import { element } from "../foundation/define";
import { failurePanel } from "../foundation/failure-panel";
import { saveFile } from "../foundation/save-file";
import { base } from "../foundation/styles/base";
import { dialogue } from "../foundation/styles/dialogue";
import { editorMissing, notLoaded } from "./not-loaded";
import type { Program } from "./program";
import { identified } from "./version";

/** What writes the versions. It brings Python's grammar, which only those wait for who open it. */
type Wizard = typeof import("./wizard");

/** A function to begin with, which a reader replaces by their own. */
const EXAMPLE = `def work(item):
    """Called with each item: put your own here."""
    return sum(number * number for number in range(item))


items = [200_000, 100_000, 400_000, 300_000] * 4
`;

/**
 * A button, and what it opens: has a function's program written in every way.
 *
 * @fires versions-written - detail: a {@link Program}
 */
@element("wizard-dialogue")
export class WizardDialogue extends AdoptableElement {
  static override styles = [
    base,
    dialogue,
    css`
      dialog {
        inline-size: min(50em, 100% - 2em);
        max-block-size: calc(100% - 2em);
      }

      .stack {
        gap: 1em;
      }

      .line {
        display: flex;
        flex-wrap: wrap;
        gap: 0.6em 1em;
      }

      code {
        font-family: var(--pp-code);
        font-size: 0.9em;
      }
    `,
  ];

  @state() private accessor source = EXAMPLE;
  @state() private accessor isOpen = false;
  @state() private accessor failure: string | null = null;
  @state() private accessor wizard: Wizard | null = null;

  @query("dialog") private accessor dialog!: HTMLDialogElement;
  @query("playground-code-editor") private accessor editor!: CodeEditor | null;

  override render() {
    return html`
      <button type="button" aria-haspopup="dialog" @click=${this.#open}>
        ${msg("Parallelise a function …")}
      </button>
      <dialog
        aria-labelledby="title"
        @close=${() => {
          this.isOpen = false;
        }}
      >
        ${this.isOpen ? this.#content() : nothing}
      </dialog>
    `;
  }

  #content() {
    return html`<div class="stack">
      <h2 id="title">${msg("Parallelise a function")}</h2>
      <p>
        ${msg(html`Give <code>def work(item):</code> (or <code>async def</code>) and <code>items = …</code>, with the imports and helpers that they need. The versions are written for you, as ordinary code to read, change and keep.`)}
      </p>
      <playground-code-editor
        .source=${this.source}
        label=${msg("The function and its items")}
        @keydown=${keepOpen}
        @source-change=${({ detail }: CustomEvent<string>) => {
          this.source = detail;
          this.failure = null;
        }}
      ></playground-code-editor>
      ${failurePanel(this.failure)}
      ${this.#leftOut()}
      <div class="line">
        <button type="button" class="main" @click=${() => void this.#write()}>${msg("Write the versions")}</button>
        <button type="button" @click=${() => void this.#save()}>${msg("Save all in one .py")}</button>
        <button type="button" @click=${() => this.dialog.close()}>${msg("Close")}</button>
      </div>
    </div>`;
  }

  /** What the versions will not have is told before they are written. */
  #leftOut() {
    const lines = this.#known();
    return lines.length === 0
      ? nothing
      : html`<div class="note">
          <p>${msg(html`Left out, since each version calls <code>work</code> itself, and prints the results:`)}</p>
          <ul>
            ${lines.map((line) => html`<li><code>${line}</code></li>`)}
          </ul>
        </div>`;
  }

  async #open(): Promise<void> {
    this.isOpen = true;
    this.failure = null;
    await this.updateComplete;
    this.dialog.showModal();
    try {
      await Promise.all([loadEditor(), this.#loadWizard()]);
      // It may have been closed meanwhile.
      await this.editor?.updateComplete;
      this.editor?.focus();
    } catch (exception) {
      this.failure = notLoaded(editorMissing(messageOf(exception)));
    }
  }

  async #loadWizard(): Promise<Wizard> {
    this.wizard ??= await import("./wizard");
    return this.wizard;
  }

  async #write(): Promise<void> {
    const drafts = await this.#told(({ versionsOf }) => versionsOf(this.source));
    if (drafts !== undefined) {
      this.dialog.close();
      const detail: Program = { versions: identified(drafts) };
      this.dispatchEvent(new CustomEvent<Program>("versions-written", { detail }));
    }
  }

  async #save(): Promise<void> {
    const program = await this.#told(({ allInOne }) => allInOne(this.source));
    if (program !== undefined) {
      saveFile(new Blob([program], { type: "text/x-python" }), "parallel.py");
    }
  }

  /** What is made of the source; what is missing in it is said. */
  async #told<T>(make: (wizard: Wizard) => T): Promise<T | undefined> {
    const wizard = await this.#loadWizard();
    try {
      return make(wizard);
    } catch (exception) {
      this.failure = reason(exception, wizard);
      return undefined;
    }
  }

  /** What is left out, as far as it is known while the reader may still be writing. */
  #known(): readonly string[] {
    const { wizard } = this;
    try {
      return wizard?.given(this.source).leftOut ?? [];
    } catch (exception) {
      reason(exception, wizard);
      return [];
    }
  }
}

function reason(exception: unknown, wizard: Wizard | null): string {
  if (wizard !== null && exception instanceof wizard.NotGiven) {
    return exception.message;
  }
  throw exception;
}

/** Escape is the editor's there: after it, Tab goes on to what comes next. */
function keepOpen(event: KeyboardEvent): void {
  if (event.key === "Escape") {
    event.preventDefault();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-wizard-dialogue": WizardDialogue;
  }
}
