import { css, html, LitElement, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { PlaygroundFailure } from "../../engine/engine";
import type { Environment } from "../../generated/types/Environment";
import {
  catalogue,
  isInReach,
  strategyTitle,
  takesWorkers,
  unsuitedBecause,
} from "../foundation/catalogue";
import { element } from "../foundation/define";
import { count, counted, duration, percent, roundDuration, times } from "../foundation/format";
import { base } from "../foundation/styles/base";
import { numbers } from "../foundation/styles/numbers";
import type { Settings } from "../settings/settings";
import type { Axis, Series } from "./line-chart";
import {
  type ChunkSweep,
  type SweepOptions,
  type SweepProgress,
  sweepChunks,
  sweepWorkers,
  type WorkerSweep,
} from "./sweep";
import "./line-chart";

const WORKERS: Axis = { label: "workers", format: count };
const SPEEDUP: Axis = { label: "speed-up", format: (value) => `${value}×` };
const CHUNKS: Axis = { label: "items a chunk", log: true, format: count };
const TIME: Axis = { label: "time", format: roundDuration };

/** What is being measured, until it is there or given up. */
interface Running {
  readonly progress: SweepProgress | null;
  readonly cancel: AbortController;
}

/** How a strategy fares with more workers, and with larger chunks. */
@element("scaling-view")
export class ScalingView extends LitElement {
  static override styles = [
    base,
    numbers,
    css`
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 0.6em 1em;
        align-items: center;
        margin-block-start: 0.8em;
      }

      select {
        min-block-size: 2.5em;
        margin-inline-start: 0.4em;
        padding: 0.3em 0.6em;
        border: 1px solid var(--pp-edge);
        border-radius: var(--pp-radius);
        background: var(--pp-surface);
        color: var(--pp-ink);
        font: inherit;
        font-size: 0.9375em;
      }

      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.9em;
        margin-block-start: 1.8em;
      }

      p {
        max-inline-size: 44em;
      }

      .failure {
        color: var(--pp-wrong);
      }
    `,
  ];

  /** The settings to run with; the sweep sets workers, chunk size and strategy. */
  @property({ attribute: false }) accessor settings: Settings = {};
  @property({ attribute: false }) accessor environment: Environment | null = null;

  @state() private accessor chosen: string | null = null;
  @state() private accessor running: Running | null = null;
  @state() private accessor workers: WorkerSweep | null = null;
  @state() private accessor chunks: ChunkSweep | null = null;
  @state() private accessor failure: string | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.running?.cancel.abort();
  }

  get #strategies(): string[] {
    const task = this.settings.task ?? catalogue.defaultTask;
    return takesWorkers.filter((id) => {
      const entry = catalogue.strategies.find((strategy) => strategy.id === id);
      const fits = entry !== undefined && isInReach(entry.needs, this.environment);
      return fits && unsuitedBecause(id, task) === undefined;
    });
  }

  get #strategy(): string | undefined {
    const all = this.#strategies;
    return all.find((id) => id === this.chosen) ?? all[0];
  }

  async #measure(sweep: (options: SweepOptions) => Promise<void>): Promise<void> {
    const cancel = new AbortController();
    this.failure = null;
    this.running = { progress: null, cancel };
    const onProgress = (progress: SweepProgress) => {
      this.running = { progress, cancel };
    };
    try {
      await sweep({ signal: cancel.signal, onProgress });
    } catch (exception) {
      if (!(exception instanceof PlaygroundFailure)) {
        throw exception;
      }
      this.failure = exception.message;
    } finally {
      this.running = null;
    }
  }

  #measureWorkers(strategy: string, cores: number): void {
    void this.#measure(async (options) => {
      this.workers = await sweepWorkers(this.settings, strategy, cores, 2 * cores, options);
    });
  }

  #measureChunks(strategy: string): void {
    void this.#measure(async (options) => {
      this.chunks = await sweepChunks(this.settings, strategy, options);
    });
  }

  override render() {
    const strategy = this.#strategy;
    const cores = this.environment?.logicalCores;
    if (strategy === undefined || cores === undefined) {
      return html`<p class="note">No strategy can have several workers here.</p>`;
    }
    return html`
      <p class="note">
        Runs the task above again and again, with one more worker or larger chunks each time.
      </p>
      <div class="actions">
        <label>
          <span class="label">Strategy</span>
          <select
            @change=${({ target }: Event) => {
              this.chosen = (target as HTMLSelectElement).value;
            }}
          >
            ${this.#strategies.map((id) => html`<option value=${id} ?selected=${id === strategy}>${strategyTitle(id)}</option>`)}
          </select>
        </label>
        ${
          this.running === null
            ? html`
                <button type="button" @click=${() => this.#measureWorkers(strategy, cores)}>
                  Measure 1 to ${2 * cores} workers
                </button>
                <button type="button" @click=${() => this.#measureChunks(strategy)}>Measure chunk sizes</button>
              `
            : html`<button type="button" @click=${() => this.running?.cancel.abort()}>Cancel</button>`
        }
        <span class="note figure" role="status">${this.running === null ? nothing : progressText(this.running.progress)}</span>
      </div>
      ${this.failure === null ? nothing : html`<p class="failure" role="alert">${this.failure}</p>`}
      ${this.workers === null ? nothing : workerSection(this.workers, cores)}
      ${this.chunks === null ? nothing : chunkSection(this.chunks)}
    `;
  }
}

function progressText(progress: SweepProgress | null): string {
  if (progress === null) {
    return "Starting";
  }
  const { done, of, remainingMs } = progress;
  const rest = remainingMs === null ? "" : `, about ${duration(remainingMs)} to go`;
  return `Run ${done + 1} of ${of}${rest}`;
}

function workerSection({ strategy, scaling, accuracy }: WorkerSweep, cores: number) {
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

function chunkSection({ strategy, points }: ChunkSweep) {
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

/** A small share, to a tenth of a percent. */
function percentage(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-scaling-view": ScalingView;
  }
}
