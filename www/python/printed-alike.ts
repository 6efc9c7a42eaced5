/** Whether two versions of a program print the same. */

import type { Fingerprint } from "../generated/types/Fingerprint";

/** What time it is, and how long something took, which is never the same twice. */
const TIMES = [
  /\b\d+(?::\d\d){1,2}(?:[.,]\d+)?\b/g,
  /\d+(?:\.\d+)?(?:e-?\d+)?\s*(?:ns|[mµu]s|s|secs?|seconds?|min|minutes?)\b/gi,
  /(?<=\b(?:elapsed|took|time|duration)\b\D{0,20})\d+\.\d+/gi,
];

/** What stands for such a time. */
const SOME_TIME = "<time>";

/**
 * What a text that was printed is compared by: its lines in any order, and in theirs where that is
 * not free. Times are not compared, nor white space at the ends of lines.
 */
export function fingerprintOf(printed: string, isUnordered: boolean): Fingerprint {
  const lines = withoutTimes(printed).trimEnd().split(/\s*\n/);
  const sorted = lines.toSorted().join("\n");
  return { things: [sorted], own: isUnordered ? null : lines.join("\n") };
}

function withoutTimes(text: string): string {
  return TIMES.reduce((rest, time) => rest.replaceAll(time, SOME_TIME), text);
}
