/** Two unlike stages: pictures are downloaded, and made small for a contact sheet. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { StrategyResult } from "../../www/generated/types/StrategyResult.ts";
import type { Page } from "./support/page.ts";
import { overlap, resultOf, spansOf } from "./support/spans.ts";
import * as testBed from "./support/test-bed.ts";

const STRATEGIES = ["event-loop", "threads", "processes", "work-queue", "task-graph", "pipeline"];
const PICTURES = 12;

let page: Page;
let result: (strategy: string) => StrategyResult;

before(async () => {
  const site = await testBed.site();
  page = await testBed.page();
  await page.open(`${site.root}embed.html`);
  const report = await page.report({
    task: "download-images",
    make: "contact-sheet",
    strategies: STRATEGIES.join(" "),
    size: PICTURES,
    workers: 2,
    inFlight: 4,
    latencyMs: 50,
  });
  result = (strategy) => resultOf(report, strategy);
});

test("every strategy makes the same sheet", () => {
  for (const strategy of ["sequential", ...STRATEGIES]) {
    const { output, matchesSequential } = result(strategy);
    assert.ok(matchesSequential, strategy);
    assert.match((output as { sheet: string }).sheet, /^[0-9a-f]{16}$/);
  }
});

test("a pipeline computes while it downloads", () => {
  const isSo = result("pipeline").trials.some(({ lanes }) => {
    const [fetches, runs] = (["fetch", "run"] as const).map((kind) =>
      lanes.flatMap((lane) => spansOf(lane, kind)),
    );
    return overlap(fetches ?? [], runs ?? []);
  });
  assert.ok(isSo, "no picture was made small while others were downloaded");
});

test("the task graph leads from each download to the sheet", () => {
  const graph = result("task-graph").trials[0]?.graph ?? [];
  const labelled = (label: string) => graph.filter((node) => node.label.startsWith(label));
  assert.equal(labelled("download").length, PICTURES);
  assert.equal(labelled("decode, resize").length, PICTURES);
  assert.equal(labelled("sheet").length, PICTURES - 1);
});

test("the sheet lies in the download directory", async () => {
  await page.call(`
    document.querySelector("parallel-playground").setAttribute("task", "download-images");
    await inPage.settled(() => inPage.part("download-directory") !== undefined);
    await inPage.settled(() => inPage.directory().textContent.includes("contact-sheet.jpg"));
  `);
});
