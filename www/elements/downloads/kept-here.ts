import { msg, str } from "@lit/localize";
import { css, html, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { Engine, failureOf, PlaygroundFailure } from "../../engine/engine";
import { element } from "../foundation/define";
import { bytes, counted } from "../foundation/format";
import { PatientElement } from "../foundation/patient-element";
import { base } from "../foundation/styles/base";

/** What the playground has stored in this browser. */
interface Kept {
  readonly files: number;
  readonly fileBytes: number;
  /** Of the copy for offline use. */
  readonly copyBytes: number;
}

/**
 * What the playground keeps in this browser, looked up when it is asked for, and a way to be rid
 * of all of it.
 *
 * @fires directory-change - the download directory was emptied
 */
@element("kept-here")
export class KeptHere extends PatientElement {
  static override styles = [
    base,
    css`
      ul {
        margin-block: 0.3em 0.8em;
        padding-inline-start: 1.2em;
        list-style: disc;
      }

      button {
        margin-block-end: 0.5em;
      }
    `,
  ];

  /** Goes up whenever the download directory may have changed. */
  @property({ attribute: false }) accessor revision = 0;

  @state() private accessor isOpen = false;
  /** Nothing until it is known. */
  @state() private accessor kept: Kept | null = null;
  @state() private accessor failure: string | null = null;
  /** What became of clearing, to be said: what is found out meanwhile takes none of it back. */
  @state() private accessor said = "";

  override willUpdate(changed: PropertyValues): void {
    if (this.isOpen && (changed.has("isOpen") || changed.has("revision"))) {
      void this.#look();
    }
  }

  override render() {
    return html`
      <details
        @toggle=${({ target }: Event) => {
          this.isOpen = (target as HTMLDetailsElement).open;
          this.said = "";
        }}
      >
        <summary>${msg("What is kept in this browser")}</summary>
        ${this.failure === null ? this.#content() : html`<p class="wrong" role="alert">${this.failure}</p>`}
        <p class="note" role="status">${this.said}</p>
      </details>
    `;
  }

  #content() {
    if (this.kept === null) {
      return html`<p class="note">${msg("Looking …")}</p>`;
    }
    const { files, fileBytes, copyBytes } = this.kept;
    return html`
      <ul class="note figure">
        <li>${directoryText(files, bytes(fileBytes))}</li>
        <li>${copyText(copyBytes)}</li>
        <li>${msg("No cookies. Programs that you write are kept by their page, which can forget them.")}</li>
      </ul>
      <button type="button" @click=${this.#clear}>${msg("Clear both")}</button>
    `;
  }

  async #look(): Promise<void> {
    this.failure = await failureOf(async () => {
      const { directory, offlineCopy } = Engine.shared();
      const listed = orNone(directory.list(), []);
      const [files, copyBytes] = await Promise.all([listed, offlineCopy.bytes()]);
      const fileBytes = files.reduce((sum, file) => sum + file.bytes, 0);
      this.kept = { files: files.length, fileBytes, copyBytes };
    });
  }

  /** Deletes all of it, as soon as no run is in progress. */
  async #clear(): Promise<void> {
    const { directory, offlineCopy } = Engine.shared();
    this.said = msg("Clearing …");
    const failure = await failureOf(async () => {
      await Promise.all([orNone(directory.clear(), undefined), offlineCopy.clear()]);
    });
    await this.#look();
    this.said = failure ?? msg("Cleared. The next visit makes a new copy.");
    this.dispatchEvent(new CustomEvent("directory-change"));
  }
}

function directoryText(files: number, size: string): string {
  const number = counted(files, msg("file"), msg("files"));
  return files === 0
    ? msg("The download directory: empty.")
    : msg(str`The download directory: ${number}, ${size}.`);
}

function copyText(copyBytes: number): string {
  const size = bytes(copyBytes);
  return copyBytes === 0
    ? msg("A copy of the site, which opens it when there is no network: none.")
    : msg(str`A copy of the site, which opens it when there is no network: ${size}.`);
}

/** Some browsers have no file system for pages: then no files are kept. */
async function orNone<T>(asked: Promise<T>, none: T): Promise<T> {
  try {
    return await asked;
  } catch (exception) {
    if (exception instanceof PlaygroundFailure && exception.code === "directory-unavailable") {
      return none;
    }
    throw exception;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-kept-here": KeptHere;
  }
}
