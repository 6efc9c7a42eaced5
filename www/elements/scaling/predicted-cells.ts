import { msg } from "@lit/localize";
import { html } from "lit";
import type { CheckedPrediction } from "../../generated/types/CheckedPrediction";
import { duration, percent } from "../foundation/format";

/** The headings of a measured row's last cells. */
export function predictedHeadings() {
  return html`<th scope="col">${msg("Predicted")}</th>
    <th scope="col">${msg("Error")}</th>`;
}

/** What was predicted beside what was measured, and how far off it is; dashes where nothing was. */
export function predictedCells(prediction: CheckedPrediction | null | undefined) {
  return html`<td>${prediction == null ? "–" : duration(prediction.predictedMs)}</td>
    <td>${prediction == null ? "–" : percent(prediction.error)}</td>`;
}
