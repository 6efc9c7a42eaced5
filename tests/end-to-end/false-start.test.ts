/** A coordinator whose first start fails for no lasting reason is started once more. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { SiteOptions } from "./server/site.ts";
import type { Page } from "./support/page.ts";
import { resultOf } from "./support/spans.ts";
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

/** A bundle that believes to be of another build. */
function rebuilt(script: string): string {
  const id = /"(?<id>[0-9a-f]{12})"/.exec(script)?.groups?.id ?? "no id";
  return script.replaceAll(id, "another-build");
}

/** A script whose first copies are old, and may be kept for long. */
function oldAtFirst(
  file: string,
  copies: number,
  age: (script: string) => string,
): NonNullable<SiteOptions["altered"]> {
  let served = 0;
  const alter = (script: string): string => {
    served += 1;
    return served <= copies ? age(script) : script;
  };
  return { [file]: alter };
}

test("a worker's old copy from a cache is fetched anew", async () => {
  const altered = oldAtFirst("coordinator.worker.js", 1, rebuilt);
  const site = await testBed.site({ altered, cacheControl: "max-age=600" });
  await page.open(`${site.root}embed.html`);
  assert.ok(await page.report(SMALL));
});

test("a process's old copy from a cache is fetched anew", async () => {
  // Each of the two has a copy of its own.
  const altered = oldAtFirst("process.worker.js", 2, rebuilt);
  const site = await testBed.site({ altered, cacheControl: "max-age=600" });
  await page.open(`${site.root}embed.html`);
  const report = await page.report({ ...SMALL, strategies: "processes", workers: 2 });
  assert.ok(resultOf(report, "processes").matchesSequential);
});

test("playground.js's old copy from a cache is fetched anew", async () => {
  const altered = oldAtFirst("playground.js", 1, (script) =>
    script.replace(/__wbg_postMessage_[0-9a-f]+/g, "__wbg_of_another"),
  );
  const site = await testBed.site({ altered, cacheControl: "max-age=600" });
  await page.open(`${site.root}embed.html`);
  assert.ok(await page.report(SMALL));
});
