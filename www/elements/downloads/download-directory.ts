import { msg } from "@lit/localize";
import { css, html, nothing, type PropertyValues } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { DirectoryEntry } from "../../engine/engine";
import { Engine, failureOf } from "../../engine/engine";
import { AdoptableElement } from "../foundation/adoptable-element";
import { element } from "../foundation/define";
import { bytes, counted } from "../foundation/format";
import { saveFile } from "../foundation/save-file";
import { base } from "../foundation/styles/base";
import { dialogue } from "../foundation/styles/dialogue";
import { pictureBlob } from "./picture-blob";

/**
 * The download directory in the browser's own file system: list, open, zip, clear.
 *
 * @fires directory-change - it was emptied
 */
@element("download-directory")
export class DownloadDirectory extends AdoptableElement {
  static override styles = [
    base,
    dialogue,
    css`
      .head {
        display: flex;
        flex-wrap: wrap;
        gap: 0.6em 1em;
        align-items: baseline;
        justify-content: space-between;
      }

      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5em;
      }

      .files {
        max-block-size: 14em;
        margin-block-start: 0.4em;
        overflow-y: auto;
        border-block: 1px solid var(--pp-rule);
      }

      .files ul {
        columns: 15em auto;
        column-gap: 1.5em;
      }

      .files li {
        display: flex;
        gap: 1em;
        justify-content: space-between;
        break-inside: avoid;
        font-size: 0.8125em;
      }

      .files button {
        min-inline-size: 0;
        min-block-size: 2em;
        padding: 0;
        overflow: hidden;
        border: 0;
        background: none;
        color: var(--pp-accent);
        font-family: var(--pp-code);
        font-size: 1em;
        text-align: start;
        text-decoration: underline;
        text-overflow: ellipsis;
        text-underline-offset: 0.15em;
        white-space: nowrap;
      }

      .files li span {
        align-self: center;
        color: var(--pp-muted);
      }

      button[aria-disabled="true"] {
        border-color: var(--pp-rule);
        color: var(--pp-muted);
        cursor: default;
      }

      dialog {
        max-inline-size: min(56em, 92vw);
        padding: 1em;
      }

      dialog::backdrop {
        background: rgb(0 0 0 / 0.55);
      }

      dialog img {
        display: block;
        max-inline-size: 100%;
        max-block-size: 70vh;
      }

      dialog form {
        display: flex;
        gap: 1em;
        align-items: center;
        justify-content: space-between;
        margin-block-start: 0.8em;
      }

      dialog p {
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }
    `,
  ];

  /** Goes up whenever the directory may have changed: then the list is read anew. */
  @property({ attribute: false }) accessor revision = 0;

  @state() private accessor entries: readonly DirectoryEntry[] | null = null;
  @state() private accessor open: { readonly name: string; readonly url: string } | null = null;
  /** Why what the reader asked for was not done. */
  @state() private accessor failure: string | null = null;
  /** Why it is not known what is in the directory. */
  @state() private accessor unlisted: string | null = null;
  /** Whether something is done with all of it. */
  @state() private accessor busy = false;

  @query("h2") private accessor heading!: HTMLElement;
  @query("dialog") private accessor dialog!: HTMLDialogElement | null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#close();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("revision")) {
      void this.#list();
    }
  }

  override updated(changed: PropertyValues): void {
    if (changed.has("open") && this.open !== null) {
      this.dialog?.showModal();
    }
  }

  override render() {
    const { entries } = this;
    const failure = this.failure ?? this.unlisted;
    return html`
      <div class="head">
        <h2 tabindex="-1">${msg("Download directory")}</h2>
        ${entries !== null && entries.length > 0 ? this.#actions() : nothing}
      </div>
      ${failure === null ? nothing : html`<p class="wrong" role="alert">${failure}</p>`}
      ${entries === null ? nothing : this.#files(entries)} ${this.#picture()}
    `;
  }

  #actions() {
    return html`<div class="actions">
      <button type="button" aria-disabled=${this.busy} @click=${() => this.#handle(() => this.#zip())}>
        ${msg("Download as zip")}
      </button>
      <button type="button" aria-disabled=${this.busy} @click=${() => this.#handle(() => this.#clear())}>
        ${msg("Clear")}
      </button>
    </div>`;
  }

  #files(entries: readonly DirectoryEntry[]) {
    const all = entries.reduce((sum, entry) => sum + entry.bytes, 0);
    const note = msg("It is in this browser’s own file system, for this site alone.");
    if (entries.length === 0) {
      return html`<p class="note">${msg("Empty. A finished run saves its pictures here.")} ${note}</p>`;
    }
    return html`
      <p class="note figure">${counted(entries.length, msg("file"), msg("files"))}, ${bytes(all)}. ${note}</p>
      <div class="files" tabindex="0" role="group" aria-label=${msg("Files")}>
        <ul>
          ${entries.map(
            ({ name, bytes: size }) => html`<li>
              <button type="button" title=${name} @click=${() => this.#attempt(() => this.#show(name))}>${name}</button>
              <span class="figure">${bytes(size)}</span>
            </li>`,
          )}
        </ul>
      </div>
    `;
  }

  #picture() {
    return html`<dialog aria-label=${this.open?.name ?? ""} @close=${this.#close}>
      ${
        this.open === null
          ? nothing
          : html`<img src=${this.open.url} alt=${this.open.name} />
            <form method="dialog">
              <p class="note">${this.open.name}</p>
              <button>${msg("Close")}</button>
            </form>`
      }
    </dialog>`;
  }

  async #list(): Promise<void> {
    this.unlisted = await failureOf(async () => {
      this.entries = await Engine.shared().directory.list();
    });
  }

  async #show(name: string): Promise<void> {
    const file = await Engine.shared().directory.read(name);
    if (!this.isConnected) {
      return;
    }
    this.#close();
    this.open = { name, url: URL.createObjectURL(pictureBlob(file)) };
  }

  #close(): void {
    if (this.open !== null) {
      URL.revokeObjectURL(this.open.url);
      this.open = null;
    }
  }

  async #clear(): Promise<void> {
    await Engine.shared().directory.clear();
    // Of an empty directory there are no buttons.
    this.heading.focus();
    this.dispatchEvent(new CustomEvent("directory-change"));
  }

  async #zip(): Promise<void> {
    saveFile(await Engine.shared().directory.zip(), "pictures.zip");
  }

  async #attempt(action: () => Promise<void>): Promise<void> {
    this.failure = await failureOf(action);
  }

  /** Does something with all of it, and nothing else of the kind meanwhile. */
  async #handle(action: () => Promise<void>): Promise<void> {
    if (this.busy) {
      return;
    }
    this.busy = true;
    try {
      await this.#attempt(action);
    } finally {
      this.busy = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-download-directory": DownloadDirectory;
  }
}
