import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import type { MeasuredSpeedup } from "../../generated/types/MeasuredSpeedup";
import type { Scaling } from "../../generated/types/Scaling";
import type { Standing } from "../../generated/types/Standing";
import { count, counted, decimal, duration, percent, times } from "../foundation/format";
import type { Axis, Series } from "./line-chart";
import { predictedCells, predictedHeadings } from "./predicted-cells";
import { scalingSentences } from "./scaling-sentences";
import type { WorkerSweep } from "./sweep";
import "./line-chart";

const workersAxis = (): Axis => ({ label: msg("workers"), format: count });
const speedupAxis = (): Axis => ({
  label: msg("speed-up"),
  format: (value) => `${decimal(value, Number.isInteger(value) ? 0 : 1)}×`,
});

/** What is said beside a worker count that no law is fitted to. */
const STANDINGS: Readonly<Record<Standing, () => string>> = {
  fitted: () => "",
  oversubscribed: () => msg("take turns"),
  inflated: () => msg("took longer"),
};

/** How a contender fares with more workers: measured, fitted and predicted. */
export function workerSection({ title, scaling, accuracy }: WorkerSweep, cores: number) {
  const checked = accuracy?.checked ?? [];
  const { measured } = scaling;
  return html`<section>
    <h3>${msg(str`${title}: speed-up by workers`)}</h3>
    <playground-line-chart
      .series=${seriesOf({ scaling, accuracy }, cores)}
      .x=${workersAxis()}
      .y=${speedupAxis()}
      .description=${msg(str`Speed-up of ${title} over workers. The table below has the numbers.`)}
    ></playground-line-chart>
    <p>${scalingSentences(scaling).join(" ")}</p>
    <div class="scroll" tabindex="0" role="region" aria-label=${msg("Measured and predicted, by workers")}>
      <table>
        <thead>
          <tr>
            <th scope="col">${msg("Workers")}</th>
            <th scope="col">${msg("Time")}</th>
            <th scope="col">${msg("Speed-up")}</th>
            <th scope="col">${msg("Efficiency")}</th>
            <th scope="col">Karp–Flatt</th>
            ${predictedHeadings()}
          </tr>
        </thead>
        <tbody>
          ${measured.map(
            ({ workers, medianMs, speedup, standing, karpFlatt }, index) => html`<tr>
              <th scope="row">${workers} <span class="note">${STANDINGS[standing]()}</span></th>
              <td>${duration(medianMs)}</td>
              <td>${times(speedup)}</td>
              <td>${percent(speedup / workers)}</td>
              <td>${karpFlatt === undefined ? "–" : decimal(karpFlatt, 3)}</td>
              ${predictedCells(checked[index])}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${
      accuracy?.medianError === undefined
        ? nothing
        : html`<p class="note">${accuracyText(accuracy.fromWorkers, accuracy.medianError)}</p>`
    }
  </section>`;
}

function accuracyText(fromWorkers: number, medianError: number): string {
  const crew = counted(fromWorkers, msg("worker"), msg("workers"));
  const error = percent(medianError);
  return msg(
    str`Predicted, not measured: a model of the run with ${crew} alone. Its median error at the other worker counts is ${error}.`,
  );
}

/** What is drawn; a row without points is left out. */
function seriesOf({ scaling, accuracy }: Omit<WorkerSweep, "title">, cores: number): Series[] {
  const { measured, fitted } = scaling;
  const most = measured.at(-1)?.workers ?? 1;
  const laws = fitted.filter(({ workers }) => workers <= most);
  const basis = counted(accuracy?.fromWorkers ?? 0, msg("worker"), msg("workers"));
  const series: Series[] = [
    {
      label: msg("measured (median, fastest, slowest)"),
      mark: "dots",
      tone: 0,
      points: pointsOf(scaling, "fitted"),
    },
    {
      label: msg("more workers than cores, no law fitted"),
      mark: "crosses",
      tone: 0,
      points: pointsOf(scaling, "oversubscribed"),
    },
    {
      label: msg("the same work took longer, no law fitted"),
      mark: "triangles",
      tone: 0,
      points: pointsOf(scaling, "inflated"),
    },
    ideal(measured, cores),
    {
      label: msg("Amdahl’s law, fitted"),
      mark: "dashes",
      tone: 2,
      points: laws.flatMap(({ workers, amdahl: y }) =>
        y === undefined ? [] : [{ x: workers, y }],
      ),
    },
    {
      label: msg(str`predicted from the run with ${basis}`),
      mark: "rings",
      tone: 3,
      points: measured.flatMap(({ workers }, index) => {
        const prediction = accuracy?.checked[index] ?? null;
        return prediction === null ? [] : [{ x: workers, y: prediction.speedup }];
      }),
    },
    {
      label: msg("Universal Scalability Law, fitted"),
      mark: "dots-and-dashes",
      tone: 4,
      points: laws.flatMap(({ workers, usl: y }) => (y === undefined ? [] : [{ x: workers, y }])),
    },
  ];
  return series.filter(({ points }) => points.length > 0);
}

function pointsOf({ measured }: Scaling, standing: Standing) {
  const own = measured.filter((point) => point.standing === standing);
  return own.map(({ workers, speedup, speedupMin, speedupMax }) => ({
    x: workers,
    y: speedup,
    low: speedupMin,
    high: speedupMax,
  }));
}

/** Workers that only wait need no cores. */
function ideal(measured: readonly MeasuredSpeedup[], cores: number): Series {
  const needCores = measured.every(
    ({ workers, standing }) => workers <= cores || standing === "oversubscribed",
  );
  return {
    label: needCores ? idealOn(cores) : msg("ideal"),
    mark: "line",
    tone: 1,
    points: measured.map(({ workers }) => ({
      x: workers,
      y: needCores ? Math.min(workers, cores) : workers,
    })),
  };
}

function idealOn(cores: number): string {
  const shown = count(cores);
  return cores === 1 ? msg(str`ideal on ${shown} core`) : msg(str`ideal on ${shown} cores`);
}
