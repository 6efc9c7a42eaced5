import { html } from "lit";
import type { CheckedPrediction } from "../../generated/types/CheckedPrediction";
import { duration, percent } from "../foundation/format";

/** The headings of a measured row's last cells. */
export const PREDICTED_HEADINGS = html`<th scope="col">Predicted</th>
  <th scope="col">Error</th>`;

/** What was predicted beside what was measured, and how far off it is; dashes where nothing was. */
export function predictedCells(prediction: CheckedPrediction | null | undefined) {
  return html`<td>${prediction == null ? "–" : duration(prediction.predictedMs)}</td>
    <td>${prediction == null ? "–" : percent(prediction.error)}</td>`;
}
