import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { property } from "lit/decorators.js";
import type { Deviation } from "../../generated/types/Deviation";
import type { StrategyResult } from "../../generated/types/StrategyResult";
import type { Version } from "../../generated/types/Version";
import { catalogue } from "../foundation/catalogue";
import {
  areMixed,
  type Contender,
  sideBySide,
  titleAmong,
  titling,
  yardstickAmong,
} from "../foundation/contenders";
import { element } from "../foundation/define";
import { counted, duration, instant, percent, times, trialName } from "../foundation/format";
import { FrameElement } from "../foundation/frame-element";
import { inlineStyle } from "../foundation/inline-style";
import { base, hatched } from "../foundation/styles/base";
import { traced, traces } from "../foundation/traced";
import { crewText, isOfGpu, TimeScale } from "../lanes/lanes";
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
  static override styles = [base, hatched, traces, strategyResultsStyles];

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
      ${results.length > 0 ? included(results, this.#isOfProgram) : nothing}
      ${this.#isOfProgram ? agreementOfVersions(results) : agreement(results)}
      <playground-languages-compared .results=${results}></playground-languages-compared>
      <playground-speedup-stacks .outcomes=${rows}></playground-speedup-stacks>
      ${rows.length > 0 ? html`<playground-strategy-numbers .outcomes=${rows}></playground-strategy-numbers>` : nothing}
      ${skippedList(view)}
    `;
  }

  get #versions(): readonly Version[] {
    return this.view?.request?.versions ?? [];
  }

  get #isOfProgram(): boolean {
    return this.#versions.length > 0;
  }

  #table(rows: readonly Outcome[], results: readonly StrategyResult[]) {
    const scale = new TimeScale(0, longest(rows) * HEADROOM, 100);
    const step = scale.step(TICK_SPACING);
    const isMixed = areMixed(rows);
    return html`<table class=${isMixed ? "mixed" : ""}>
      <thead>
        <tr>
          <th scope="col">${this.#isOfProgram ? msg("Version") : msg("Strategy")}</th>
          <th scope="col" class="plot">
            <span class="spoken">${msg("Trials")}</span>
            <span class="axis figure" aria-hidden="true">
              ${scale
                .ticks(TICK_SPACING)
                .map(
                  (at) =>
                    html`<span .style=${inlineStyle({ left: `${scale.toPixel(at)}%` })}>${instant(at, scale.endMs, step)}</span>`,
                )}
            </span>
          </th>
          <th scope="col" class="value">${msg("Time, median")}</th>
          <th scope="col" class="value">${msg("Speed-up")}</th>
          <th scope="col" class="value">${msg("Efficiency")}</th>
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
        ${isOff ? this.#wrong(result, results) : nothing}
        ${result?.notComparable === undefined ? nothing : html`<p class="note">${result.notComparable}</p>`}
        ${result?.deviation === undefined ? nothing : html`<p class="note">${deviationText(result.deviation)}</p>`}
      </td>
      ${values(outcome, this.#yardstickOf(outcome, results))}
    </tr>`;
  }

  /** What a contender is compared with: sequential in the same language, or the first version. */
  #yardstickOf({ language }: Contender, results: readonly StrategyResult[]) {
    const yardstick = yardstickAmong(this.#versions, results);
    return results.find((own) => own.strategy === yardstick && own.language === language);
  }

  #wrong(result: StrategyResult, results: readonly StrategyResult[]) {
    const own = this.#yardstickOf(result, results);
    if (!this.#isOfProgram) {
      return wrong(result, own, results);
    }
    const isAtOdds = own === undefined || own === result;
    const other = isAtOdds ? null : titleAmong(this.#versions, own.strategy);
    return html`<p class="judgement" role="alert">${printedElse(other)} ${noAnswer()}</p>`;
  }
}

function deviationText({ told }: Deviation): string {
  return msg(str`Not equal to sequential’s: ${told}`);
}

/** @param other the version that printed otherwise; nothing where a version's own trials differ */
function printedElse(other: string | null) {
  return other === null
    ? msg(
        html`<b>It printed something else</b> in one of its trials than in another: see the console.`,
      )
    : msg(html`<b>It printed something else</b> than ${other}: see the console.`);
}

function noAnswer(): string {
  return msg("A fast wrong answer is no answer.");
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
    <span>${startText(ms, isCut)}</span>
  </p>`;
}

function startText(ms: number, isCut: boolean): string {
  const time = duration(ms);
  return isCut
    ? msg(str`start, once: ${time}, longer than this axis`)
    : msg(str`start, once: ${time}`);
}

/** Where it is as sequential in the same language has it, that one differs from the other's. */
function wrong(
  result: StrategyResult,
  own: StrategyResult | undefined,
  results: readonly StrategyResult[],
) {
  const gave = outputText(result.output);
  const yardsticks = results.filter(({ strategy }) => strategy === catalogue.yardstick);
  const other = yardsticks.find((yardstick) => yardstick !== own);
  const right = outputText(own?.output) === gave ? (other ?? own) : own;
  const name =
    areMixed(results) && right !== undefined ? titling(results)(right) : msg("sequential");
  const expected = outputText(right?.output);
  return html`<p class="judgement" role="alert">
    <b>${msg("Wrong output.")}</b> ${msg(str`It gave ${gave}; ${name} gave ${expected}.`)} ${noAnswer()}
  </p>`;
}

function values(
  { strategy, trials, workers, result }: Outcome,
  yardstick: StrategyResult | undefined,
) {
  if (result === null) {
    return html`<td class="value note" data-label=${msg("Trials")}>${counted(trials.length, msg("trial"), msg("trials"))}</td>`;
  }
  const spread = hasRange(result)
    ? `${duration(result.minMs)} – ${duration(result.maxMs)}`
    : msg("one trial");
  const isYardstick = yardstick?.strategy === strategy;
  return html`
    <td class="value figure" data-label=${msg("Time, median")}>
      <strong>${duration(result.medianMs)}</strong>
      <span class="note">${spread}</span>
    </td>
    <td class="value figure" data-label=${msg("Speed-up")}>
      <strong>${isYardstick ? "1×" : times(result.speedup)}</strong>
      <span class="note">${isYardstick ? msg("the yardstick") : judgement(result, yardstick)}</span>
    </td>
    <td class="value figure" data-label=${msg("Efficiency")}>
      <strong>${workers > 1 ? percent(result.efficiency) : "–"}</strong>
      <span class="note">${workers > 1 ? msg(str`of ${workers} workers`) : isOfGpu(trials[0]) ? msg("one GPU") : msg("one worker")}</span>
    </td>
  `;
}

function judgement(result: StrategyResult, yardstick: StrategyResult | undefined) {
  if (isWrong(result)) {
    return html`<span class="wrong">${msg("wrong output")}</span>`;
  }
  if (result.notComparable !== undefined) {
    return msg("not comparable");
  }
  if (yardstick === undefined) {
    return msg("nothing to compare");
  }
  if (withinNoise(result, yardstick)) {
    return msg("within the noise");
  }
  return result.speedup > 1 ? msg("faster") : msg("slower");
}

function included(results: readonly StrategyResult[], isOfProgram: boolean) {
  const startsWorkers = results.some(({ trials }) => trials.some(({ startupMs }) => startupMs > 0));
  const ofWhat = isOfProgram ? includedOfProgram() : includedOfTask(areMixed(results));
  return html`<p class="included note">
    ${msg("Each dot is a trial; the bar ends at their median, the line spans the fastest and the slowest.")}
    ${noiseText(results)} ${ofWhat.timed} ${startsWorkers ? ofWhat.start : nothing} ${ofWhat.speedup}
  </p>`;
}

function noiseText(results: readonly StrategyResult[]): string {
  const share = percent(LONE_TRIAL_VARIES_BY);
  return results.every(hasRange)
    ? msg("Timings whose trials overlap count as equal.")
    : msg(
        str`A lone trial is taken to vary by ${share}; timings that then overlap count as equal.`,
      );
}

function includedOfProgram() {
  return {
    timed: msg(
      "A trial is timed from the script’s first line to the end of its last thread, after a warm-up that does not count.",
    ),
    start: msg("Preparing interpreters is not included: it is hatched under the bar."),
    speedup: msg(
      "Speed-up is the first version’s median over the version’s; efficiency is speed-up over workers.",
    ),
  };
}

function includedOfTask(isMixed: boolean) {
  return {
    timed: msg(
      "A trial is timed from handing out the first range to combining the last part, after a warm-up that does not count.",
    ),
    start: msg("Starting workers is not included: it happens once, and is hatched under the bar."),
    speedup: isMixed
      ? msg(
          "Speed-up is sequential’s median over the strategy’s, both in the same language; efficiency is speed-up over workers.",
        )
      : msg(
          "Speed-up is sequential’s median over the strategy’s; efficiency is speed-up over workers.",
        ),
  };
}

function agreementOfVersions(results: readonly StrategyResult[]) {
  return results.length > 1 && results.every(({ matchesSequential }) => matchesSequential)
    ? html`<p class="output note">${msg("All print the same.")}</p>`
    : nothing;
}

function agreement(results: readonly StrategyResult[]) {
  const [first, ...others] = results;
  if (first === undefined || others.some(({ matchesSequential }) => !matchesSequential)) {
    return nothing;
  }
  const output = outputText(first.output);
  return html`<p class="output note">
    ${others.length > 0 ? msg(str`All agree on the output: ${output}.`) : msg(str`The output: ${output}.`)}
  </p>`;
}

/** What went wrong; the time that took is part of the timings. */
function incidentList(rows: readonly Outcome[]) {
  const incidents = rows.flatMap(({ title, trials }) =>
    trials.flatMap((trial, index) =>
      trial.incidents.map(
        (incident) => html`<li><b>${title}, ${trialName(index + 1)}.</b> ${traced(incident)}</li>`,
      ),
    ),
  );
  return incidents.length === 0
    ? nothing
    : html`<ul class="incidents" aria-label=${msg("What went wrong")}>${incidents}</ul>`;
}

function skippedList(view: RunView) {
  const { skipped } = view;
  const titleOf = titling(contendersOf(view));
  return skipped.length === 0
    ? nothing
    : html`<ul class="skipped" aria-label=${msg("Skipped strategies")}>
        ${sideBySide(skipped).map(
          (one) => html`<li>${skippedText(titleOf(one))} ${traced(one.reason)}</li>`,
        )}
      </ul>`;
}

function skippedText(title: string) {
  return msg(html`<b>${title}</b> was skipped.`);
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-strategy-results": StrategyResults;
  }
}
