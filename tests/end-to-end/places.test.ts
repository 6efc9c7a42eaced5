/** The same site on other hosts: without isolation, below a path. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Page } from "./support/page.ts";
import { lanesOf, resultOf } from "./support/spans.ts";
import * as testBed from "./support/test-bed.ts";
import { runUntilTogether } from "./support/together.ts";

const PRIMES = { task: "count-primes", workers: 2, trials: 1 };

let page: Page;

before(async () => {
  page = await testBed.page();
});

test("a place without isolation gets processes, and is told what would give threads", async () => {
  const site = await testBed.site({ isolated: false, missing: ["service-worker.js"] });
  await page.open(`${site.root}embed.html`);
  const { report, events } = await page.run(PRIMES);
  assert.ok(report);
  assert.equal(report.environment.isolated, false);
  assert.equal(report.environment.rung, "processes");
  assert.deepEqual(
    report.skipped.map(({ strategy }) => strategy),
    ["threads"],
  );
  assert.match(report.skipped[0]?.reason ?? "", /isolated/);

  assert.ok(resultOf(report, "processes").matchesSequential);
  await runUntilTogether(page, { ...PRIMES, strategies: "processes" }, "process", "run");

  const place = events.find(
    ({ type, detail }) => type === "run-progress" && detail.kind === "environment",
  );
  assert.match(JSON.stringify(place), /COOP and COEP/);
});

for (const isolated of [true, false]) {
  test(`everything works below a path, isolated by ${isolated ? "its host" : "its service worker"}`, async () => {
    const site = await testBed.site({ path: "/deep/playground/", isolated });
    await page.openIsolated(`${site.root}playground.html`);
    assert.equal((await page.report(PRIMES)).environment.rung, "threads");
    const report = await page.report({ task: "download-images", size: 4, trials: 1 });
    assert.equal(report.environment.simulatedNetwork, true);
    for (const { strategy, matchesSequential, output } of report.results) {
      assert.ok(matchesSequential, strategy);
      assert.equal((output as { pictures: number }).pictures, 4);
    }
    const outside = site.requests.filter((url) => !url.startsWith("/deep/playground/"));
    assert.deepEqual(
      outside.filter((url) => url !== "/favicon.ico"),
      [],
    );
  });
}

test("a new worker count gets threads in that number", async () => {
  const site = await testBed.site();
  await page.open(`${site.root}embed.html`);
  for (const workers of [1, 3, 2]) {
    const report = await page.report({ ...PRIMES, size: 20_000, strategies: "threads", workers });
    const result = resultOf(report, "threads");
    assert.equal(result.workers, workers);
    assert.deepEqual(
      lanesOf(result, "thread").map(({ length }) => length),
      [workers],
    );
  }
});
