import { msg, str } from "@lit/localize";
import type { StrategyResult } from "../../generated/types/StrategyResult";
import { languageTitle } from "../foundation/catalogue";
import { percent } from "../foundation/format";
import { withinNoise } from "./verdict";

/** The same program in two languages, by what it took. */
export interface LanguagePair {
  readonly strategy: string;
  readonly faster: StrategyResult;
  readonly slower: StrategyResult;
}

/** From so many times as long on, a share is told as a fraction: a percentage would say little. */
const FRACTION_FROM = 10;

/** Each strategy that came to the right output in two languages. */
export function languagePairs(results: readonly StrategyResult[]): LanguagePair[] {
  const right = results.filter(({ matchesSequential }) => matchesSequential);
  const strategies = new Set(right.map(({ strategy }) => strategy));
  return [...strategies].flatMap((strategy) => {
    const own = right.filter((result) => result.strategy === strategy);
    const [faster, slower] = own.toSorted((a, b) => a.medianMs - b.medianMs);
    return faster === undefined || slower === undefined ? [] : [{ strategy, faster, slower }];
  });
}

/** What the faster of two took of the other's time, such as `Rust took 1/23 of Python’s time`. */
export function pairText({ faster, slower }: LanguagePair): string {
  if (withinNoise(faster, slower)) {
    return msg("both took equally long, within the noise");
  }
  const [quick, slow] = [faster, slower].map(({ language }) => languageTitle(language));
  const share = shareText(faster.medianMs, slower.medianMs);
  return msg(str`${quick} took ${share} of ${slow}’s time`);
}

function shareText(fasterMs: number, slowerMs: number): string {
  const factor = slowerMs / fasterMs;
  return factor < FRACTION_FROM ? percent(1 / factor) : `1/${Math.round(factor)}`;
}
