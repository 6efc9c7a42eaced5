/** A run can be stopped at any time, and what finished is kept. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { catalogue, suiting } from "./support/catalogue.ts";
import { isCutShort } from "./support/outcome.ts";
import type { Page } from "./support/page.ts";
import { resultOf } from "./support/spans.ts";
import * as testBed from "./support/test-bed.ts";

let page: Page;

before(async () => {
  const site = await testBed.site();
  page = await testBed.page();
  await page.open(`${site.root}embed.html`);
});

const PRIMES = { task: "count-primes", workers: 2, size: 20_000 };
/** Trials of which no machine does all before it hears that it is to stop. */
const MANY = { ...PRIMES, size: 1_000_000, trials: 101 };
/** The same, so long that most are stopped in their first one. */
const LONG = { ...MANY, size: 5_000_000 };

for (const strategy of suiting(LONG.task)) {
  test(`${strategy} stops in the middle of its work`, async () => {
    const abortOn = { kind: "trial-start", strategy };
    const outcome = await page.run({ ...LONG, strategies: strategy }, { abortOn });
    assert.ok(outcome.report, JSON.stringify(outcome.error));
    assert.ok(isCutShort(outcome), "a trial came to its end last");
    const { results, skipped } = outcome.report;
    assert.ok(results.every(({ trials }) => trials.length < LONG.trials));
    assert.ok([...results, ...skipped].some((own) => own.strategy === strategy));
    for (const { reason } of skipped) {
      assert.match(reason, /cancelled/);
    }
    assert.ok(await page.report({ ...PRIMES, trials: 1 }), "the next run goes well");
  });
}

test("the trials that finished are kept", async () => {
  const strategies = "sequential processes";
  const abortOn = { kind: "trial-end", strategy: "processes" };
  const report = await page.report({ ...MANY, strategies }, { abortOn });
  const { length } = resultOf(report, "processes").trials;
  assert.ok(length >= 1 && length < MANY.trials, `${length} trials were kept`);
  assert.ok(resultOf(report, "processes").matchesSequential);
});

test("a strategy that had not begun is named as cancelled", async () => {
  const strategies = "sequential threads processes";
  const abortOn = { kind: "trial-start", strategy: "sequential" };
  // Not even sequential's warm-up comes to its end.
  const size = catalogue.tasks.find(({ id }) => id === LONG.task)?.size.max;
  const { skipped } = await page.report({ ...LONG, size, strategies }, { abortOn });
  assert.deepEqual(skipped.map(({ strategy }) => strategy).sort(), [
    "processes",
    "sequential",
    "threads",
  ]);
});

const downloading = suiting("download-images").filter((id) => id !== catalogue.yardstick);
for (const strategy of downloading) {
  test(`a download of ${strategy} that hangs is cut short`, async () => {
    // Sequential's warm-up is answered, and what comes after it is not.
    const address = `/hostile/tiring?id=${strategy}&first=1`;
    const urls = [new URL(address, await page.driver.getCurrentUrl()).href];
    const fields = { task: "download-images", urls, trials: 1, timeoutMs: 5_000 };
    const abortOn = { kind: "trial-start", strategy };
    const report = await page.report({ ...fields, strategies: strategy }, { abortOn });
    assert.deepEqual(report.results, []);
  });
}

test("a signal that was aborted before the run begins nothing", async () => {
  const report = await page.call<{ results: unknown[]; skipped: unknown[] }>(`
    const element = document.querySelector("parallel-playground");
    return element.run({ strategies: "sequential threads" }, { signal: AbortSignal.abort() });
  `);
  assert.deepEqual(report.results, []);
  assert.equal(report.skipped.length, 2);
});
