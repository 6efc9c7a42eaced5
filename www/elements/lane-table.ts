import { css, html } from "lit";
import { property } from "lit/decorators.js";
import { base } from "../styles/base";
import { strategyTitle } from "./catalogue";
import { element } from "./define";
import { count, duration, percent } from "./format";
import { FrameElement } from "./frame-element";
import { busyShare, type ShownTrial } from "./shown-trial";

/** The lanes in numbers, for those who do not see them and those who want to know exactly. */
@element("lane-table")
export class LaneTable extends FrameElement {
  static override styles = [
    base,
    css`
      .scroll {
        overflow-x: auto;
      }

      table {
        border-collapse: collapse;
        margin-block-start: 0.4em;
        font-size: 0.8125em;
      }

      th,
      td {
        padding: 0.3em 1.2em 0.3em 0;
        border-block-end: 1px solid var(--pp-rule);
        text-align: start;
        font-weight: 400;
        white-space: nowrap;
      }

      thead th {
        color: var(--pp-muted);
      }

      td {
        text-align: end;
      }
    `,
  ];

  /** The trials to list. */
  @property({ attribute: false }) accessor shown: readonly ShownTrial[] = [];

  override render() {
    return html`<details>
      <summary>The lanes as a table</summary>
      <div class="scroll">
        <table class="figure">
          <thead>
            <tr>
              <th scope="col">Strategy</th>
              <th scope="col">Lane</th>
              <th scope="col">Computing</th>
              <th scope="col">Share</th>
              <th scope="col">Spans</th>
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

function rows({ strategy, trial }: ShownTrial) {
  return trial.lanes.map(
    (lane) => html`<tr>
      <th scope="row">${strategyTitle(strategy)}</th>
      <td>${lane.name}</td>
      <td>${duration(lane.busyMs)}</td>
      <td>${percent(busyShare(lane, trial))}</td>
      <td>${count(lane.spans.length)}</td>
    </tr>`,
  );
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-lane-table": LaneTable;
  }
}
