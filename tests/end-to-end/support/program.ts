import type { RunReport } from "../../../www/generated/types/RunReport.ts";
import type { Page } from "./page.ts";

/** A way of writing a program. */
export interface Version {
  name: string;
  source: string;
  ranks?: number | undefined;
  unordered?: boolean | undefined;
}

/** Runs a program's versions, once each after a warm-up. */
export function runProgram(page: Page, versions: readonly Version[]): Promise<RunReport> {
  return page.report({ task: "program", versions, trials: 1, workers: 2 });
}
