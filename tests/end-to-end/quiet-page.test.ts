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
  await page.open(`${site.root}playground.html`);
});

/** What the page noticed of itself during a run. */
interface Noticed {
  longTasksMs: number[];
  violations: string[];
  /** WebAssembly modules that were made to run on its thread. */
  modules: number;
  /** The most objects in any one message that it sent or read. */
  mostObjects: number;
}

/** Spans of the runs with many. */
const SPANS = 100_000;

/** Nothing was computed here, and no message was so large that its copying would show. */
function assertFree({ violations, modules, mostObjects }: Noticed): void {
  assert.deepEqual(violations, []);
  assert.equal(modules, 0, "WebAssembly ran on the page's thread");
  assert.ok(mostObjects < SPANS / 10, `a message had ${mostObjects} objects`);
}

const RUNS: Record<string, object> = {
  "a hundred thousand spans": {
    task: "count-primes",
    size: SPANS,
    chunkSize: 1,
    workers: 2,
    trials: 1,
    strategies: "threads",
  },
  computing: { task: "count-primes", workers: 2, trials: 1 },
  downloading: { task: "download-images", size: 30, workers: 2, trials: 1, latencyMs: 20 },
};

for (const [what, fields] of Object.entries(RUNS)) {
  test(`the page stays free during ${what}`, async (context) => {
    const strategies = catalogue.defaultStrategies;
    const noticed = await page.call<Noticed>("return inPage.runAndNotice(given);", {
      strategies,
      ...fields,
    });
    const { longTasksMs, mostObjects } = noticed;
    context.diagnostic(`tasks of more than 50 ms on the page's thread: ${longTasksMs.join(", ")}`);
    context.diagnostic(`the most objects in a message: ${mostObjects}`);
    assertFree(noticed);
  });
}

test("the page stays free while a report of a hundred thousand spans is opened and predicted from", async (context) => {
  const noticed = await page.call<Noticed>(
    `
    const playground = document.querySelector("parallel-playground");
    const report = await playground.run(given);
    const file = new File([JSON.stringify(report)], "many-spans.json");
    // The task that made all this is not to be counted.
    await new Promise((resolve) => setTimeout(resolve));
    return inPage.notice(async () => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(file);
      const drop = new DragEvent("drop", { bubbles: true, composed: true, dataTransfer });
      playground.shadowRoot.querySelector(".stage").dispatchEvent(drop);
      const notice = () => playground.shadowRoot.querySelector(".notice")?.textContent ?? "";
      await inPage.settled(() => notice().includes("many-spans.json"));
      const outlook = () => inPage.part("outlook")?.querySelector("details");
      await inPage.settled(outlook);
      outlook().open = true;
      const view = () => inPage.part("outlook").querySelector("playground-outlook-view")?.shadowRoot;
      await inPage.settled(() => view()?.querySelector("output strong"));
    });
  `,
    RUNS["a hundred thousand spans"],
  );
  const { longTasksMs, mostObjects } = noticed;
  context.diagnostic(`tasks of more than 50 ms on the page's thread: ${longTasksMs.join(", ")}`);
  context.diagnostic(`the most objects in a message: ${mostObjects}`);
  assertFree(noticed);
});

test("the console has no complaints", async () => {
  assert.deepEqual(await testBed.complaints(page), []);
});

test("no request left this machine, but for those of the browser itself", async () => {
  const strangers = (): string[] =>
    [...proxy.hosts].filter((host) => !browser.phonesHome.has(host));
  assert.deepEqual(strangers(), []);
  await page.call('await fetch("http://third-party.example/").catch(() => undefined);');
  assert.deepEqual(strangers(), ["third-party.example"], "a request that leaves would be seen");
});
