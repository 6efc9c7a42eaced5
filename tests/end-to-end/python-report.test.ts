/** What is made of a run in Python: its trace, its stacks, why it took so long, and the replay. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { TraceEvent } from "../../www/elements/reports/chrome-trace.ts";
import type { Lane } from "../../www/generated/types/Lane.ts";
import type { RunReport } from "../../www/generated/types/RunReport.ts";
import type { Span as LaneSpan } from "../../www/generated/types/Span.ts";
import type { Site } from "./server/site.ts";
import type { Page } from "./support/page.ts";
import { savedEvents } from "./support/saving.ts";
import { lanesOf, resultOf } from "./support/spans.ts";
import * as testBed from "./support/test-bed.ts";

const FIELDS = {
  task: "count-primes",
  language: "python",
  strategies: "threads processes",
  size: 300_000,
  workers: 2,
  trials: 1,
};

/** Fewer turns than two threads of so much work take at 5 ms, however fast the machine. */
const TURNS = 8;

let page: Page;
let site: Site;
let report: RunReport;

before(async () => {
  site = await testBed.site();
  page = await testBed.page();
  await page.open(`${site.root}playground.html`);
  report = await page.report(FIELDS);
});

type Span = Extract<TraceEvent, { ph: "X" }>;

test("in the saved trace the GIL passes from thread to thread, and nobody gets it who has it", async () => {
  const traceEvents = await savedEvents(page);
  const named = (kind: string, words: RegExp) =>
    traceEvents.filter((it) => it.ph === "M" && it.name === kind && words.test(`${it.args.name}`));
  const [trial] = named("process_name", /^Threads/);
  const threads = named("thread_name", /^thread/i).filter(({ pid }) => pid === trial?.pid);
  assert.equal(threads.length, 2);
  const isRun = (event: TraceEvent): event is Span =>
    event.ph === "X" && event.name === "run" && event.pid === trial?.pid;
  const runs = traceEvents
    .filter(isRun)
    .filter(({ tid }) => threads.some((thread) => thread.tid === tid))
    .sort((one, other) => one.ts - other.ts);
  const turns = runs.filter(({ tid }, place) => tid !== runs[place - 1]?.tid);
  assert.ok(turns.length >= TURNS, `the GIL passed ${turns.length} times`);
  for (const [place, { ts }] of runs.entries()) {
    const before = runs[place - 1];
    assert.ok(before === undefined || before.ts + before.dur <= ts, `two ran at ${ts}`);
  }
});

/** How long a lane waited for a lock in a trial; what two spans tell is the first one's. */
function lockWaitMs(spans: readonly LaneSpan[], elapsedMs: number): number {
  let [now, waitedMs] = [0, 0];
  for (const { kind, startMs, endMs } of spans) {
    const from = Math.max(now, startMs);
    now = Math.max(now, Math.min(endMs, elapsedMs));
    waitedMs += kind === "lock-wait" ? Math.max(now - from, 0) : 0;
  }
  return waitedMs;
}

test("a speed-up stack says where the workers' time went: threads waited for the GIL", () => {
  const result = resultOf(report, "threads");
  const [{ elapsedMs } = assert.fail()] = result.trials;
  const [lanes = []] = lanesOf(result, "thread");
  const [coordinators = []] = lanesOf(result, "coordinator");
  const waitedMs = (waiting: readonly Lane[]): number =>
    waiting.reduce((sum, { spans }) => sum + lockWaitMs(spans, elapsedMs), 0);
  const own = waitedMs(lanes);
  assert.ok(own > 0, "no thread waited for the GIL");
  // A thread that is not started yet waits as well while the one that starts it waits for the GIL.
  const most = own + lanes.length * waitedMs(coordinators);
  const { stack } = result;
  const inStack = (stack?.lockWait ?? Number.NaN) * elapsedMs;
  const told = `of ${elapsedMs} ms, ${own} to ${most} for the GIL: ${JSON.stringify(stack)}`;
  assert.ok(inStack > own - 0.01 * elapsedMs && inStack < most + 0.01 * elapsedMs, told);
  assert.notEqual(stack?.inflation, 0, "computing is not told from starting");
});

test("threads that take turns are told to be processes", () => {
  const own = report.diagnosis.filter(({ strategy }) => strategy === "threads");
  const found = own.find(({ code }) => code === "held-by-the-gil");
  assert.equal(found?.language, "python", JSON.stringify(report.diagnosis));
  assert.match(found.message, /executes Python/);
  assert.equal(found.remedy?.value, "sequential threads processes");
});

test("downloads by threads are told that threads are right", async () => {
  const { diagnosis } = await page.report({
    ...FIELDS,
    task: "download-images",
    strategies: "threads",
    size: 2,
    // So long that on no machine much of the time goes into anything but waiting.
    latencyMs: 1_000,
  });
  const found = diagnosis.find(({ strategy }) => strategy === "threads");
  assert.equal(found?.code, "waiting-on-the-network", JSON.stringify(diagnosis));
  assert.match(found.message, /threads are right/);
});

test("a saved report of Python is opened again, and replayed", async () => {
  // Beside the run that it was saved of, it would be compared with it.
  await page.open(`${site.root}playground.html`);
  const standings = await page.call<string[]>(
    `await inPage.openReport("python.json", given);
     const view = inPage.part("lane-view");
     const button = () => [...view.querySelectorAll("button")]
       .find(({ textContent }) => textContent.includes("Replay"));
     await inPage.settled(() => button() !== undefined);
     button().click();
     const panel = () => view.querySelector("playground-replay-panel")?.shadowRoot;
     const standings = () => [...panel()?.querySelectorAll(".standing") ?? []]
       .map(({ textContent }) => textContent);
     const slider = () => panel()?.querySelector("input");
     await inPage.settled(() => slider() !== undefined && slider() !== null);
     slider().value = slider().max;
     slider().dispatchEvent(new Event("input"));
     const { length } = JSON.parse(given).results;
     const isOver = (text) => /^\\d(st|nd|rd)/.test(text);
     await inPage.settled(() => standings().length === length && standings().every(isOver));
     return standings();`,
    JSON.stringify(report),
  );
  assert.equal(standings.length, report.results.length);
});
