import { msg, str } from "@lit/localize";
import type { StrategyResult } from "../../generated/types/StrategyResult";
import { count } from "../foundation/format";

/** Whatever a task gives, as plain data. */
type Output = StrategyResult["output"];

/** How many entries of a list are written out. */
const SHOWN = 10;

/** A task's output in a line, whatever the task; lists of objects are only counted. */
export function outputText(output: Output | undefined): string {
  if (typeof output === "number") {
    return Number.isInteger(output) ? count(output) : String(output);
  }
  if (Array.isArray(output)) {
    return listText(output);
  }
  if (typeof output === "object" && output !== null) {
    return Object.entries(output)
      .map(([name, value]) => `${name} ${outputText(value)}`)
      .join(", ");
  }
  return String(output ?? msg("nothing"));
}

function listText(list: readonly Output[]): string {
  if (list.length === 0 || typeof list[0] === "object") {
    return count(list.length);
  }
  const shown = list.slice(0, SHOWN).map(outputText).join(" ");
  const all = count(list.length);
  return list.length > SHOWN ? msg(str`${shown} … (${all} in all)`) : shown;
}
