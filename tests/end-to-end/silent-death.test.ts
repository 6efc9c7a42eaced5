/** A worker that ends without a word is found out, and costs no more than what it held. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Page } from "./support/page.ts";
import { resultOf } from "./support/spans.ts";
import * as testBed from "./support/test-bed.ts";

const PRIMES = { task: "count-primes", size: 20_000, workers: 2, trials: 1 };
/**
 * What is sent of it is so large that it is posted. What goes through shared memory is no message that a
 * script can hear, and a coordinator that has closed itself may still take it.
 */
const SORTING = { ...PRIMES, task: "sort-numbers", size: 200_000 };

let page: Page;

before(async () => {
  page = await testBed.page();
});

/** What is put before a script, so that the worker closes itself when `isDue` says so of a message. */
function closingOn(event: "heard" | "said", isDue: string): string {
  return event === "heard"
    ? // Unheard by the worker's own code: that might be done with it before it is dead.
      `addEventListener("message", (event) => { const { data } = event; if (${isDue}) { event.stopImmediatePropagation(); close(); } });`
    : `{ const post = postMessage; self.postMessage = (data, transfer) => { post.call(self, data, transfer); if (${isDue}) close(); }; }`;
}

/** Has the worker close itself in some of its starts, counted from 1. */
function mortal(file: string, starts: readonly number[], death: string) {
  let started = 0;
  const alter = (script: string): string => {
    started += 1;
    return starts.includes(started) ? `${death}${script}` : script;
  };
  return { altered: { [file]: alter } };
}

test("a process's ranges are run again on a fresh one", async () => {
  // Two at first, two for the warm-up, and these for the trial.
  const death = closingOn("heard", "data instanceof Uint8Array || Array.isArray(data)");
  const site = await testBed.site(mortal("process.worker.js", [5, 6], death));
  await page.open(`${site.root}embed.html`);
  const fields = { ...SORTING, strategies: "processes", startMethod: "forkserver" };
  const processes = resultOf(await page.report(fields), "processes");
  assert.ok(processes.matchesSequential);
  const incidents = processes.trials.flatMap((trial) => trial.incidents).join(" ");
  assert.match(incidents, /Process 1 died; .* run again/);
  assert.match(incidents, /Process 2 died; .* run again/);
});

test("a rank's death costs its strategy, and the next has processes of its own", async () => {
  const death = closingOn("heard", "data instanceof Uint8Array || Array.isArray(data)");
  // Whichever of the two is the first rank, which gets the whole task.
  const site = await testBed.site(mortal("process.worker.js", [1, 2], death));
  await page.open(`${site.root}embed.html`);
  const report = await page.report({ ...SORTING, strategies: "ranks processes" });
  assert.ok(resultOf(report, "processes").matchesSequential);
  const [skipped] = report.skipped;
  assert.equal(skipped?.strategy, "ranks");
  assert.match(skipped?.reason ?? "", /stopped in the middle of its work/);
});

/**
 * A coordinator that closes itself once something was said: it goes on until it has to wait for a
 * message, and so never hears of its processes.
 */
async function openWithMortalCoordinator(isDue: string): Promise<void> {
  const death = closingOn("said", isDue);
  const site = await testBed.site(mortal("coordinator.worker.js", [1], death));
  await page.open(`${site.root}embed.html`);
}

test("a dead coordinator leaves what finished, and the next run has a new one", async () => {
  await openWithMortalCoordinator('data.event?.kind === "trial-end"');
  const report = await page.report({ ...SORTING, strategies: "processes", trials: 2 });
  assert.equal(resultOf(report, "sequential").trials.length, 1);
  const [skipped] = report.skipped;
  assert.equal(skipped?.strategy, "processes");
  assert.match(skipped?.reason ?? "", /ended without a word/);
  assert.ok(resultOf(await page.report({ ...PRIMES, strategies: "processes" }), "processes"));
});

test("a coordinator that dies before anything finished is a typed failure, and whoever waits has a turn", async () => {
  await openWithMortalCoordinator('data.event?.kind === "trial-start"');
  const { first, second } = await page.call<{ first: string[]; second: number }>(
    `
    const element = document.querySelector("parallel-playground");
    const dying = element.run(given).then(() => ["ended well"], ({ code, message }) => [code, message]);
    const waiting = element.run(given);
    return { first: await dying, second: (await waiting).results.length };
  `,
    { ...SORTING, strategies: "processes" },
  );
  assert.equal(first[0], "worker-crashed");
  assert.match(first[1] ?? "", /ended without a word/);
  assert.equal(second, 2);
});
