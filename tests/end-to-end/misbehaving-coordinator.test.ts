/** What the engine makes of a Rust side that traps, hangs, or does not obey. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";

const STAND_IN = readFileSync(new URL("./stand-ins/playground.js", import.meta.url), "utf8");
/** The stand-in's first trial is over, so that something has finished. */
const FIRST_TRIAL = { abortOn: { kind: "trial-end" } };

let page: Page;

before(async () => {
  const site = await testBed.site({ altered: { "playground.js": () => STAND_IN } });
  page = await testBed.page();
  await page.open(`${site.root}embed.html`);
});

function scenario(name: string): object {
  return { urls: [name] };
}

for (const trap of ["trap", "trap-at-once", "trap-in-a-thread"]) {
  test(`a ${trap} keeps what finished and tells the panic's message, and the next run has a new coordinator`, async () => {
    const { report, events } = await page.run(scenario(trap));
    assert.deepEqual(
      report?.skipped.map(({ strategy }) => strategy),
      ["threads"],
    );
    assert.match(report?.skipped[0]?.reason ?? "", /attempt to divide by zero.*is kept/);
    const [result] = report?.results ?? [];
    assert.equal(result?.strategy, "sequential");
    assert.match(result?.trials.at(-1)?.incidents.join() ?? "", /attempt to divide by zero/);
    const notices = events.flatMap(({ type, detail }) =>
      type === "run-progress" && detail.kind === "notice" ? [detail] : [],
    );
    assert.deepEqual(
      notices.map(({ code }) => code),
      ["worker-crashed"],
    );
    assert.ok(await page.report(scenario("fine")));
  });
}

test("a trap before anything has finished rejects with the panic's message", async () => {
  const failure = await page.failure(scenario("trap-before-all"));
  assert.equal(failure.code, "worker-crashed");
  assert.match(failure.message, /attempt to divide by zero/);
  assert.ok(await page.report(scenario("fine")));
});

test("a run that obeys is cancelled without losing its coordinator", async () => {
  // However long obeying takes on this machine: nobody loses patience meanwhile.
  const { how } = await page.call<{ how: string }>(
    `const { setTimeout } = window;
     window.setTimeout = () => 0;
     const { report } = await inPage.runPlayground(0, given, inPage.isOf({ kind: "trial-end" }));
     window.setTimeout = setTimeout;
     return report;`,
    scenario("obedient"),
  );
  assert.equal(how, "stopped when told");
});

for (const stubborn of ["deaf", "hang"]) {
  test(`a ${stubborn} run is ended by force, and what finished is kept`, async () => {
    const report = await page.report(scenario(stubborn), FIRST_TRIAL);
    const trials = [{ elapsedMs: 1, startupMs: 0, lanes: [], console: [], incidents: [] }];
    const sequential = { language: "rust", strategy: "sequential" };
    assert.deepEqual(report.results, [{ ...sequential, output: 42, trials }]);
    assert.deepEqual(
      report.skipped.map(({ strategy }) => strategy),
      ["threads"],
    );
    assert.match(report.skipped[0]?.reason ?? "", /cancelled/);
    assert.ok(await page.report(scenario("fine")));
  });
}

test("a run that is aborted while it waits resolves with nothing finished", async () => {
  const waiting = await page.call<{ skipped: { reason: string }[]; results: unknown[] }>(`
    const element = document.querySelector("parallel-playground");
    const first = new AbortController();
    const second = new AbortController();
    const running = element.run({ urls: ["obedient"] }, { signal: first.signal });
    const queued = new Promise((resolve) => {
      element.addEventListener("run-progress", ({ detail }) => {
        if (detail.kind === "queued") resolve(detail.ahead);
      });
    });
    const waiting = element.run({ urls: ["fine"] }, { signal: second.signal });
    if ((await queued) !== 1) throw new Error("one run is ahead");
    second.abort();
    const report = await waiting;
    first.abort();
    await running;
    return report;
  `);
  assert.deepEqual(waiting.results, []);
  assert.equal(waiting.skipped.length, 2);
  assert.match(waiting.skipped[0]?.reason ?? "", /before it began/);
});

test("threads that do not start after all cost a rung, which is told", async () => {
  const { report, events } = await page.run(scenario("no-threads"));
  assert.equal(report?.environment.rung, "processes");
  const places = events.flatMap(({ type, detail }) =>
    type === "run-progress" && detail.kind === "environment" ? [detail] : [],
  );
  assert.deepEqual(
    places.map(({ environment }) => environment.rung),
    ["threads", "processes"],
  );
  assert.match(places[1]?.why ?? "", /The threads did not start/);
});
