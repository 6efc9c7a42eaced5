import { msg } from "@lit/localize";
import { css, html } from "lit";
import { property } from "lit/decorators.js";
import { element } from "../foundation/define";
import { count, duration, percent } from "../foundation/format";
import { FrameElement } from "../foundation/frame-element";
import { base } from "../foundation/styles/base";
import { numbers } from "../foundation/styles/numbers";
import { busyShare, indexOf, laneName, type ShownTrial } from "../lanes/lanes";

/** The lanes in numbers, for those who do not see them and those who want to know exactly. */
@element("lane-table")
export class LaneTable extends FrameElement {
  static override styles = [
    base,
    numbers,
    css`
      th {
        text-align: start;
      }
    `,
  ];

  /** The trials to list. */
  @property({ attribute: false }) accessor shown: readonly ShownTrial[] = [];

  override render() {
    return html`<details>
      <summary>${msg("The lanes as a table")}</summary>
      <div class="scroll">
        <table class="figure">
          <thead>
            <tr>
              <th scope="col">${msg("Strategy")}</th>
              <th scope="col">${msg("Lane")}</th>
              <th scope="col">${msg("Computing")}</th>
              <th scope="col">${msg("Share")}</th>
              <th scope="col">${msg("Spans")}</th>
            </tr>
          </thead>
          <tbody>
            ${this.shown.map(rows)}
          </tbody>
        </table>
      </div>
    </details>`;
  }
}

function rows({ title, trial }: ShownTrial) {
  return trial.lanes.map(
    (lane) => html`<tr>
      <th scope="row">${title}</th>
      <td>${laneName(lane)}</td>
      <td>${duration(lane.busyMs)}</td>
      <td>${percent(busyShare(lane, trial))}</td>
      <td>${count(indexOf(lane).spanCount)}</td>
    </tr>`,
  );
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-lane-table": LaneTable;
  }
}
