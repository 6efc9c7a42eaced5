import { msg, str } from "@lit/localize";
import { css, html } from "lit";
import { property } from "lit/decorators.js";
import { element } from "../foundation/define";
import { count, enumerate } from "../foundation/format";
import { FrameElement } from "../foundation/frame-element";
import { base } from "../foundation/styles/base";
import type { RunView } from "../run/run";
import { failedDownloads } from "./downloads";

/** So many are shown without being asked for. */
const FEW = 10;

/** The downloads that failed, each with its reason. */
@element("failed-downloads")
export class FailedDownloads extends FrameElement {
  static override styles = [
    base,
    css`
      details {
        margin-block-start: 0.4em;
        border-block-start: 1px solid var(--pp-rule);
      }

      li {
        padding-block: 0.4em;
        font-size: 0.875em;
        overflow-wrap: anywhere;
      }

      .address {
        font-family: var(--pp-code);
        font-size: 0.9em;
      }
    `,
  ];

  /** The run whose failed downloads to show. */
  @property({ attribute: false }) accessor view: RunView | null = null;

  override render() {
    const failed = this.view === null ? [] : failedDownloads(this.view);
    return html`
      <h2>${msg("Downloads that failed")}</h2>
      ${failed.map(
        ({
          titles,
          failures,
        }) => html`<details ?open=${failed.length === 1 && failures.length <= FEW}>
          <summary>
            ${failedText(enumerate(titles), failures.length)}
          </summary>
          <ul>
            ${failures.map(
              ({ item, url, message }) => html`<li>
                <span class="figure">${item + 1}.</span> <span class="address">${url}</span>
                <p class="note">${message}</p>
              </li>`,
            )}
          </ul>
        </details>`,
      )}
    `;
  }
}

function failedText(titles: string, failures: number): string {
  const shown = count(failures);
  return failures === 1
    ? msg(str`${titles}: ${shown} download failed`)
    : msg(str`${titles}: ${shown} downloads failed`);
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-failed-downloads": FailedDownloads;
  }
}
