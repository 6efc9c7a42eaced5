import assert from "node:assert/strict";
import type { RunReport } from "../../../www/generated/types/RunReport.ts";
import type { Page } from "./page.ts";

/** How long a run may take before the test gives up. */
const PATIENCE_MS = 60_000;

/** A small run that computes. */
export const COMPUTING = { task: "count-primes", size: 20_000, workers: 2, trials: 1 };

/** A small run that downloads. */
export const WAITING = { task: "download-images", size: 3, workers: 2, trials: 1, latencyMs: 10 };

/** Begins a run, unless it has begun, and says how it ended, once it has. */
const RUN = `
  const [fields] = arguments;
  window.outcomes ??= {};
  if (!(fields.task in window.outcomes)) {
    window.outcomes[fields.task] = null;
    customElements.whenDefined("parallel-playground")
      .then(() => document.querySelector("parallel-playground").run(fields))
      .catch((error) => ({ error: String(error) }))
      .then((outcome) => { window.outcomes[fields.task] = outcome; });
  }
  return window.outcomes[fields.task];
`;

/**
 * Runs a task once, on a page of whoever's, which may be without `in-page.js` and reload itself
 * meanwhile: then the run begins anew.
 *
 * @param inFrame whether the playground is in the page's first frame
 */
export async function runAnywhere(
  { driver }: Page,
  inFrame: boolean,
  fields: { task: string },
): Promise<RunReport> {
  const outcome = async () => {
    try {
      await enter(driver, inFrame);
      return await driver.executeScript<RunReport | { error: string } | null>(RUN, fields);
    } catch {
      return null;
    }
  };
  const ended = await driver.wait(outcome, PATIENCE_MS, "the run did not end");
  assert.ok(ended !== null && !("error" in ended), JSON.stringify(ended));
  return ended;
}

/** Nothing is missing from a run, and all of it is right. */
export function assertSound({ results }: RunReport): void {
  assert.ok(results.length > 1);
  for (const { strategy, matchesSequential, output } of results) {
    assert.ok(matchesSequential, `${strategy} differs from sequential`);
    const { failures = [] } = output as { failures?: readonly object[] };
    assert.deepEqual(failures, [], `${strategy} lacks downloads`);
  }
}

/** Goes into the window that the playground is in. */
export async function enter(driver: Page["driver"], inFrame: boolean): Promise<void> {
  await driver.switchTo().defaultContent();
  if (inFrame) {
    await driver.switchTo().frame(0);
  }
}
