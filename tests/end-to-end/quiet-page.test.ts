/** The page's thread only draws, obeys its own policy, and asks nobody but its own host. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { browser } from "./browsers/chosen.ts";
import { type RefusingProxy, serveRefusingProxy } from "./server/proxy.ts";
import { catalogue } from "./support/catalogue.ts";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";

let page: Page;
let proxy: RefusingProxy;

before(async () => {
  proxy = await testBed.serve(serveRefusingProxy);
  const site = await testBed.site();
  page = await testBed.page({ proxy: proxy.address });
  await page.open(`${site.root}index.html`);
});

/** What the page noticed of itself during a run. */
interface Noticed {
  longTasksMs: number[];
  violations: string[];
  frames: number;
  trialMs: number;
}

for (const { id: task, size } of catalogue.tasks) {
  test(`the page stays free while ${task} runs`, async (context) => {
    const noticed = await page.call<Noticed>("return inPage.runAndNotice(given);", {
      task,
      size: Math.ceil(size.default / 4),
      workers: 2,
      trials: 1,
      latencyMs: 20,
    });
    context.diagnostic(
      `long tasks on the page's thread: ${JSON.stringify(noticed.longTasksMs)} ms`,
    );
    assert.deepEqual(noticed.violations, []);
    assert.ok(noticed.frames > 0, "it drew while the workers computed");
    const longest = Math.max(0, ...noticed.longTasksMs);
    assert.ok(
      longest < noticed.trialMs,
      `${longest} ms: as long as a trial of ${noticed.trialMs} ms`,
    );
  });
}

/** wasm-bindgen-rayon still starts its threads in a way that wasm-bindgen would have otherwise. */
const KNOWN = /using deprecated parameters for the initialization function/;

test("the console has no complaints", async () => {
  const complaints = await testBed.complaints(page);
  assert.deepEqual(
    complaints.filter((complaint) => !KNOWN.test(complaint)),
    [],
  );
});

test("no request left this machine, but for those of the browser itself", async () => {
  const strangers = (): string[] =>
    [...proxy.hosts].filter((host) => !browser.phonesHome.has(host));
  assert.deepEqual(strangers(), []);
  await page.call('await fetch("http://third-party.example/").catch(() => undefined);');
  assert.deepEqual(strangers(), ["third-party.example"], "a request that leaves would be seen");
});
