/** A page that is hidden or frozen, or a machine that sleeps, in the middle of a trial: the trial says so. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { RunReport } from "../../www/generated/types/RunReport.ts";
import { resultOf } from "./support/spans.ts";
import * as testBed from "./support/test-bed.ts";

/** Runs three trials of processes, with something happening to the page in the second. */
async function incidentsOf(happening: string): Promise<string[]> {
  const site = await testBed.site();
  const page = await testBed.page();
  await page.open(`${site.root}embed.html`);
  const report = await page.call<RunReport>(`
    // The time of day, which goes on as the test says: a busy machine may stand still for seconds.
    let day = Date.now();
    Date.now = () => day;
    const element = document.querySelector("parallel-playground");
    element.addEventListener("run-progress", ({ detail: { kind, strategy, trial } }) => {
      if (kind === "trial-start" && strategy === "processes" && trial === 2) {
        ${happening}
      }
    });
    return element.run({ task: "count-primes", strategies: "processes", size: 3_000_000, workers: 2, trials: 3 });`);
  const incidents = (id: string) =>
    resultOf(report, id).trials.map((trial) => trial.incidents.join());
  assert.deepEqual(incidents("sequential"), ["", "", ""]);
  return incidents("processes");
}

test("only the trials during which the page was hidden have it among their incidents", async () => {
  const incidents = await incidentsOf(`
    for (const visibilityState of ["hidden", "visible"]) {
      Object.defineProperty(document, "visibilityState", { configurable: true, value: visibilityState });
      document.dispatchEvent(new Event("visibilitychange"));
    }`);
  assert.deepEqual(
    incidents.map((text) => /hidden or frozen/.test(text)),
    [false, true, false],
  );
});

test("only the trials during which the machine slept have it among their incidents", async () => {
  // What a page sees of a sleep: the time of day has gone on.
  const incidents = await incidentsOf("day += 3_600_000;");
  assert.deepEqual(
    incidents.map((text) => /machine slept/.test(text)),
    [false, true, false],
  );
});
