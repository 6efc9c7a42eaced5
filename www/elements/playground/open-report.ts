import { msg, str } from "@lit/localize";
import { css, html } from "lit";
import { property, query, state } from "lit/decorators.js";
import { Engine, PlaygroundFailure } from "../../engine/engine";
import type { SavedReport } from "../foundation/authored-element";
import { element } from "../foundation/define";
import { failurePanel } from "../foundation/failure-panel";
import { count } from "../foundation/format";
import { PatientElement } from "../foundation/patient-element";
import { base } from "../foundation/styles/base";

/** A larger report would take a tab's memory several times over. */
const MOST_BYTES = 200e6;

/**
 * Opens a saved report.
 *
 * @fires report-opened - detail: a {@link SavedReport}
 * @fires report-closed
 */
@element("open-report")
export class OpenReport extends PatientElement {
  static override styles = [
    base,
    css`
      .line {
        display: flex;
        flex-wrap: wrap;
        gap: 0.6em 1em;
        align-items: center;
      }

      .failure {
        margin-block-start: 0.8em;
      }
    `,
  ];

  /** What is open, if anything. */
  @property({ attribute: false }) accessor saved: SavedReport | null = null;

  @state() private accessor failure: string | null = null;

  @query("input") private accessor input!: HTMLInputElement;

  /** The file that was chosen last: what becomes of one before it is not heard any more. */
  #chosen: File | undefined;

  override render() {
    return html`
      <div class="line">
        <button type="button" @click=${() => this.input.click()}>${msg("Open a saved report …")}</button>
        ${
          this.saved === null
            ? html`<span class="note">${msg("or drop its file anywhere on the playground")}</span>`
            : html`<button type="button" @click=${this.#close}>
                ${closeText(this.saved)}
              </button>`
        }
      </div>
      <input
        type="file"
        aria-label=${msg("A saved report")}
        hidden
        @change=${this.#choose}
      />
      ${failurePanel(this.failure)}
    `;
  }

  /** The button that was pressed goes away: the reader goes on at the one beside it. */
  #close(): void {
    this.dispatchEvent(new CustomEvent("report-closed"));
    this.renderRoot.querySelector("button")?.focus();
  }

  #choose(): void {
    const [file] = this.input.files ?? [];
    // Choosing the same file again is to be heard, too.
    this.input.value = "";
    if (file !== undefined) {
      void this.open(file);
    }
  }

  /** Reads a file, and tells of the report in it; a file that is none is named as such here. */
  async open(file: File): Promise<void> {
    this.#chosen = file;
    if (file.size > MOST_BYTES) {
      this.failure = tooLarge(file);
      return;
    }
    try {
      const report = await Engine.shared().readReport(file);
      if (file === this.#chosen) {
        this.failure = null;
        const detail: SavedReport = { name: file.name, report };
        this.dispatchEvent(new CustomEvent<SavedReport>("report-opened", { detail }));
      }
    } catch (exception) {
      if (!(exception instanceof PlaygroundFailure)) {
        throw exception;
      }
      if (file === this.#chosen) {
        this.failure = `${file.name}: ${exception.message}`;
      }
    }
  }
}

function closeText({ name }: SavedReport): string {
  return msg(str`Close the report ${name}`);
}

function tooLarge({ name, size }: File): string {
  const [its, most] = [megabytes(size), megabytes(MOST_BYTES)];
  return msg(
    str`${name} has ${its}. A page opens ${most} at most, since it would run out of memory. Fewer trials, fewer strategies or larger ranges make a smaller report.`,
  );
}

function megabytes(bytes: number): string {
  return `${count(Math.round(bytes / 1e6))} MB`;
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-open-report": OpenReport;
  }
}
