import { css, html, LitElement, nothing } from "lit";
import { property } from "lit/decorators.js";
import type { StrategyResult } from "../generated/types/StrategyResult";
import { base, hatched } from "../styles/base";
import { catalogue, strategyTitle } from "./catalogue";
import { element } from "./define";
import { counted, duration, instant, percent, times } from "./format";
import { inlineStyle } from "./inline-style";
import { outputText } from "./output-text";
import { type Outcome, outcomes, type RunView } from "./run-view";
import { TimeScale } from "./time-scale";
import { hasRange, LONE_TRIAL_VARIES_BY, withinNoise } from "./verdict";

/** Room for the last dot. */
const HEADROOM = 1.02;
/** At least so many hundredths of the axis lie between two of its ticks. */
const TICK_SPACING = 22;

/** What came out: a bar for each strategy's time, its trials as dots, what follows from them. */
@element("strategy-results")
export class StrategyResults extends LitElement {
  static override styles = [
    base,
    hatched,
    css`
      :host {
        container-type: inline-size;
      }

      table {
        inline-size: 100%;
        border-collapse: collapse;
      }

      th,
      td {
        padding: 0;
        font-weight: inherit;
        text-align: start;
        vertical-align: top;
      }

      thead th {
        padding-block-end: 0.4em;
        color: var(--pp-muted);
        font-size: 0.8125em;
        line-height: 1.3;
        vertical-align: bottom;
      }

      tbody tr {
        border-block-start: 1px solid var(--pp-rule);
      }

      tbody th,
      tbody td {
        padding-block: 0.7em;
      }

      tbody th {
        padding-inline-end: 2em;
        white-space: nowrap;
      }

      .value {
        padding-inline-start: 2.25em;
        text-align: end;
        white-space: nowrap;
      }

      .value strong {
        display: block;
        font-size: 1.0625em;
        font-weight: 650;
      }

      .plot {
        position: relative;
        inline-size: 100%;
        min-inline-size: 8em;
      }

      tbody .plot {
        padding-block-start: 0.85em;
      }

      .bar {
        position: relative;
        block-size: 1.4em;
      }

      .bar > * {
        position: absolute;
      }

      .median {
        inset-block: 0;
        inset-inline-start: 0;
        background: var(--pp-span-run);
      }

      tr.off .median {
        background: var(--pp-wrong);
      }

      .range {
        inset-block-start: calc(50% - 1px);
        block-size: 2px;
        background: var(--pp-ink);
        box-shadow: 0 0 0 1px var(--pp-paper);
      }

      .trial {
        inset-block-start: calc(50% - 0.3em);
        inline-size: 0.6em;
        block-size: 0.6em;
        margin-inline-start: -0.3em;
        border-radius: 50%;
        background: var(--pp-ink);
        box-shadow: 0 0 0 1.5px var(--pp-paper);
      }

      .startup {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 0.6em;
        margin-block-start: 0.35em;
      }

      .startup i {
        flex: none;
        min-inline-size: 3px;
        block-size: 0.55em;
      }

      .startup .cut {
        border-inline-end: 0;
        mask-image: linear-gradient(90deg, black 85%, transparent);
      }

      .axis {
        position: relative;
        display: block;
        block-size: 1.3em;
      }

      .axis span {
        position: absolute;
        inset-block-end: 0;
        transform: translateX(-50%);
        white-space: nowrap;
      }

      .axis span:first-child {
        transform: none;
      }

      .axis span:last-child:not(:first-child) {
        transform: translateX(-100%);
      }

      .judgement {
        grid-column: 1 / -1;
        margin-block-start: 0.5em;
        padding: 0.5em 0.75em;
        border-inline-start: 3px solid var(--pp-wrong);
        background: var(--pp-wrong-paper);
        color: var(--pp-ink);
        font-size: 0.875em;
        overflow-wrap: anywhere;
      }

      .judgement b {
        color: var(--pp-wrong);
      }

      .included {
        max-inline-size: 46em;
        margin-block-start: 0.9em;
      }

      .output {
        margin-block-start: 0.4em;
        overflow-wrap: anywhere;
      }

      .skipped {
        display: grid;
        gap: 0.5em;
        margin-block-start: 1.4em;
      }

      .skipped li {
        padding-block-start: 0.6em;
        border-block-start: 1px dashed var(--pp-edge);
        font-size: 0.875em;
      }

      @container (max-width: 36em) {
        table,
        tbody,
        tbody tr {
          display: grid;
        }

        thead {
          display: none;
        }

        tbody tr {
          grid-template-columns: repeat(3, auto);
          justify-content: space-between;
          column-gap: 1em;
          padding-block: 0.9em;
        }

        tbody th,
        tbody td.plot {
          grid-column: 1 / -1;
          inline-size: auto;
        }

        tbody th,
        tbody td {
          padding-block: 0.2em;
        }

        tbody th h3 {
          display: inline;
          margin-inline-end: 0.5em;
        }

        tbody th .note {
          display: inline;
        }

        .value {
          padding-inline: 0;
          text-align: start;
        }

        .value::before {
          content: attr(data-label);
          display: block;
          color: var(--pp-muted);
          font-size: 0.75em;
        }
      }
    `,
  ];

  /** The run to show. */
  @property({ attribute: false }) accessor view: RunView | null = null;

  override render() {
    const { view } = this;
    if (view === null) {
      return nothing;
    }
    const rows = outcomes(view);
    const results = rows.flatMap(({ result }) => (result === null ? [] : [result]));
    return html`
      ${rows.length > 0 ? this.#table(rows, results) : nothing}
      ${results.length > 0 ? included(results) : nothing}
      ${agreement(results)}
      ${skippedList(view)}
    `;
  }

  #table(rows: readonly Outcome[], results: readonly StrategyResult[]) {
    const scale = new TimeScale(0, longest(rows) * HEADROOM, 100);
    const yardstick = results.find(({ strategy }) => strategy === catalogue.yardstick);
    return html`<table>
      <thead>
        <tr>
          <th scope="col">Strategy</th>
          <th scope="col" class="plot">
            <span class="spoken">Trials</span>
            <span class="axis figure" aria-hidden="true">
              ${scale
                .ticks(TICK_SPACING)
                .map(
                  (at) =>
                    html`<span .style=${inlineStyle({ left: `${scale.toPixel(at)}%` })}>${instant(at, scale.endMs)}</span>`,
                )}
            </span>
          </th>
          <th scope="col" class="value">Time, median</th>
          <th scope="col" class="value">Speed-up</th>
          <th scope="col" class="value">Efficiency</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map((outcome) => this.#row(outcome, scale, yardstick))}
      </tbody>
    </table>`;
  }

  #row(outcome: Outcome, scale: TimeScale, yardstick: StrategyResult | undefined) {
    const { strategy, workers, result } = outcome;
    const isOff = result !== null && !result.matchesSequential;
    return html`<tr class=${isOff ? "off" : ""}>
      <th scope="row">
        <h3>${strategyTitle(strategy)}</h3>
        <p class="note figure">${counted(workers, "worker")}</p>
      </th>
      <td class="plot">
        ${bar(outcome, scale)} ${startup(outcome, scale)}
        ${isOff ? wrong(result, yardstick) : nothing}
      </td>
      ${values(outcome, yardstick)}
    </tr>`;
  }
}

function longest(rows: readonly Outcome[]): number {
  return Math.max(...rows.flatMap(({ trials }) => trials.map(({ elapsedMs }) => elapsedMs)));
}

function bar({ trials, result }: Outcome, scale: TimeScale) {
  const at = (ms: number) => `${scale.toPixel(ms)}%`;
  return html`<div class="bar" aria-hidden="true">
    ${
      result === null
        ? nothing
        : html`
          <i class="median" .style=${inlineStyle({ width: at(result.medianMs) })}></i>
          <i
            class="range"
            .style=${inlineStyle({ left: at(result.minMs), width: at(result.maxMs - result.minMs) })}
          ></i>
        `
    }
    ${trials.map(({ elapsedMs }) => html`<i class="trial" .style=${inlineStyle({ left: at(elapsedMs) })}></i>`)}
  </div>`;
}

function startup({ trials }: Outcome, scale: TimeScale) {
  const ms = Math.max(...trials.map(({ startupMs }) => startupMs));
  if (ms <= 0) {
    return nothing;
  }
  const isCut = ms > scale.endMs;
  const width = isCut ? 100 : scale.toPixel(ms);
  return html`<p class="startup note figure">
    <i class="hatched ${isCut ? "cut" : ""}" .style=${inlineStyle({ width: `${width}%` })}></i>
    <span>start, once: ${duration(ms)}${isCut ? ", longer than this axis" : nothing}</span>
  </p>`;
}

function wrong(result: StrategyResult, yardstick: StrategyResult | undefined) {
  return html`<p class="judgement" role="alert">
    <b>Wrong output.</b> It gave ${outputText(result.output)}; sequential gave
    ${outputText(yardstick?.output)}. A fast wrong answer is no answer.
  </p>`;
}

function values(
  { strategy, trials, workers, result }: Outcome,
  yardstick: StrategyResult | undefined,
) {
  if (result === null) {
    return html`<td class="value note" data-label="Trials">${counted(trials.length, "trial")}</td>`;
  }
  const spread = hasRange(result)
    ? `${duration(result.minMs)} – ${duration(result.maxMs)}`
    : "one trial";
  const isYardstick = strategy === catalogue.yardstick;
  return html`
    <td class="value figure" data-label="Time, median">
      <strong>${duration(result.medianMs)}</strong>
      <span class="note">${spread}</span>
    </td>
    <td class="value figure" data-label="Speed-up">
      <strong>${isYardstick ? "1×" : times(result.speedup)}</strong>
      <span class="note">${isYardstick ? "the yardstick" : judgement(result, yardstick)}</span>
    </td>
    <td class="value figure" data-label="Efficiency">
      <strong>${workers > 1 ? percent(result.efficiency) : "–"}</strong>
      <span class="note">${workers > 1 ? `of ${workers} workers` : "one worker"}</span>
    </td>
  `;
}

function judgement(result: StrategyResult, yardstick: StrategyResult | undefined) {
  if (!result.matchesSequential) {
    return html`<span class="wrong">wrong output</span>`;
  }
  if (yardstick === undefined) {
    return "nothing to compare";
  }
  if (withinNoise(result, yardstick)) {
    return "within the noise";
  }
  return result.speedup > 1 ? "faster" : "slower";
}

function included(results: readonly StrategyResult[]) {
  const startsWorkers = results.some(({ trials }) => trials.some(({ startupMs }) => startupMs > 0));
  const noise = results.every(hasRange)
    ? "Timings whose trials overlap count as equal."
    : `A lone trial is taken to vary by ${percent(LONE_TRIAL_VARIES_BY)}; timings that then overlap count as equal.`;
  return html`<p class="included note">
    Each dot is a trial; the bar ends at their median, the line spans the fastest and the slowest.
    ${noise} A trial is timed from handing out the first range to having combined the last part,
    after a warm-up that does not count.
    ${startsWorkers ? "Starting workers is not included: it is paid once, and stands hatched under the bar." : nothing}
    Speed-up is sequential’s median over the strategy’s; efficiency is speed-up over workers.
  </p>`;
}

function agreement(results: readonly StrategyResult[]) {
  const [first, ...others] = results;
  if (first === undefined || others.some(({ matchesSequential }) => !matchesSequential)) {
    return nothing;
  }
  return html`<p class="output note">
    ${others.length > 0 ? "All agree on the output" : "The output"}: ${outputText(first.output)}.
  </p>`;
}

function skippedList({ skipped }: RunView) {
  return skipped.length === 0
    ? nothing
    : html`<ul class="skipped" aria-label="Skipped strategies">
        ${skipped.map(
          ({ strategy, reason }) =>
            html`<li><b>${strategyTitle(strategy)}</b> was skipped. ${reason}</li>`,
        )}
      </ul>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-strategy-results": StrategyResults;
  }
}
