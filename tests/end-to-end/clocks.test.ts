/** Clocks as browsers have them that hide the time, and as machines have them that were asleep. */

import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import type { RunReport } from "../../www/generated/types/RunReport.ts";
import type { Page } from "./support/page.ts";
import { resultOf } from "./support/spans.ts";
import * as testBed from "./support/test-bed.ts";

const SMALL = { task: "count-primes", size: 20_000, workers: 2, trials: 2 };
/** What Rust's clock reads in every worker: its own, and Rayon's, which imports the same glue. */
const SCRIPTS = ["coordinator.worker.js", "process.worker.js", "playground.js"];

let page: Page;

before(async () => {
  page = await testBed.page();
});

/** Runs where some scripts begin with this. */
async function runWith(preamble: string, scripts = SCRIPTS, language = "rust"): Promise<RunReport> {
  const altered = Object.fromEntries(
    scripts.map((script) => [script, (original: string) => `${preamble};${original}`]),
  );
  const site = await testBed.site({ altered });
  await page.open(`${site.root}embed.html`);
  return page.report({ ...SMALL, language });
}

/** Numbers that are none become null in JSON. */
function nulls(value: unknown, path = ""): string[] {
  if (value === null || typeof value !== "object") {
    return typeof value === "number" && !Number.isFinite(value) ? [path] : [];
  }
  return Object.entries(value).flatMap(([name, part]) => nulls(part, `${path}.${name}`));
}

describe("a clock that does not move", () => {
  test("has every figure be a number, says that it tells nothing, and the report opens again", async () => {
    const report = await runWith("performance.now = () => 1000");
    assert.deepEqual(nulls(report), []);
    assert.ok(resultOf(report, "threads").matchesSequential);
    assert.equal(resultOf(report, "threads").speedup, 1);
    assert.ok(report.diagnosis?.some(({ code }) => code === "timer-too-coarse"));
    const isRead = await page.call<boolean>(
      `const file = new File([given], "report.json");
      const opener = document.querySelector("parallel-playground").shadowRoot
        .querySelector("playground-open-report");
      await inPage.settled(() => opener.open !== undefined);
      return new Promise((resolve) => {
        opener.addEventListener("report-opened", () => resolve(true), { once: true });
        opener.open(file).then(() => resolve(false));
      });`,
      JSON.stringify(report),
    );
    assert.ok(isRead);
  });
});

/** Clocks are set as well as a message tells them, which on a busy machine is late. */
const NEAR_MS = 600_000;
const AHEAD =
  'Object.defineProperty(performance, "timeOrigin", { value: performance.timeOrigin + 3_600_000 })';
/** Each strategy whose workers have clocks of their own, and how to have these be an hour ahead. */
const AHEAD_OF = [
  { language: "rust", strategy: "processes", script: "process.worker.js", preamble: AHEAD },
  { language: "python", strategy: "processes", script: "interpreter.worker.js", preamble: AHEAD },
  // Rayon starts its workers from a copy of their script, and they import the glue.
  {
    language: "rust",
    strategy: "threads",
    script: "playground.js",
    preamble: `if (location.protocol === "blob:") { ${AHEAD} }`,
  },
];
for (const { language, strategy, script, preamble } of AHEAD_OF) {
  describe(`${language}'s ${strategy} whose clocks are an hour ahead`, () => {
    test("have their spans where they were", async () => {
      const report = await runWith(preamble, [script], language);
      const { trials } = resultOf(report, strategy);
      assert.ok(trials.length > 0);
      for (const { elapsedMs, lanes } of trials) {
        const ends = lanes.flatMap(({ spans }) => spans.map(({ endMs }) => endMs));
        assert.ok(Math.max(...ends) <= elapsedMs + NEAR_MS, `${Math.max(...ends)} of ${elapsedMs}`);
      }
    });
  });
}
