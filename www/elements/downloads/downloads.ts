import type { StrategyResult } from "../../generated/types/StrategyResult";
import { outcomes, type RunView } from "../run/run";

/** A download that failed in the end, as an output of `download-images` lists it. */
interface FailedDownload {
  readonly item: number;
  readonly url: string;
  readonly message: string;
}

/** Downloads that failed under each of some contenders. */
interface FailedTogether {
  /** What those are called. */
  readonly titles: string[];
  readonly failures: readonly FailedDownload[];
}

/** The downloads that failed; contenders with the same ones are named together. */
export function failedDownloads(view: RunView): FailedTogether[] {
  const together = new Map<string, FailedTogether>();
  for (const { title, result } of outcomes(view)) {
    const failures = result === null ? [] : failuresOf(result.output);
    const same = together.get(JSON.stringify(failures));
    if (same !== undefined) {
      same.titles.push(title);
    } else if (failures.length > 0) {
      together.set(JSON.stringify(failures), { titles: [title], failures });
    }
  }
  return [...together.values()];
}

function failuresOf(output: StrategyResult["output"]): FailedDownload[] {
  if (typeof output !== "object" || output === null || Array.isArray(output)) {
    return [];
  }
  const { failures }: { failures?: unknown } = output;
  return Array.isArray(failures) ? failures.filter(isFailedDownload) : [];
}

function isFailedDownload(value: unknown): value is FailedDownload {
  return (
    typeof value === "object" &&
    value !== null &&
    "item" in value &&
    "url" in value &&
    "message" in value
  );
}
