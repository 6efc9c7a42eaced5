/** What is called parallel was going on at the same time. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { LaneKind } from "../../www/generated/types/LaneKind.ts";
import type { Page } from "./support/page.ts";
import { lanesOf, mostAtOnce, resultOf, spansOf } from "./support/spans.ts";
import * as testBed from "./support/test-bed.ts";
import { runUntilTogether } from "./support/together.ts";

let page: Page;

before(async () => {
  const site = await testBed.site();
  page = await testBed.page();
  await page.open(`${site.root}embed.html`);
});

const PARALLEL: [string, LaneKind][] = [
  ["threads", "thread"],
  ["processes", "process"],
];

for (const [strategy, kind] of PARALLEL) {
  test(`two workers of ${strategy} compute at the same time`, async () => {
    const fields = { task: "count-primes", strategies: strategy, workers: 2 };
    const { report } = await runUntilTogether(page, fields, kind, "run");
    const result = resultOf(report, strategy);
    assert.equal(result.workers, 2);
    for (const lanes of lanesOf(result, kind)) {
      assert.equal(lanes.length, 2);
    }
  });

  test(`two workers of ${strategy} download at the same time`, async () => {
    const fields = {
      task: "download-images",
      strategies: strategy,
      workers: 2,
      size: 6,
      latencyMs: 100,
    };
    const { report } = await runUntilTogether(page, fields, kind, "fetch");
    for (const lanes of lanesOf(resultOf(report, strategy), kind)) {
      assert.equal(lanes.flatMap((lane) => spansOf(lane, "fetch")).length, 6);
    }
  });
}

test("the event loop keeps eight downloads in flight, and never more", async () => {
  const fields = {
    task: "download-images",
    strategies: "event-loop",
    trials: 1,
    size: 24,
    inFlight: 8,
    latencyMs: 200,
  };
  const [lanes = []] = lanesOf(resultOf(await page.report(fields), "event-loop"), "request");
  assert.equal(lanes.length, 8);
  const fetches = lanes.flatMap((lane) => spansOf(lane, "fetch"));
  assert.equal(fetches.length, 24);
  assert.equal(mostAtOnce(fetches), 8);
});

test("sequential does one thing at a time", async () => {
  const fields = {
    task: "download-images",
    strategies: "sequential",
    trials: 1,
    size: 6,
    latencyMs: 20,
  };
  const result = resultOf(await page.report(fields), "sequential");
  for (const { lanes } of result.trials) {
    const fetches = lanes.flatMap((lane) => spansOf(lane, "fetch"));
    assert.equal(fetches.length, 6);
    assert.equal(mostAtOnce(fetches), 1);
  }
});
