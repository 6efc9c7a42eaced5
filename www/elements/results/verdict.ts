import type { StrategyResult } from "../../generated/types/StrategyResult";
import { catalogue, languageTitle, strategyTitle } from "../foundation/catalogue";
import { areMixed, languagesOf } from "../foundation/contenders";
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
export function isWrong({ matchesSequential, notComparable }: StrategyResult): boolean {
  return !matchesSequential && notComparable === undefined;
}

/**
 * What the comparison says, in a few words, of each language by itself. Within the noise it claims
 * no winner, and neither a wrong output nor one that cannot be compared competes.
 */
export function verdict(results: readonly StrategyResult[]): string {
  return eachLanguage(results, verdictOn).join(" ") || "Nothing finished.";
}

/** What is to be said of each language's results; `where` names it, if there are several. */
function eachLanguage<T>(
  results: readonly StrategyResult[],
  say: (own: readonly StrategyResult[], where: string) => T,
): T[] {
  const isMixed = areMixed(results);
  return languagesOf(results).map((language) => {
    const own = results.filter((result) => result.language === language);
    return say(own, isMixed ? ` in ${languageTitle(language)}` : "");
  });
}

function verdictOn(results: readonly StrategyResult[], where: string): string {
  const right = results.filter(({ matchesSequential }) => matchesSequential);
  const open = results.filter(({ notComparable }) => notComparable !== undefined);
  const wrong = results.filter(isWrong);
  return [
    compare(right, where),
    open.length === 0 ? "" : ` Not comparable${where}: ${names(open)}.`,
    wrong.length === 0 ? "" : ` Wrong output${where}: ${names(wrong)}.`,
  ].join("");
}

function compare(results: readonly StrategyResult[], where: string): string {
  const [fastest] = results.toSorted((a, b) => a.medianMs - b.medianMs);
  if (fastest === undefined) {
    return `Nothing finished${where}.`;
  }
  const { strategy, medianMs, speedup } = fastest;
  if (results.length === 1) {
    return `${strategyTitle(strategy)}${where}: ${duration(medianMs)}.`;
  }
  const level = results.filter((result) => withinNoise(result, fastest));
  if (level.length > 1) {
    const tie = `${names(level)}${where} cannot be told apart.`;
    return level.length === results.length ? tie : `${tie} The others are slower.`;
  }
  const factor =
    strategy === catalogue.yardstick ? "" : `, ${times(speedup)} as fast as sequential`;
  return `Fastest${where}: ${strategyTitle(strategy)}, ${duration(medianMs)}${factor}.`;
}

/**
 * What has to be kept in mind of a comparison: work that took longer on some workers, and downloads
 * of which not all strategies had as many in flight. A sentence each; usually none.
 */
export function reservations(results: readonly StrategyResult[]): string[] {
  return eachLanguage(results, (own, where) => [
    ...inflated(own, where),
    ...unlike(own, where),
  ]).flat();
}

/** Where inflation explains what was lost; the worst cause is named. */
function inflated(results: readonly StrategyResult[], where: string): string[] {
  const own = results.flatMap(({ strategy, inflation }) =>
    inflation === undefined ? [] : [{ strategy, inflation }],
  );
  const [worst] = own.toSorted((a, b) => b.inflation.factor - a.inflation.factor);
  if (worst === undefined) {
    return [];
  }
  const { factor, cause } = worst.inflation;
  const alike = own.filter(({ inflation }) => inflation.cause === cause);
  const which = enumerate(alike.map(({ strategy }) => strategyTitle(strategy)));
  const most = alike.length > 1 ? "up to " : "";
  return [
    `With ${which}${where} the same work took ${most}${times(factor)} as long in all as sequential, since ${inflationReason(cause)}.`,
  ];
}

/** What has more downloads in flight waits for more at once, whatever it is otherwise. */
function unlike(results: readonly StrategyResult[], where: string): string[] {
  const others = results.filter(({ strategy }) => strategy !== catalogue.yardstick);
  const counts = new Set(others.flatMap(({ inFlight }) => inFlight ?? []));
  if (counts.size < 2) {
    return [];
  }
  const parts = [...counts].map((count) => {
    const own = others.filter(({ inFlight }) => inFlight === count);
    return `${count} by ${names(own)}`;
  });
  return [`Downloads in flight${where}: ${parts.join(", ")}. So like is not compared with like.`];
}

function names(results: readonly StrategyResult[]): string {
  return enumerate(results.map(({ strategy }) => strategyTitle(strategy)));
}
