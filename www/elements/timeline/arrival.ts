import { msg, str } from "@lit/localize";
import { duration } from "../foundation/format";

/** Those of the language that the texts are written in. */
const rules = new Intl.PluralRules("en-GB", { type: "ordinal" });

/** At which place one of some trials arrived, and when; those equally fast share a place. */
export function arrival(elapsedMs: number, all: readonly number[]): string {
  const place = all.filter((other) => other < elapsedMs).length + 1;
  return `${ordinal(place)} · ${duration(elapsedMs)}`;
}

function ordinal(place: number): string {
  switch (rules.select(place)) {
    case "one":
      return msg(str`${place}st`);
    case "two":
      return msg(str`${place}nd`);
    case "few":
      return msg(str`${place}rd`);
    default:
      return msg(str`${place}th`);
  }
}
