import type { StrategyResult } from "../../generated/types/StrategyResult";
import type { RunView } from "../run/run";

/** A download that failed in the end, as an output of `download-images` lists it. */
interface FailedDownload {
  readonly item: number;
  readonly url: string;
  readonly message: string;
}

/** Downloads that failed under each of some strategies. */
interface FailedTogether {
  readonly strategies: string[];
  readonly failures: readonly FailedDownload[];
}

/** The downloads that failed; strategies with the same ones are named together. */
export function failedDownloads({ report }: RunView): FailedTogether[] {
  const together = new Map<string, FailedTogether>();
  for (const { strategy, output } of report?.results ?? []) {
    const failures = failuresOf(output);
    const same = together.get(JSON.stringify(failures));
    if (same !== undefined) {
      same.strategies.push(strategy);
    } else if (failures.length > 0) {
      together.set(JSON.stringify(failures), { strategies: [strategy], failures });
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
