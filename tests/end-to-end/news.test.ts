/** What a run says while it goes on: painted rows, and a log. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { RunReport } from "../../www/generated/types/RunReport.ts";
import type { Trial } from "../../www/generated/types/Trial.ts";
import type { Page } from "./support/page.ts";
import { resultOf } from "./support/spans.ts";
import * as testBed from "./support/test-bed.ts";
import { runUntilSeenComputing } from "./support/together.ts";

let page: Page;

/** How long the runs may take that have to be long on fast machines. */
const PATIENCE_MS = 600_000;

before(async () => {
  const site = await testBed.site();
  page = await testBed.page();
  await page.driver.manage().setTimeouts({ script: PATIENCE_MS });
  await page.open(`${site.root}embed.html`);
});

const STRATEGIES = ["sequential", "threads", "gil-threads", "processes", "task-graph", "ranks"];

test("every strategy paints every row once, with its pixels", async () => {
  const [width, height] = [90, 60];
  const fields = { task: "mandelbrot", size: width, strategies: STRATEGIES.join(" "), trials: 1 };
  const { events } = await page.run(fields);
  for (const strategy of STRATEGIES) {
    const painted = new Array<number>(height).fill(0);
    for (const { detail } of events) {
      if ("kind" in detail && detail.kind === "painted" && detail.strategy === strategy) {
        const { start, end } = detail.rows;
        assert.equal(Number(detail.bytes), (end - start) * width * 4);
        if (detail.trial === 1) {
          painted.fill(1, start, end);
        }
      }
    }
    assert.deepEqual(painted, new Array(height).fill(1), strategy);
  }
  const colours = await page.call<number>(`
    await inPage.drawn();
    const canvas = inPage.part("painted-picture").querySelector("canvas");
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return new Set(new Uint32Array(data.buffer)).size;
  `);
  assert.ok(colours > 10, `${colours} colours are too few for a picture`);
});

test("a verbose run logs completions as joblib does, and shows the log", async () => {
  const strategies = STRATEGIES.join(" ");
  const report = await page.report({ size: 20_000, strategies, trials: 1, verbose: 11 });
  for (const strategy of STRATEGIES) {
    const [trial] = resultOf(report, strategy).trials;
    const [first, ...others] = trial?.log ?? [];
    assert.match(first ?? "", new RegExp(`Using backend ${strategy} with \\d concurrent workers`));
    assert.match(others.at(-1) ?? "", /Done 20000 out of 20000 \| elapsed: .* finished$/);
  }
  const shown = await page.call<string>(
    'await inPage.drawn(); return inPage.part("run-log").textContent;',
  );
  assert.match(shown, /Done 20000 out of 20000/);
});

test("a run that is not verbose logs nothing", async () => {
  const report = await page.report({ size: 1_000, strategies: "threads", trials: 1 });
  assert.deepEqual(resultOf(report, "threads").trials[0]?.log, []);
});

for (const strategy of ["threads", "processes"]) {
  test(`a trial's lanes are told while it goes on, of ${strategy}`, async () => {
    await runUntilSeenComputing(page, { size: 20_000_000, strategies: strategy, workers: 2 });
  });
}

/** A trial during which the page looked more often than a message told it to. */
interface LookedAt {
  /** Its number, from 1. */
  trial: number;
  messages: number;
  looks: Trial[];
  report: RunReport;
}

test("where a processor is free, lanes are looked up in shared memory at each frame", async (context) => {
  if ((await page.call<number>("return navigator.hardwareConcurrency;")) < 2) {
    return context.skip("no processor is free");
  }
  const { trial, messages, looks, report } = await page.call<LookedAt>(
    'return inPage.runUntilLookedAtMore("threads", given);',
    { size: 12_000_000, trials: 101, workers: 1 },
  );
  assert.ok(looks.length > messages, `${looks.length} looks are no more than ${messages} messages`);
  const { lanes: own = [] } = resultOf(report, "threads").trials[trial - 1] ?? {};
  const inTrial = own.map(({ spans }) => spans);
  for (const { lanes, elapsedMs } of looks) {
    for (const [index, { spans }] of lanes.entries()) {
      const [first, last] = [spans[0], spans.at(-1)];
      assert.ok((last?.endMs ?? 0) <= elapsedMs + 1, "a span is seen before it is over");
      const isKnown =
        first === undefined || inTrial[index]?.some((span) => span.startMs === first.startMs);
      assert.ok(isKnown, `the trial has no span that begins at ${first?.startMs} ms`);
    }
  }
});
