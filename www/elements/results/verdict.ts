import { msg, str } from "@lit/localize";
import type { StrategyResult } from "../../generated/types/StrategyResult";
import type { Version } from "../../generated/types/Version";
import { languageTitle } from "../foundation/catalogue";
import { areMixed, languagesOf, titleAmong, yardstickAmong } from "../foundation/contenders";
import { duration, enumerate, times } from "../foundation/format";
import { inflationReason } from "../foundation/inflation";

/** By how much of itself a lone trial is taken to vary, which it cannot show. */
export const LONE_TRIAL_VARIES_BY = 0.1;

/** Two timings whose trials overlap: which is faster may be chance. */
export function withinNoise(a: StrategyResult, b: StrategyResult): boolean {
  const [aMin, aMax] = range(a);
  const [bMin, bMax] = range(b);
  return aMin <= bMax && bMin <= aMax;
}

/** Whether there is more than one trial, so that it shows how much they vary. */
export function hasRange({ trials }: StrategyResult): boolean {
  return trials.length > 1;
}

function range(result: StrategyResult): [minMs: number, maxMs: number] {
  const { minMs, maxMs } = result;
  const margin = hasRange(result) ? 0 : LONE_TRIAL_VARIES_BY;
  return [minMs * (1 - margin), maxMs * (1 + margin)];
}

/** Whether an output is not the one that it should be, as far as the network let it. */
export function isWrong(result: StrategyResult): boolean {
  return !isRight(result) && result.notComparable === undefined;
}

/** Whether an output is sequential's, or as near to it as it is meant to be. */
function isRight({ matchesSequential, deviation }: StrategyResult): boolean {
  return matchesSequential || deviation?.tolerable === true;
}

/**
 * What the comparison says, in a few words, of each language by itself. Within the noise it claims
 * no winner, and neither a wrong output nor one that cannot be compared competes.
 */
export function verdict(
  results: readonly StrategyResult[],
  versions: readonly Version[] = [],
): string {
  const say = (own: readonly StrategyResult[], where: string) => verdictOn(own, where, versions);
  return eachLanguage(results, say).join(" ") || msg("Nothing finished.");
}

/** What is to be said of each language's results; `where` names it after a space, if there are several. */
function eachLanguage<T>(
  results: readonly StrategyResult[],
  say: (own: readonly StrategyResult[], where: string) => T,
): T[] {
  const isMixed = areMixed(results);
  return languagesOf(results).map((language) => {
    const own = results.filter((result) => result.language === language);
    return say(own, isMixed ? ` ${inLanguage(languageTitle(language))}` : "");
  });
}

function inLanguage(title: string): string {
  return msg(str`in ${title}`);
}

function verdictOn(
  results: readonly StrategyResult[],
  where: string,
  versions: readonly Version[],
): string {
  const right = results.filter(isRight);
  const open = results.filter(({ notComparable }) => notComparable !== undefined);
  const wrong = results.filter(isWrong);
  const [openNames, wrongNames] = [names(open, versions), names(wrong, versions)];
  return [
    compare(right, where, yardstickAmong(versions, results), versions),
    open.length === 0 ? "" : msg(str`Not comparable${where}: ${openNames}.`),
    wrong.length === 0 ? "" : msg(str`Wrong output${where}: ${wrongNames}.`),
  ]
    .filter(Boolean)
    .join(" ");
}

function compare(
  results: readonly StrategyResult[],
  where: string,
  yardstick: string,
  versions: readonly Version[],
): string {
  const [fastest] = results.toSorted((a, b) => a.medianMs - b.medianMs);
  if (fastest === undefined) {
    return msg(str`Nothing finished${where}.`);
  }
  const title = titleAmong(versions, fastest.strategy);
  const time = duration(fastest.medianMs);
  if (results.length === 1) {
    return `${title}${where}: ${time}.`;
  }
  const level = results.filter((result) => withinNoise(result, fastest));
  if (level.length > 1) {
    const equals = names(level, versions);
    const tie = msg(str`${equals}${where} cannot be told apart.`);
    return level.length === results.length ? tie : `${tie} ${msg("The others are slower.")}`;
  }
  if (fastest.strategy === yardstick) {
    return msg(str`Fastest${where}: ${title}, ${time}.`);
  }
  const factor = times(fastest.speedup);
  const other = versions.length > 0 ? titleAmong(versions, yardstick) : msg("sequential");
  return msg(str`Fastest${where}: ${title}, ${time}, ${factor} as fast as ${other}.`);
}

/**
 * What has to be kept in mind of a comparison: work that took longer on some workers, and downloads
 * of which not all strategies had as many in flight. A sentence each; usually none.
 */
export function reservations(
  results: readonly StrategyResult[],
  versions: readonly Version[] = [],
): string[] {
  return eachLanguage(results, (own, where) => [
    ...inflated(own, where, versions),
    ...unlike(own, where, versions),
  ]).flat();
}

/** How outputs differ that were rounded more than sequential’s, and so are not its equal. */
export function deviations(results: readonly StrategyResult[]): string[] {
  return results.flatMap(({ strategy, deviation }) => {
    if (deviation === undefined) {
      return [];
    }
    const [title, told] = [titleAmong([], strategy), deviation.told];
    return [msg(str`The output of ${title} is not equal to sequential’s: ${told}`)];
  });
}

/** Where inflation explains what was lost; the worst cause is named. */
function inflated(
  results: readonly StrategyResult[],
  where: string,
  versions: readonly Version[],
): string[] {
  const own = results.flatMap(({ strategy, inflation }) =>
    inflation === undefined ? [] : [{ strategy, inflation }],
  );
  const [worst] = own.toSorted((a, b) => b.inflation.factor - a.inflation.factor);
  if (worst === undefined) {
    return [];
  }
  const { cause } = worst.inflation;
  const alike = own.filter(({ inflation }) => inflation.cause === cause);
  const which = enumerate(alike.map(({ strategy }) => titleAmong(versions, strategy)));
  const factor = times(worst.inflation.factor);
  const other = versions.length > 0 ? msg("in the first version") : msg("sequential");
  const reason = inflationReason(cause);
  return [
    alike.length > 1
      ? msg(
          str`With ${which}${where} the same work took up to ${factor} as long in all as ${other}, since ${reason}.`,
        )
      : msg(
          str`With ${which}${where} the same work took ${factor} as long in all as ${other}, since ${reason}.`,
        ),
  ];
}

/** What has more downloads in flight waits for more at once, whatever it is otherwise. */
function unlike(
  results: readonly StrategyResult[],
  where: string,
  versions: readonly Version[],
): string[] {
  const yardstick = yardstickAmong(versions, results);
  const others = results.filter(({ strategy }) => strategy !== yardstick);
  const counts = new Set(others.flatMap(({ inFlight }) => inFlight ?? []));
  if (counts.size < 2) {
    return [];
  }
  const parts = [...counts].map((count) => {
    const own = others.filter(({ inFlight }) => inFlight === count);
    const which = names(own, versions);
    return msg(str`${count} by ${which}`);
  });
  const all = parts.join(", ");
  return [msg(str`Downloads in flight${where}: ${all}. So like is not compared with like.`)];
}

function names(results: readonly StrategyResult[], versions: readonly Version[]): string {
  return enumerate(results.map(({ strategy }) => titleAmong(versions, strategy)));
}
