import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { count, counted, duration, percent, roundDuration } from "../foundation/format";
import type { Axis, Series } from "./line-chart";
import { predictedCells, predictedHeadings } from "./predicted-cells";
import type { ChunkSweep } from "./sweep";
import "./line-chart";

const chunksAxis = (): Axis => ({ label: msg("items a chunk"), log: true, format: count });
const timeAxis = (): Axis => ({ label: msg("time"), format: roundDuration });

/** How a contender fares with larger chunks. */
export function chunkSection({ title, points, accuracy }: ChunkSweep) {
  if (points.length === 0) {
    return nothing;
  }
  const checked = points.map((_, index) => accuracy?.checked[index] ?? null);
  const best = points.reduce((a, b) => (b.medianMs < a.medianMs ? b : a));
  const bestSize = counted(best.chunkSize, msg("item"), msg("items"));
  const series: Series[] = [
    {
      label: msg("measured (median, fastest, slowest)"),
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
      label: msg("medians joined"),
      mark: "line",
      tone: 1,
      points: points.map(({ chunkSize, medianMs }) => ({ x: chunkSize, y: medianMs })),
    },
    {
      label: msg("predicted from a run with its own chunks"),
      mark: "rings",
      tone: 3,
      points: points.flatMap(({ chunkSize }, index) => {
        const prediction = checked[index] ?? null;
        return prediction === null ? [] : [{ x: chunkSize, y: prediction.predictedMs }];
      }),
    },
  ];
  return html`<section>
    <h3>${msg(str`${title}: time by chunk size`)}</h3>
    <playground-line-chart
      .series=${series.filter((row) => row.points.length > 0)}
      .x=${chunksAxis()}
      .y=${timeAxis()}
      .description=${msg(str`Time of ${title} over the chunk size. The table below has the numbers.`)}
    ></playground-line-chart>
    <p>
      ${msg(str`Small chunks cost time to hand out; large ones leave workers idle at the end. The best of these: ${bestSize} a chunk.`)}
    </p>
    <div class="scroll" tabindex="0" role="region" aria-label=${msg("Measured and predicted, by chunk size")}>
      <table>
        <thead>
          <tr>
            <th scope="col">${msg("Items a chunk")}</th>
            <th scope="col">${msg("Median")}</th>
            <th scope="col">${msg("Fastest")}</th>
            <th scope="col">${msg("Slowest")}</th>
            ${predictedHeadings()}
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
            ${accuracyText(accuracy.medianError)} ${checked.includes(null) ? nothingToStandOn() : nothing}
          </p>`
    }
  </section>`;
}

function accuracyText(medianError: number): string {
  const error = percent(medianError);
  return msg(
    str`Predicted, not measured: a model of a run with this strategy’s own chunks. Its median error here is ${error}.`,
  );
}

function nothingToStandOn(): string {
  return msg(
    "Nothing is predicted where combining takes a notable share of the time and there are more ranges than were measured.",
  );
}
