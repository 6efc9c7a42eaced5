/** Every task under every strategy comes to the same, and its report is whole. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { catalogue, suiting } from "./support/catalogue.ts";
import type { Page } from "./support/page.ts";
import { resultOf } from "./support/spans.ts";
import * as testBed from "./support/test-bed.ts";

/** Large enough that every worker gets ranges, small enough to be quick. */
const SIZE_SHARE = 100;
const TRIALS = 2;

/** What is told of every run. */
const MILESTONES = new Set(["run-start", "environment", "trial-start", "trial-end", "run-end"]);

let page: Page;

before(async () => {
  const site = await testBed.site();
  page = await testBed.page();
  await page.open(`${site.root}embed.html`);
});

for (const { id: task, size } of catalogue.tasks) {
  const strategies = suiting(task);
  test(`${task} comes to the same under ${strategies.join(", ")}`, async () => {
    const report = await page.report({
      task,
      strategies,
      size: Math.max(7, Math.floor(size.default / SIZE_SHARE)),
      workers: 2,
      trials: TRIALS,
      latencyMs: 5,
    });
    assert.deepEqual(report.skipped, []);
    assert.deepEqual(
      report.results.map(({ strategy }) => strategy),
      strategies,
    );
    const sequential = resultOf(report, catalogue.yardstick);
    for (const result of report.results) {
      assert.ok(result.matchesSequential, `${result.strategy} came to something else`);
      assert.deepEqual(result.output, sequential.output);
      assert.equal(result.trials.length, TRIALS);
    }
  });
}

for (const { task, strategy, reason } of catalogue.unsuited) {
  test(`${strategy} does not suit ${task}: it is skipped, and says why`, async () => {
    const report = await page.report({ task, strategies: strategy, size: 7, trials: 1 });
    assert.deepEqual(report.skipped, [{ language: "rust", strategy, reason }]);
  });
}

for (const { name, words } of catalogue.processChoices) {
  for (const word of words) {
    test(`processes with ${name} “${word}” come to the same`, async () => {
      const small = { task: "count-primes", size: 20_000, workers: 2, trials: 1 };
      const report = await page.report({ ...small, strategies: "processes", [name]: word });
      assert.deepEqual(report.request, { ...report.request, [name]: word });
      assert.ok(resultOf(report, "processes").matchesSequential);
    });
  }
}

test("primes are counted right", async () => {
  const report = await page.report({ task: "count-primes", size: 1_000_000, trials: 1 });
  for (const { strategy, output } of report.results) {
    assert.equal(output, 78_498, strategy);
  }
});

test("a report says what was asked, where it ran and in which version", async () => {
  const { version, request, environment } = await page.report({
    task: "count-primes",
    strategies: "sequential",
    size: "1000",
    trials: "1",
  });
  assert.equal(version, 1);
  assert.equal(request.version, 1);
  assert.equal(request.size, 1_000);
  assert.equal(request.trials, 1);
  assert.equal(environment.rung, "threads");
  assert.equal(environment.isolated, true);
  assert.equal(environment.simulatedNetwork, true);
  assert.match(environment.buildId, /^[0-9a-f]{8,}$/);
  assert.ok(environment.timerResolutionMs > 0);
});

test("a run tells of its request, its place, each trial and its end, in order", async () => {
  const { events } = await page.run({
    task: "count-primes",
    strategies: "sequential",
    size: 1_000,
    trials: 2,
  });
  const told = events.map(({ type, detail }) => (type === "run-progress" ? detail.kind : type));
  // How often it is told besides how a trial goes on hangs on how long that takes.
  const milestones = told.filter((kind) => MILESTONES.has(kind));
  assert.deepEqual(milestones.slice(-6), [
    "trial-start",
    "trial-start",
    "trial-end",
    "trial-start",
    "trial-end",
    "run-end",
  ]);
  assert.ok(milestones.indexOf("environment") < milestones.indexOf("trial-start"));
  assert.ok(milestones.includes("run-start"));
});
