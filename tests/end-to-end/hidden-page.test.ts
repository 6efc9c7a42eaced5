/** A page that is hidden or frozen in the middle of a trial: the trial says so. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { RunReport } from "../../www/generated/types/RunReport.ts";
import { resultOf } from "./support/spans.ts";
import * as testBed from "./support/test-bed.ts";

test("only the trials during which the page was hidden have it among their incidents", async () => {
  const site = await testBed.site();
  const page = await testBed.page();
  await page.open(`${site.root}embed.html`);
  const report = await page.call<RunReport>(`
    const element = document.querySelector("parallel-playground");
    const appear = (visibilityState) => {
      Object.defineProperty(document, "visibilityState", { configurable: true, value: visibilityState });
      document.dispatchEvent(new Event("visibilitychange"));
    };
    element.addEventListener("run-progress", ({ detail: { kind, strategy, trial } }) => {
      if (kind === "trial-start" && strategy === "processes" && trial === 2) {
        appear("hidden");
        appear("visible");
      }
    });
    return element.run({ task: "count-primes", strategies: "processes", size: 3_000_000, workers: 2, trials: 3 });`);
  const incidents = (id: string) =>
    resultOf(report, id).trials.map((trial) => trial.incidents.join());
  assert.deepEqual(
    incidents("processes").map((text) => /hidden or frozen/.test(text)),
    [false, true, false],
  );
  assert.deepEqual(incidents("sequential"), ["", "", ""]);
});
