import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { property } from "lit/decorators.js";
import type { RunReport } from "../../generated/types/RunReport";
import { AdoptableElement } from "../foundation/adoptable-element";
import { titling } from "../foundation/contenders";
import { element } from "../foundation/define";
import { duration, moment, times } from "../foundation/format";
import { placeName } from "../foundation/place-name";
import { base } from "../foundation/styles/base";
import { numbers } from "../foundation/styles/numbers";
import { attributeOf } from "../settings/settings";
import { type Comparison, compared, type Difference } from "./comparison";

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
      <h2>${comparedWith(this.name)}</h2>
      ${origins(saved, newest)} ${comparison.contenders.length > 0 ? table(comparison) : nothing}
      ${remark(comparison)}
    `;
  }
}

function comparedWith(file: string): string {
  return msg(str`Compared with ${file}`);
}

/** When and where they ran; the place only where one of them was none in a browser. */
function origins(saved: RunReport, newest: RunReport) {
  const areAlike =
    saved.environment.native === undefined && newest.environment.native === undefined;
  const origin = ({ endedAt, environment }: RunReport) =>
    [
      endedAt === undefined ? "" : whenText(moment(endedAt)),
      areAlike ? "" : whereText(placeName(environment)),
    ]
      .filter(Boolean)
      .join(", ");
  const [then, now] = [origin(saved), origin(newest)];
  return then === "" || now === ""
    ? nothing
    : html`<p class="note">${msg(str`Saved: run ${then}. Newest: ${now}.`)}</p>`;
}

function whenText(date: string): string {
  return msg(str`on ${date}`);
}

function whereText(place: string): string {
  return msg(str`in ${place}`);
}

function table({ contenders }: Comparison) {
  const titleOf = titling(contenders);
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${msg("Comparison")}>
    <table class="figure">
      <thead>
        <tr>
          <th scope="col">${msg("Strategy")}</th>
          <th scope="col">${msg("Saved, median")}</th>
          <th scope="col">${msg("Newest, median")}</th>
          <th scope="col">${msg("The newest is")}</th>
        </tr>
      </thead>
      <tbody>
        ${contenders.map(
          (contender) => html`<tr>
            <th scope="row">${titleOf(contender)}</th>
            <td>${duration(contender.savedMs)}</td>
            <td>${duration(contender.newestMs)}</td>
            <td>${contender.isNoise ? msg("within the noise") : factorText(times(contender.factor))}</td>
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function factorText(factor: string): string {
  return msg(str`${factor} as fast`);
}

function remark({ contenders, differences }: Comparison) {
  if (contenders.length === 0) {
    return html`<p class="note">${msg("The two have no strategy in common for the same task and language.")}</p>`;
  }
  return differences.length === 0
    ? html`<p class="note">${msg("Both ran with the same settings.")}</p>`
    : html`<p class="notice note">${differencesText(differences)}</p>`;
}

function differencesText(differences: readonly Difference[]): string {
  const all = differences.map(differenceText).join("; ");
  return msg(str`Their settings differ: ${all}.`);
}

function differenceText({ field, saved, newest }: Difference): string {
  const attribute = attributeOf(field);
  return msg(str`${attribute} ${saved}, then ${newest}`);
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-report-comparison": ReportComparison;
  }
}
