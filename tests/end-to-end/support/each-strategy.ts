import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import type { RunReport } from "../../../www/generated/types/RunReport.ts";
import type { StrategyResult } from "../../../www/generated/types/StrategyResult.ts";
import { suiting } from "./catalogue.ts";
import type { Page } from "./page.ts";

/**
 * Runs a task under every strategy that suits it, and looks at what came of each in a test of its
 * own. One run of all: a run of each would have the sequential one before it every time.
 */
export async function eachStrategy(
  context: TestContext,
  page: Page,
  fields: { task: string; [name: string]: unknown },
  look: (result: StrategyResult) => void,
): Promise<RunReport> {
  const strategies = suiting(fields.task);
  const report = await page.report({ ...fields, strategies });
  const { results, skipped } = report;
  assert.deepEqual(skipped, []);
  assert.deepEqual(
    results.map(({ strategy }) => strategy),
    strategies,
  );
  for (const result of results) {
    await context.test(result.strategy, () => look(result));
  }
  return report;
}
