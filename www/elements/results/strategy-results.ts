import { html, nothing } from "lit";
import { property } from "lit/decorators.js";
import type { StrategyResult } from "../../generated/types/StrategyResult";
import { catalogue } from "../foundation/catalogue";
import { areMixed, type Contender, sideBySide, titling } from "../foundation/contenders";
import { element } from "../foundation/define";
import { counted, duration, instant, percent, times } from "../foundation/format";
import { FrameElement } from "../foundation/frame-element";
import { inlineStyle } from "../foundation/inline-style";
import { base, hatched } from "../foundation/styles/base";
import { crewText, TimeScale } from "../lanes/lanes";
import { contendersOf, type Outcome, outcomes, type RunView } from "../run/run";
import { outputText } from "./output-text";
import { strategyResultsStyles } from "./strategy-results-styles";
import { hasRange, isWrong, LONE_TRIAL_VARIES_BY, withinNoise } from "./verdict";
import "./languages-compared";
import "./speedup-stacks";
import "./strategy-numbers";

/** Room for the last dot. */
const HEADROOM = 1.02;
/** At least so many hundredths of the axis lie between two of its ticks. */
const TICK_SPACING = 36;

/** What came out: a bar for each contender's time, its trials as dots, what follows from them. */
@element("strategy-results")
export class StrategyResults extends FrameElement {
  static override styles = [base, hatched, strategyResultsStyles];

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
      ${incidentList(rows)}
      ${rows.length > 0 ? this.#table(rows, results) : nothing}
      ${results.length > 0 ? included(results) : nothing}
      ${agreement(results)}
      <playground-languages-compared .results=${results}></playground-languages-compared>
      <playground-speedup-stacks .outcomes=${rows}></playground-speedup-stacks>
      ${rows.length > 0 ? html`<playground-strategy-numbers .outcomes=${rows}></playground-strategy-numbers>` : nothing}
      ${skippedList(view)}
    `;
  }

  #table(rows: readonly Outcome[], results: readonly StrategyResult[]) {
    const scale = new TimeScale(0, longest(rows) * HEADROOM, 100);
    const step = scale.step(TICK_SPACING);
    const isMixed = areMixed(rows);
    return html`<table class=${isMixed ? "mixed" : ""}>
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
                    html`<span .style=${inlineStyle({ left: `${scale.toPixel(at)}%` })}>${instant(at, scale.endMs, step)}</span>`,
                )}
            </span>
          </th>
          <th scope="col" class="value">Time, median</th>
          <th scope="col" class="value">Speed-up</th>
          <th scope="col" class="value">Efficiency</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map((outcome, index) => {
          const isJoined = rows[index - 1]?.strategy === outcome.strategy;
          return this.#row(outcome, isJoined, scale, results);
        })}
      </tbody>
    </table>`;
  }

  /** @param isJoined whether the row above is of the same strategy, in another language */
  #row(outcome: Outcome, isJoined: boolean, scale: TimeScale, results: readonly StrategyResult[]) {
    const { language, title, workers, trials, result } = outcome;
    const isOff = result !== null && isWrong(result);
    const classes = [language, isOff ? "off" : "", isJoined ? "joined" : ""];
    return html`<tr class=${classes.join(" ")}>
      <th scope="row">
        <h3>${title}</h3>
        <p class="note figure">${crewText(workers, trials[0])}</p>
      </th>
      <td class="plot">
        ${bar(outcome, scale)} ${startup(outcome, scale)}
        ${isOff ? wrong(result, results) : nothing}
        ${result?.notComparable === undefined ? nothing : html`<p class="note">${result.notComparable}</p>`}
      </td>
      ${values(outcome, yardstickOf(outcome, results))}
    </tr>`;
  }
}

/** What a contender is compared with: sequential in the same language. */
function yardstickOf({ language }: Contender, results: readonly StrategyResult[]) {
  return results.find((own) => own.strategy === catalogue.yardstick && own.language === language);
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

/** Where it is as sequential in the same language has it, that one differs from the other's. */
function wrong(result: StrategyResult, results: readonly StrategyResult[]) {
  const gave = outputText(result.output);
  const yardsticks = results.filter(({ strategy }) => strategy === catalogue.yardstick);
  const own = yardstickOf(result, results);
  const other = yardsticks.find((yardstick) => yardstick !== own);
  const right = outputText(own?.output) === gave ? (other ?? own) : own;
  const name = areMixed(results) && right !== undefined ? titling(results)(right) : "sequential";
  return html`<p class="judgement" role="alert">
    <b>Wrong output.</b> It gave ${gave}; ${name} gave ${outputText(right?.output)}. A fast wrong
    answer is no answer.
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
    return isWrong(result) ? html`<span class="wrong">wrong output</span>` : "not comparable";
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
    Speed-up is sequential’s median over the
    strategy’s${areMixed(results) ? ", both in the same language" : ""}; efficiency is speed-up over
    workers.
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

/** What went wrong; the time that took is part of the timings. */
function incidentList(rows: readonly Outcome[]) {
  const incidents = rows.flatMap(({ title, trials }) =>
    trials.flatMap((trial, index) =>
      trial.incidents.map(
        (incident) => html`<li><b>${title}, trial ${index + 1}.</b> ${incident}</li>`,
      ),
    ),
  );
  return incidents.length === 0
    ? nothing
    : html`<ul class="incidents" aria-label="What went wrong">${incidents}</ul>`;
}

function skippedList(view: RunView) {
  const { skipped } = view;
  const titleOf = titling(contendersOf(view));
  return skipped.length === 0
    ? nothing
    : html`<ul class="skipped" aria-label="Skipped strategies">
        ${sideBySide(skipped).map(
          (one) => html`<li><b>${titleOf(one)}</b> was skipped. ${one.reason}</li>`,
        )}
      </ul>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-strategy-results": StrategyResults;
  }
}
