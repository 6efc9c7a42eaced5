/** CPython runs the programs of `python/` in the tab: to the same end as Rust, and as Python would. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { RunReport } from "../../www/generated/types/RunReport.ts";
import { catalogue, suiting } from "./support/catalogue.ts";
import type { Page } from "./support/page.ts";
import { lanesOf, overlap, resultOf, spansOf } from "./support/spans.ts";
import * as testBed from "./support/test-bed.ts";
import { runUntilSeenComputing, runUntilTogether } from "./support/together.ts";

/** Large enough that every worker gets ranges, small enough to be quick in Python. */
const SIZE_SHARE = 100;

/** What pictures' pixels are computed by, and a site only has if its builder adds it. */
const WANTS_PILLOW = ["make-thumbnails"];

let page: Page;

/** How long the runs may take that have to be long on fast machines. */
const PATIENCE_MS = 600_000;

before(async () => {
  const site = await testBed.site();
  page = await testBed.page();
  await page.driver.manage().setTimeouts({ script: PATIENCE_MS });
  await page.open(`${site.root}embed.html`);
});

/** A strategy's result in Python; it has to have one. */
function inPython({ results, skipped }: RunReport, strategy: string): RunReport["results"][number] {
  const isIt = (result: RunReport["results"][number]) =>
    result.language === "python" && result.strategy === strategy;
  const result = results.find(isIt);
  assert.ok(result, `${strategy} has no result in Python: ${JSON.stringify(skipped)}`);
  return result;
}

for (const { id: task, size } of catalogue.tasks.filter(({ id }) => !WANTS_PILLOW.includes(id))) {
  const strategies = suiting(task);
  test(`${task} comes to the same in Rust and in Python, under ${strategies.join(", ")}`, async () => {
    const report = await page.report({
      task,
      strategies,
      language: ["rust", "python"],
      size: Math.max(7, Math.floor(size.pythonDefault / SIZE_SHARE)),
      workers: 2,
      trials: 1,
      latencyMs: 5,
    });
    assert.deepEqual(report.skipped, []);
    assert.equal(report.results.length, 2 * strategies.length);
    for (const { language, strategy, matchesSequential, trials } of report.results) {
      assert.ok(matchesSequential, `${strategy} in ${language} came to something else`);
      assert.equal(trials.length, 1);
    }
  });
}

for (const task of WANTS_PILLOW) {
  test(`${task} in Python is skipped where there is no Pillow, and says what to build with`, async () => {
    const { skipped } = await page.report({ task, language: "python", size: 7, trials: 1 });
    assert.ok(skipped.length > 0);
    for (const { language, reason } of skipped) {
      assert.equal(language, "python");
      assert.match(reason, /Pillow.*--python-packages/s);
    }
  });
}

test("two threads that compute take turns, and never hold the GIL at the same time", async () => {
  // So much that the GIL passes often, however fast the machine.
  const fields = { task: "count-primes", language: "python", size: 200_000, workers: 2, trials: 1 };
  const report = await page.report({ ...fields, strategies: ["threads", "gil-threads"] });
  for (const strategy of ["threads", "gil-threads"]) {
    for (const lanes of lanesOf(inPython(report, strategy), "thread")) {
      assert.equal(lanes.length, 2);
      const [one = [], other = []] = lanes.map((lane) => spansOf(lane, "run"));
      assert.ok(!overlap(one, other), `${strategy}: both held the GIL`);
      // One began anew after the other had run: they alternated, and did not run one by one.
      assert.ok(one.length > 2 && other.length > 2, `${strategy}: the GIL did not pass`);
    }
  }
});

test("two processes compute at the same time", async () => {
  const fields = { task: "count-primes", language: "python", size: 200_000, workers: 2 };
  const asked = { ...fields, strategies: "processes" };
  const { report } = await runUntilTogether(page, asked, "process", "run");
  for (const lanes of lanesOf(resultOf(report, "processes"), "process")) {
    assert.equal(lanes.length, 2);
  }
});

test("threads wait for many downloads at the same time", async () => {
  const fields = { task: "download-images", language: "python", size: 6, workers: 3 };
  const asked = { ...fields, strategies: "gil-threads", latencyMs: 200 };
  const { report } = await runUntilTogether(page, asked, "thread", "fetch");
  for (const lanes of lanesOf(resultOf(report, "gil-threads"), "thread")) {
    assert.equal(lanes.length, 3);
  }
});

test("Python's downloads wait no longer than the request says", async () => {
  const strategies = ["sequential", "threads", "processes", "event-loop", "pipeline"];
  const fields = { task: "download-images", language: "python", size: 2, workers: 2, trials: 1 };
  const patience = { latencyMs: 10_000, timeoutMs: 300, retries: 0 };
  const report = await page.report({ ...fields, ...patience, strategies });
  for (const strategy of strategies) {
    const { output } = inPython(report, strategy);
    const { failures } = output as unknown as { failures: { code: string }[] };
    assert.deepEqual(
      failures.map(({ code }) => code),
      ["timed-out", "timed-out"],
      strategy,
    );
  }
  assert.equal(inPython(report, "event-loop").inFlight, 2);
});

test("Python tries downloads again as Rust does, and as often", async () => {
  const strategies = ["sequential", "threads", "event-loop"];
  const fields = {
    task: "download-images",
    size: 12,
    workers: 3,
    inFlight: 4,
    trials: 1,
    strategies,
  };
  const network = { latencyMs: 5, failurePercent: 80, retries: 2 };
  const report = await page.report({ ...fields, ...network, language: ["rust", "python"] });
  const told = report.results.map(({ output, trials }) => ({
    pictures: (output as { pictures: number }).pictures,
    retries: trials[0]?.traffic.retries ?? 0,
  }));
  assert.equal(told.length, 2 * strategies.length, JSON.stringify(report.skipped));
  const [first = assert.fail()] = told;
  assert.ok(first.retries > 0, "nothing was tried again");
  assert.ok(first.pictures < 12, "nothing failed for good");
  assert.deepEqual(
    told,
    told.map(() => first),
  );
});

for (const [strategy, workers] of [
  ["sequential", 1],
  ["threads", 2],
  ["processes", 2],
] as const) {
  test(`a trial's lanes are told while it goes on, of ${strategy}`, async () => {
    const fields = { task: "count-primes", language: "python", size: 1_000_000 };
    await runUntilSeenComputing(page, { ...fields, strategies: strategy, workers });
  });
}
