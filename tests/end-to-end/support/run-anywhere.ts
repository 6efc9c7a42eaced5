import assert from "node:assert/strict";
import type { RunReport } from "../../../www/generated/types/RunReport.ts";
import type { Page } from "./page.ts";

/** How long a run may take before the test gives up; Python has to be loaded first. */
const PATIENCE_MS = 600_000;

/** A small run that computes. */
export const COMPUTING = { task: "count-primes", size: 20_000, workers: 2, trials: 1 };

/** A small run that downloads. */
export const WAITING = { task: "download-images", size: 3, workers: 2, trials: 1, latencyMs: 10 };

/** A small run in Python. */
export const IN_PYTHON = {
  task: "count-primes",
  language: "python",
  strategies: "threads processes",
  size: 2_000,
  workers: 2,
  trials: 1,
};

/** Begins a run, unless it has begun, and says how it ended, once it has. */
const RUN = `
  const [fields] = arguments;
  const which = JSON.stringify(fields);
  window.outcomes ??= {};
  if (!(which in window.outcomes)) {
    window.outcomes[which] = null;
    customElements.whenDefined("parallel-playground")
      .then(() => document.querySelector("parallel-playground").run(fields))
      .catch((error) => ({ error: String(error) }))
      .then((outcome) => { window.outcomes[which] = outcome; });
  }
  return window.outcomes[which];
`;

/**
 * Runs a task once, on a page of whoever's, which may be without `in-page.js` and reload itself
 * meanwhile: then the run begins anew.
 *
 * @param inFrame whether the playground is in the page's first frame
 */
export function runAnywhere(
  page: Page,
  inFrame: boolean,
  fields: { task: string },
): Promise<RunReport> {
  return endOfRun(page, inFrame, RUN, fields);
}

/**
 * How a run ended that a script begins, on a page of whoever's.
 *
 * @param script begins the run, unless it has begun, and returns how it ended; null until then
 * @param given what the script has as its arguments
 */
export async function endOfRun(
  { driver }: Page,
  inFrame: boolean,
  script: string,
  ...given: object[]
): Promise<RunReport> {
  // A driver does not see what a getter has in every browser.
  const plainly = `return JSON.parse(JSON.stringify((function () {${script}}).apply(null, arguments)));`;
  const outcome = async () => {
    try {
      await enter(driver, inFrame);
      return await driver.executeScript<RunReport | { error: string } | null>(plainly, ...given);
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
