/** CPython runs the programs of `python/` in the tab: to the same end as Rust, and as Python would. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { RunReport } from "../../www/generated/types/RunReport.ts";
import { catalogue, suiting } from "./support/catalogue.ts";
import type { Page } from "./support/page.ts";
import { lanesOf, overlap, spansOf } from "./support/spans.ts";
import * as testBed from "./support/test-bed.ts";

/** Large enough that every worker gets ranges, small enough to be quick in Python. */
const SIZE_SHARE = 100;

/** What pictures' pixels are computed by, and a site only has if its builder adds it. */
const WANTS_PILLOW = ["make-thumbnails"];

let page: Page;

before(async () => {
  const site = await testBed.site();
  page = await testBed.page();
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
  const fields = { task: "count-primes", language: "python", size: 60_000, workers: 2, trials: 2 };
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
  const fields = { task: "count-primes", language: "python", size: 200_000, workers: 2, trials: 1 };
  const result = inPython(await page.report({ ...fields, strategies: "processes" }), "processes");
  const [lanes = []] = lanesOf(result, "process");
  assert.equal(lanes.length, 2);
  const [one = [], other = []] = lanes.map((lane) => spansOf(lane, "run"));
  assert.ok(overlap(one, other), "no run span of one was going on during one of the other");
});

test("threads wait for many downloads at the same time", async () => {
  const fields = { task: "download-images", language: "python", size: 6, workers: 3, trials: 1 };
  const result = inPython(
    await page.report({ ...fields, strategies: "gil-threads", latencyMs: 200 }),
    "gil-threads",
  );
  const [lanes = []] = lanesOf(result, "thread");
  assert.equal(lanes.length, 3);
  const [one = [], other = []] = lanes.map((lane) => spansOf(lane, "fetch"));
  assert.ok(overlap(one, other), "no fetch span of one was going on during one of the other");
});

test("Python's downloads wait no longer than the request says", async () => {
  const strategies = ["sequential", "threads", "processes", "event-loop", "pipeline"];
  const fields = { task: "download-images", language: "python", size: 2, workers: 2, trials: 1 };
  const patience = { latencyMs: 3_000, timeoutMs: 300, retries: 0 };
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

test("a trial's lanes are told while it goes on", async () => {
  const strategies = ["sequential", "threads", "processes"];
  const fields = { task: "count-primes", language: "python", size: 400_000, workers: 2, trials: 1 };
  const { events } = await page.run({ ...fields, strategies: strategies.join(" ") });
  for (const strategy of strategies) {
    const told = events.flatMap(({ detail }) =>
      "kind" in detail && detail.kind === "trial-so-far" && detail.strategy === strategy
        ? [detail.soFar]
        : [],
    );
    const computing = told.some(({ lanes }) => {
      const workers = lanes.length > 1 ? lanes.slice(0, -1) : lanes;
      return workers.every(({ spans }) => spans.some((span) => span.kind === "run"));
    });
    assert.ok(computing, `${strategy} was never seen computing on all its lanes`);
  }
});
