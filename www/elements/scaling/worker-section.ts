import { html, nothing } from "lit";
import { strategyTitle } from "../foundation/catalogue";
import { count, counted, duration, percent, times } from "../foundation/format";
import type { Axis, Series } from "./line-chart";
import type { WorkerSweep } from "./sweep";
import "./line-chart";

const WORKERS: Axis = { label: "workers", format: count };
const SPEEDUP: Axis = { label: "speed-up", format: (value) => `${value}×` };

/** How a strategy fares with more workers: measured, fitted and predicted. */
export function workerSection({ strategy, scaling, accuracy }: WorkerSweep, cores: number) {
  const { measured, fitted, serialFraction, usl, paysUpTo } = scaling;
  const most = measured.at(-1)?.workers ?? 1;
  const checked = accuracy?.checked ?? [];
  const own = fitted.filter(({ workers }) => workers <= most);
  const series: Series[] = [
    {
      label: "measured (median, fastest, slowest)",
      mark: "dots",
      points: measured.map(({ workers, speedup, speedupMin, speedupMax }) => ({
        x: workers,
        y: speedup,
        low: speedupMin,
        high: speedupMax,
      })),
    },
    {
      label: `ideal on ${counted(cores, "core")}`,
      mark: "line",
      points: own.map(({ workers }) => ({ x: workers, y: Math.min(workers, cores) })),
    },
    {
      label: "Amdahl’s law, fitted",
      mark: "dashes",
      points: own.flatMap(({ workers, amdahl }) =>
        amdahl === undefined ? [] : [{ x: workers, y: amdahl }],
      ),
    },
    {
      label: `predicted from the run with ${counted(accuracy?.fromWorkers ?? 0, "worker")}`,
      mark: "rings",
      points: checked.map(({ workers, speedup }) => ({ x: workers, y: speedup })),
    },
    {
      label: "Universal Scalability Law, fitted",
      mark: "dots-and-dashes",
      points: own.flatMap(({ workers, usl: y }) => (y === undefined ? [] : [{ x: workers, y }])),
    },
  ];
  return html`<section>
    <h3>${strategyTitle(strategy)}: speed-up by workers</h3>
    <playground-line-chart
      .series=${series.filter(({ points }) => points.length > 0)}
      .x=${WORKERS}
      .y=${SPEEDUP}
      .description=${`Speed-up of ${strategyTitle(strategy)} over workers. The table below has the numbers.`}
    ></playground-line-chart>
    <p>
      ${serialFraction === undefined ? nothing : `Amdahl’s serial fraction: ${percentage(serialFraction)}. `}
      ${usl === undefined ? nothing : `USL: contention ${percentage(usl.contention)}, coherency ${percentage(usl.coherency)}${usl.peakWorkers === undefined ? "" : `, peak at ${counted(Math.round(usl.peakWorkers), "worker")}`}. `}
      A further worker pays up to ${counted(paysUpTo, "worker")}.
    </p>
    <div class="scroll" tabindex="0" role="region" aria-label="Measured and predicted, by workers">
      <table>
        <thead>
          <tr>
            <th scope="col">Workers</th>
            <th scope="col">Time</th>
            <th scope="col">Speed-up</th>
            <th scope="col">Efficiency</th>
            <th scope="col">Karp–Flatt</th>
            <th scope="col">Predicted</th>
            <th scope="col">Error</th>
          </tr>
        </thead>
        <tbody>
          ${measured.map(
            ({ workers, medianMs, speedup, karpFlatt }, index) => html`<tr>
              <th scope="row">${workers}</th>
              <td>${duration(medianMs)}</td>
              <td>${times(speedup)}</td>
              <td>${percent(speedup / workers)}</td>
              <td>${karpFlatt === undefined ? "–" : karpFlatt.toFixed(3)}</td>
              <td>${checked[index] === undefined ? "–" : duration(checked[index].predictedMs)}</td>
              <td>${checked[index] === undefined ? "–" : percent(checked[index].error)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${
      accuracy?.medianError === undefined
        ? nothing
        : html`<p class="note">
            Predicted, not measured: a model of the run with ${counted(accuracy.fromWorkers, "worker")} alone.
            Its median error at the other worker counts is ${percent(accuracy.medianError)}.
          </p>`
    }
  </section>`;
}

/** A small share, to a tenth of a percent. */
function percentage(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}
