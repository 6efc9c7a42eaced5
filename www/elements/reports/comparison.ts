import type { RunReport } from "../../generated/types/RunReport";
import type { RunRequest } from "../../generated/types/RunRequest";
import type { StrategyResult } from "../../generated/types/StrategyResult";
import { type Contender, isSame, sideBySide } from "../foundation/contenders";
import { withinNoise } from "../results/results";
import { FIELD_NAMES, type FieldName } from "../settings/settings";

/** A contender in two reports. */
export interface ComparedContender extends Contender {
  readonly savedMs: number;
  readonly newestMs: number;
  /** How many times as fast the newest is. */
  readonly factor: number;
  /** Whether the difference may be chance. */
  readonly isNoise: boolean;
}

/** What a saved report and the newest have in common, and what not. */
export interface Comparison {
  readonly contenders: readonly ComparedContender[];
  /** The settings in which they differ: then it is not the same work, or not done alike. */
  readonly differences: readonly Difference[];
}

/** A setting of two reports. */
export interface Difference {
  readonly field: FieldName;
  readonly saved: string;
  readonly newest: string;
}

/** Settings in which two runs may differ and still have been timed at the same work. */
const HARMLESS: ReadonlySet<FieldName> = new Set(["language", "strategies", "trials", "verbose"]);

/** Compares two reports, contender by contender. Reports of different tasks have none in common. */
export function compared(saved: RunReport, newest: RunReport): Comparison {
  const isSameTask = saved.request.task === newest.request.task;
  return {
    contenders: isSameTask
      ? sideBySide(newest.results).flatMap((result) => pair(saved.results, result))
      : [],
    differences: differences(saved.request, newest.request),
  };
}

function pair(saved: readonly StrategyResult[], newest: StrategyResult): ComparedContender[] {
  const old = saved.find((result) => isSame(result, newest));
  return old === undefined
    ? []
    : [
        {
          language: newest.language,
          strategy: newest.strategy,
          savedMs: old.medianMs,
          newestMs: newest.medianMs,
          factor: old.medianMs / newest.medianMs,
          isNoise: withinNoise(old, newest),
        },
      ];
}

function differences(saved: RunRequest, newest: RunRequest): Difference[] {
  return FIELD_NAMES.filter((field) => !HARMLESS.has(field))
    .map((field) => ({ field, saved: `${saved[field]}`, newest: `${newest[field]}` }))
    .filter((difference) => difference.saved !== difference.newest);
}
