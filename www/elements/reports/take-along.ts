import { msg, str } from "@lit/localize";
import { css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { messageOf } from "../../engine/engine";
import type { RunReport } from "../../generated/types/RunReport";
import { AdoptableElement } from "../foundation/adoptable-element";
import { contenders, titling } from "../foundation/contenders";
import { element } from "../foundation/define";
import { saveFile } from "../foundation/save-file";
import { base } from "../foundation/styles/base";
import { settingsOf, toAddress } from "../settings/settings";

/** A file that a report can be saved as. What makes it is loaded when it is asked for. */
interface Format {
  title(): string;
  meaning(): string;
  /** After the task's id, which a file's name begins with. */
  readonly ending: string;
  make(report: RunReport, host: Element): Blob | Promise<Blob>;
}

const FORMATS: readonly Format[] = [
  {
    title: () => msg("Report"),
    meaning: () => msg("everything, as JSON; it can be opened here again"),
    ending: "report.json",
    make: async (report) => {
      const { reportFile } = await import("./report-file");
      return reportFile(report);
    },
  },
  {
    title: () => msg("Trials"),
    meaning: () => msg("one a line, as CSV"),
    ending: "trials.csv",
    make: async (report) => {
      const { trialsCsv } = await import("./trials-csv");
      return new Blob([trialsCsv(report)], { type: "text/csv" });
    },
  },
  {
    title: () => msg("Spans"),
    meaning: () => msg("Chrome trace events, for Perfetto or speedscope"),
    ending: "trace.json",
    make: async (report) => {
      const { traceFile } = await import("./chrome-trace");
      return traceFile(report, titling(contenders(report.request)));
    },
  },
  {
    title: () => "SVG",
    meaning: () => msg("a picture of times and lanes, sharp at any size"),
    ending: "picture.svg",
    make: async (report, host) => {
      const { pictureOf } = await import("./picture-of");
      return new Blob([pictureOf(report, host)], { type: "image/svg+xml" });
    },
  },
  {
    title: () => "PNG",
    meaning: () => msg("the same picture in pixels"),
    ending: "picture.png",
    make: async (report, host) => {
      const { pictureOf, pngOf } = await import("./picture-of");
      return pngOf(pictureOf(report, host));
    },
  },
];

/** What of a finished run can be saved or passed on. */
@element("take-along")
export class TakeAlong extends AdoptableElement {
  static override styles = [
    base,
    css`
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(17em, 100%), 1fr));
        gap: 0.6em 1.5em;
        margin-block-start: 0.8em;
      }

      li {
        display: flex;
        gap: 0.75em;
        align-items: center;
      }

      button {
        flex: none;
        min-inline-size: 5.5em;
      }
    `,
  ];

  /** The run to take along. */
  @property({ attribute: false }) accessor report: RunReport | null = null;

  /** What became of the link, to be said. */
  @state() private accessor said = "";

  override render() {
    const { report } = this;
    if (report === null) {
      return nothing;
    }
    return html`
      <h2>${msg("Take it with you")}</h2>
      <ul>
        ${FORMATS.map(
          (format) => html`<li>
            <button type="button" aria-describedby=${format.ending} @click=${() => this.#save(format, report)}>
              ${format.title()}
            </button>
            <span class="note" id=${format.ending}>${format.meaning()}</span>
          </li>`,
        )}
        ${report.request.versions.length === 0 ? this.#link(report) : nothing}
      </ul>
      <p class="note" role="status">${this.said}</p>
    `;
  }

  /** Settings have a link here. A program has one where it is written. */
  #link(report: RunReport) {
    return html`<li>
      <button type="button" aria-describedby="link" @click=${() => this.#copyLink(report)}>
        ${msg("Link")}
      </button>
      <span class="note" id="link">${msg("copies a link to exactly these settings")}</span>
    </li>`;
  }

  async #save({ ending, make }: Format, report: RunReport): Promise<void> {
    const name = `${report.request.task}-${ending}`;
    this.said = "";
    try {
      saveFile(await make(report, this), name);
    } catch (exception) {
      this.said = notSaved(name, messageOf(exception));
    }
  }

  /** Of the full page, wherever this one is. */
  async #copyLink({ request }: RunReport): Promise<void> {
    const { href } = new URL(
      `playground.html${toAddress(settingsOf(request), { search: "", hash: "" })}`,
      import.meta.url,
    );
    try {
      await navigator.clipboard.writeText(href);
      this.said = msg("The link is copied.");
    } catch {
      this.said = msg(str`This page is not allowed to copy. The link is ${href}`);
    }
  }
}

/** What makes a file may not be had any more; a page that is reloaded has another run. */
function notSaved(name: string, cause: string): string {
  return msg(
    str`${name} could not be made (${cause}). Save the report, reload the page, and open the report again.`,
  );
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-take-along": TakeAlong;
  }
}
