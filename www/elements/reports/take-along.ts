import { css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import type { RunReport } from "../../generated/types/RunReport";
import { AdoptableElement } from "../foundation/adoptable-element";
import { contenders, titling } from "../foundation/contenders";
import { element } from "../foundation/define";
import { saveFile } from "../foundation/save-file";
import { base } from "../foundation/styles/base";
import { settingsOf, toAddress } from "../settings/settings";

/** A file that a report can be saved as. What makes it is loaded when it is asked for. */
interface Format {
  readonly title: string;
  readonly meaning: string;
  /** After the task's id, which a file's name begins with. */
  readonly ending: string;
  make(report: RunReport, host: Element): Blob | Promise<Blob>;
}

const json = (value: unknown) => new Blob([JSON.stringify(value)], { type: "application/json" });

const FORMATS: readonly Format[] = [
  {
    title: "Report",
    meaning: "everything, as JSON; it can be opened here again",
    ending: "report.json",
    make: json,
  },
  {
    title: "Trials",
    meaning: "a line each, as CSV",
    ending: "trials.csv",
    make: async (report) => {
      const { trialsCsv } = await import("./trials-csv");
      return new Blob([trialsCsv(report)], { type: "text/csv" });
    },
  },
  {
    title: "Spans",
    meaning: "Chrome trace events, for Perfetto or speedscope",
    ending: "trace.json",
    make: async (report) => {
      const { chromeTrace } = await import("./chrome-trace");
      return json(chromeTrace(report, titling(contenders(report.request))));
    },
  },
  {
    title: "SVG",
    meaning: "a picture of times and lanes, sharp at any size",
    ending: "picture.svg",
    make: async (report, host) => {
      const { pictureOf } = await import("./picture-of");
      return new Blob([pictureOf(report, host)], { type: "image/svg+xml" });
    },
  },
  {
    title: "PNG",
    meaning: "the same picture in pixels",
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
      <h2>Take it along</h2>
      <ul>
        ${FORMATS.map(
          (format) => html`<li>
            <button type="button" aria-describedby=${format.ending} @click=${() => this.#save(format, report)}>
              ${format.title}
            </button>
            <span class="note" id=${format.ending}>${format.meaning}</span>
          </li>`,
        )}
        <li>
          <button type="button" aria-describedby="link" @click=${() => this.#copyLink(report)}>
            Link
          </button>
          <span class="note" id="link">to exactly these settings: copies it</span>
        </li>
      </ul>
      <p class="note" role="status">${this.said}</p>
    `;
  }

  async #save({ ending, make }: Format, report: RunReport): Promise<void> {
    saveFile(await make(report, this), `${report.request.task}-${ending}`);
  }

  /** Of the full page, wherever this one is. */
  async #copyLink({ request }: RunReport): Promise<void> {
    const address = new URL(
      `index.html${toAddress(settingsOf(request), { search: "", hash: "" })}`,
      import.meta.url,
    );
    try {
      await navigator.clipboard.writeText(address.href);
      this.said = "The link is copied.";
    } catch {
      this.said = `This page is not allowed to copy. The link is ${address.href}`;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-take-along": TakeAlong;
  }
}
