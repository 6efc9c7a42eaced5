import { html, nothing } from "lit";
import { strategyTitle } from "../foundation/catalogue";
import { count, counted, duration, roundDuration } from "../foundation/format";
import type { Axis, Series } from "./line-chart";
import type { ChunkSweep } from "./sweep";
import "./line-chart";

const CHUNKS: Axis = { label: "items a chunk", log: true, format: count };
const TIME: Axis = { label: "time", format: roundDuration };

/** How a strategy fares with larger chunks. */
export function chunkSection({ strategy, points }: ChunkSweep) {
  if (points.length === 0) {
    return nothing;
  }
  const best = points.reduce((a, b) => (b.medianMs < a.medianMs ? b : a));
  const series: Series[] = [
    {
      label: "measured (median, fastest, slowest)",
      mark: "dots",
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
      points: points.map(({ chunkSize, medianMs }) => ({ x: chunkSize, y: medianMs })),
    },
  ];
  return html`<section>
    <h3>${strategyTitle(strategy)}: time by chunk size</h3>
    <playground-line-chart
      .series=${series}
      .x=${CHUNKS}
      .y=${TIME}
      .description=${`Time of ${strategyTitle(strategy)} over the chunk size. The table below has the numbers.`}
    ></playground-line-chart>
    <p>
      Small chunks cost handing out, large ones leave workers idle at the end. The best of these:
      ${counted(best.chunkSize, "item")} a chunk.
    </p>
    <div class="scroll" tabindex="0" role="region" aria-label="Measured, by chunk size">
      <table>
        <thead>
          <tr>
            <th scope="col">Items a chunk</th>
            <th scope="col">Median</th>
            <th scope="col">Fastest</th>
            <th scope="col">Slowest</th>
          </tr>
        </thead>
        <tbody>
          ${points.map(
            ({ chunkSize, medianMs, minMs, maxMs }) => html`<tr>
              <th scope="row">${count(chunkSize)}</th>
              <td>${duration(medianMs)}</td>
              <td>${duration(minMs)}</td>
              <td>${duration(maxMs)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}
