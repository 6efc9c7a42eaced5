/** A coordinator whose first start fails for no lasting reason is started once more. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";

const SMALL = { task: "count-primes", strategies: "sequential", size: 1_000, trials: 1 };

let page: Page;

before(async () => {
  page = await testBed.page();
});

const FALSE_STARTS: Record<string, string> = {
  "throws while it loads": "throw new Error('not today');",
  "never says a word": "",
  "falls silent after its first word": "postMessage({ kind: 'step', step: 'script' });",
};

for (const [what, script] of Object.entries(FALSE_STARTS)) {
  test(`a coordinator that ${what} gets a second try`, async () => {
    let starts = 0;
    const alter = (original: string): string => {
      starts += 1;
      return starts === 1 ? script : original;
    };
    const site = await testBed.site({ altered: { "coordinator.worker.js": alter } });
    await page.open(`${site.root}embed.html`);
    assert.ok(await page.report(SMALL));
    assert.equal(starts, 2);
  });
}

test("a coordinator that never says a word is given up, and the step is named", async () => {
  const site = await testBed.site({ altered: { "coordinator.worker.js": () => "" } });
  await page.open(`${site.root}embed.html`);
  const failure = await page.failure(SMALL);
  assert.equal(failure.code, "start-failed");
  assert.match(failure.message, /no sign of life/);
});

test("a worker's old copy from a cache is fetched anew", async () => {
  let isOld = true;
  const rebuilt = (script: string): string => {
    const id = /"(?<id>[0-9a-f]{12})"/.exec(script)?.groups?.id ?? "no id";
    const served = isOld ? script.replaceAll(id, "another-build") : script;
    isOld = false;
    return served;
  };
  const altered = { "coordinator.worker.js": rebuilt };
  const site = await testBed.site({ altered, cacheControl: "max-age=600" });
  await page.open(`${site.root}embed.html`);
  assert.ok(await page.report(SMALL));
});
