import { html, nothing } from "lit";
import { count, counted, duration, percent, roundDuration } from "../foundation/format";
import type { Axis, Series } from "./line-chart";
import { PREDICTED_HEADINGS, predictedCells } from "./predicted-cells";
import type { ChunkSweep } from "./sweep";
import "./line-chart";

const CHUNKS: Axis = { label: "items a chunk", log: true, format: count };
const TIME: Axis = { label: "time", format: roundDuration };

const NOTHING_TO_STAND_ON =
  "Nothing is predicted where combining takes a notable part in more ranges than it was measured with.";

/** How a contender fares with larger chunks. */
export function chunkSection({ title, points, accuracy }: ChunkSweep) {
  if (points.length === 0) {
    return nothing;
  }
  const checked = points.map((_, index) => accuracy?.checked[index] ?? null);
  const best = points.reduce((a, b) => (b.medianMs < a.medianMs ? b : a));
  const series: Series[] = [
    {
      label: "measured (median, fastest, slowest)",
      mark: "dots",
      tone: 0,
      points: points.map(({ chunkSize, medianMs, minMs, maxMs }) => ({
        x: chunkSize,
        y: medianMs,
        low: minMs,
        high: maxMs,
      })),
    },
    {
      label: "medians joined",
      mark: "line",
      tone: 1,
      points: points.map(({ chunkSize, medianMs }) => ({ x: chunkSize, y: medianMs })),
    },
    {
      label: "predicted from a run with its own chunks",
      mark: "rings",
      tone: 3,
      points: points.flatMap(({ chunkSize }, index) => {
        const prediction = checked[index] ?? null;
        return prediction === null ? [] : [{ x: chunkSize, y: prediction.predictedMs }];
      }),
    },
  ];
  return html`<section>
    <h3>${title}: time by chunk size</h3>
    <playground-line-chart
      .series=${series.filter((row) => row.points.length > 0)}
      .x=${CHUNKS}
      .y=${TIME}
      .description=${`Time of ${title} over the chunk size. The table below has the numbers.`}
    ></playground-line-chart>
    <p>
      Small chunks cost handing out, large ones leave workers idle at the end. The best of these:
      ${counted(best.chunkSize, "item")} a chunk.
    </p>
    <div class="scroll" tabindex="0" role="region" aria-label="Measured and predicted, by chunk size">
      <table>
        <thead>
          <tr>
            <th scope="col">Items a chunk</th>
            <th scope="col">Median</th>
            <th scope="col">Fastest</th>
            <th scope="col">Slowest</th>
            ${PREDICTED_HEADINGS}
          </tr>
        </thead>
        <tbody>
          ${points.map(
            ({ chunkSize, medianMs, minMs, maxMs }, index) => html`<tr>
              <th scope="row">${count(chunkSize)}</th>
              <td>${duration(medianMs)}</td>
              <td>${duration(minMs)}</td>
              <td>${duration(maxMs)}</td>
              ${predictedCells(checked[index])}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${
      accuracy?.medianError === undefined
        ? nothing
        : html`<p class="note">
            Predicted, not measured: a model of a run with this strategy’s own chunks. Its median error here
            is ${percent(accuracy.medianError)}.
            ${checked.includes(null) ? NOTHING_TO_STAND_ON : nothing}
          </p>`
    }
  </section>`;
}
