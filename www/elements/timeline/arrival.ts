import { duration } from "../foundation/format";

const ENDINGS: Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> = {
  one: "st",
  two: "nd",
  few: "rd",
};
const rules = new Intl.PluralRules("en-GB", { type: "ordinal" });

/** At which place one of some trials arrived, and when; those equally fast share a place. */
export function arrival(elapsedMs: number, all: readonly number[]): string {
  const place = all.filter((other) => other < elapsedMs).length + 1;
  return `${place}${ENDINGS[rules.select(place)] ?? "th"} · ${duration(elapsedMs)}`;
}
