import { msg, str } from "@lit/localize";
import { css, html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { element } from "../foundation/define";
import { FrameElement } from "../foundation/frame-element";
import { base } from "../foundation/styles/base";
import { sourceColours } from "../foundation/styles/source-colours";
import { type CodeFile, type Runs, textOf } from "./code-file";
import { codeListingStyles } from "./code-listing-styles";

/** Source files of one language, each of which can be copied. */
@element("code-listing")
export class CodeListing extends FrameElement {
  static override styles = [
    base,
    codeListingStyles,
    sourceColours,
    css`
      h3 {
        margin-block-end: 0.5em;
        font-size: 1em;
      }
    `,
  ];

  /** What the language is called. */
  @property() accessor language = "";
  /** What to show. */
  @property({ attribute: false }) accessor files: readonly CodeFile[] = [];

  /** The file that was asked to be copied last, and whether the browser let it. */
  @state() private accessor copied: { file: CodeFile; done: boolean } | null = null;

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("files")) {
      this.copied = null;
    }
  }

  override render() {
    return html`
      <h3>${this.language}</h3>
      ${this.files.map((file) => this.#file(file))}
      <p class="spoken" role="status">${this.#report()}</p>
    `;
  }

  #file(file: CodeFile) {
    const { file: last, done } = this.copied ?? {};
    const label = last !== file ? msg("Copy") : done ? msg("Copied") : msg("Not allowed");
    return html`<figure>
      <figcaption class="note">
        <span>${file.path}</span>
        <button
          type="button"
          aria-label="${label} ${file.path}"
          @click=${() => this.#copy(file)}
          @blur=${() => {
            this.copied = null;
          }}
        >
          ${label}
        </button>
      </figcaption>
      ${
        file.first === undefined
          ? this.#text(file.path, file.runs)
          : html`${this.#text(firstText(file.path), file.first)}
              <details>
                <summary>${msg("The whole file")}</summary>
                ${this.#text(file.path, file.runs)}
              </details>`
      }
    </figure>`;
  }

  #text(name: string, runs: Runs) {
    return html`<pre tabindex="0" role="region" aria-label="${this.language}: ${name}"><code>${coloured(runs)}</code></pre>`;
  }

  #report() {
    if (this.copied === null) {
      return nothing;
    }
    return this.copied.done
      ? msg("Copied")
      : msg("This page is not allowed to copy. Select the code and copy it yourself.");
  }

  /** The clipboard is missing where a page is not secure, and refused in some frames. */
  async #copy(file: CodeFile): Promise<void> {
    try {
      await navigator.clipboard.writeText(textOf(file));
      this.copied = { file, done: true };
    } catch {
      this.copied = { file, done: false };
    }
  }
}

function firstText(path: string): string {
  return msg(str`what matters of ${path}`);
}

function coloured(runs: Runs) {
  return runs.map(([token, text]) =>
    token === "" ? text : html`<span class=${token}>${text}</span>`,
  );
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-code-listing": CodeListing;
  }
}
