/** CPython's own tests of threads, queues, futures, processes and asyncio pass in the tab. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { callPython, forInterpreters } from "./interpreters/served.ts";
import { testFiles, version } from "./std-tests/package.ts";
import list from "./std-tests/std-tests.json" with { type: "json" };
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";

/** How a module's tests ended, by their names. */
interface Outcomes {
  passed: string[];
  /** Those that passed only when they were run once more, and why they had failed. */
  again: Record<string, string>;
  failed: Record<string, string>;
  /** Those that refused to run here, and why. */
  refused: Record<string, string>;
}

/** How long a module's tests may take in all. */
const PATIENCE_MS = 600_000;

let page: Page;

/** Processes' tests take long to import, and each of their processes would have to. */
const ofProcesses = Object.entries<Record<string, number>>(list.modules).some(
  ([name, passing]) => name.includes("multiprocessing") && version in passing,
);
const preload = ofProcesses ? { module: "std_tests", name: "preload", argument: "" } : undefined;

before(async () => {
  const site = await testBed.site({ beside: await forInterpreters(testFiles(), preload) });
  page = await testBed.page();
  await page.driver.manage().setTimeouts({ script: PATIENCE_MS });
  await page.open(`${site.root}embed.html`);
});

const leftOut = Object.values(list.leftOut).flat();

for (const [module, passing] of Object.entries<Record<string, number>>(list.modules)) {
  const least = passing[version];
  const skip = least === undefined && `Python ${version} has no list of them`;
  test(module, { skip }, async (context) => {
    const argument = JSON.stringify({ module, leftOut });
    const ending = await callPython(page, { module: "std_tests", name: "main", argument });
    assert.equal(ending.kind, "returned", JSON.stringify({ ...ending, lanes: [] }));
    const outcomes: Outcomes = JSON.parse((ending as { value: string }).value);
    assert.deepEqual(outcomes.failed, {});
    const { length } = outcomes.passed;
    assert.ok(length >= (least ?? 0), `${length} passed, and ${least} are to`);
    context.diagnostic(`${length} passed${length > (least ?? 0) ? `: more than ${least}` : ""}`);
    for (const [name, why] of Object.entries(outcomes.again)) {
      context.diagnostic(`${name} passed only when it was run once more; before: ${why}`);
    }
  });
}
