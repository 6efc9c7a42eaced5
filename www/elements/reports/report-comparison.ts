import { html, nothing } from "lit";
import { property } from "lit/decorators.js";
import type { RunReport } from "../../generated/types/RunReport";
import { AdoptableElement } from "../foundation/adoptable-element";
import { titling } from "../foundation/contenders";
import { element } from "../foundation/define";
import { duration, moment, times } from "../foundation/format";
import { base } from "../foundation/styles/base";
import { numbers } from "../foundation/styles/numbers";
import { attributeOf } from "../settings/settings";
import { type Comparison, compared } from "./comparison";

/** The newest run beside a saved report, contender by contender. */
@element("report-comparison")
export class ReportComparison extends AdoptableElement {
  static override styles = [base, numbers];

  /** The report from a file. */
  @property({ attribute: false }) accessor saved: RunReport | null = null;
  /** What the file is called. */
  @property() accessor name = "";
  /** The report of the newest run. */
  @property({ attribute: false }) accessor newest: RunReport | null = null;

  override render() {
    const { saved, newest } = this;
    if (saved === null || newest === null) {
      return nothing;
    }
    const comparison = compared(saved, newest);
    return html`
      <h2>Compared with ${this.name}</h2>
      ${dates(saved, newest)} ${comparison.contenders.length > 0 ? table(comparison) : nothing}
      ${remark(comparison)}
    `;
  }
}

function dates(saved: RunReport, newest: RunReport) {
  return saved.endedAt === undefined || newest.endedAt === undefined
    ? nothing
    : html`<p class="note">Saved: run on ${moment(saved.endedAt)}. Newest: on ${moment(newest.endedAt)}.</p>`;
}

function table({ contenders }: Comparison) {
  const titleOf = titling(contenders);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Comparison">
    <table class="figure">
      <thead>
        <tr>
          <th scope="col">Strategy</th>
          <th scope="col">Saved, median</th>
          <th scope="col">Newest, median</th>
          <th scope="col">The newest is</th>
        </tr>
      </thead>
      <tbody>
        ${contenders.map(
          (contender) => html`<tr>
            <th scope="row">${titleOf(contender)}</th>
            <td>${duration(contender.savedMs)}</td>
            <td>${duration(contender.newestMs)}</td>
            <td>${contender.isNoise ? "within the noise" : `${times(contender.factor)} as fast`}</td>
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function remark({ contenders, differences }: Comparison) {
  if (contenders.length === 0) {
    return html`<p class="note">The two have no strategy of one task and language in common.</p>`;
  }
  return differences.length === 0
    ? html`<p class="note">Both ran with the same settings.</p>`
    : html`<p class="notice note">
        They did not run alike:
        ${differences
          .map(({ field, saved, newest }) => `${attributeOf(field)} ${saved}, then ${newest}`)
          .join("; ")}.
      </p>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-report-comparison": ReportComparison;
  }
}
