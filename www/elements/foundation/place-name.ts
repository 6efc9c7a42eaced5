import { msg, str } from "@lit/localize";
import type { Environment } from "../../generated/types/Environment";

/**
 * Where a report was made: what a browser calls itself, or a Python on a machine of its own. Of
 * another program's trace neither is known.
 */
export function placeName({ browser, python, native }: Environment): string {
  if (native === undefined) {
    return browser === "" ? msg("another program") : browser;
  }
  const { implementation, freeThreaded, system } = native;
  const facts = [implementation, python, freeThreaded ? msg("without a GIL") : ""];
  const interpreter = facts.filter(Boolean).join(" ");
  return msg(str`${interpreter} on ${system}`);
}
