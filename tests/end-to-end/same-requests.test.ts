/** Every strategy makes the same requests: none is answered by a cache in its stead. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Site } from "./server/site.ts";
import { catalogue, suiting } from "./support/catalogue.ts";
import type { Page } from "./support/page.ts";
import { resultOf } from "./support/spans.ts";
import * as testBed from "./support/test-bed.ts";

const PICTURES = 12;
const WORKERS = 2;
/** The warm-up has one request a worker. */
const REQUESTS = WORKERS + PICTURES;

let site: Site;
let page: Page;

before(async () => {
  site = await testBed.site();
  page = await testBed.page();
  await page.open(`${site.root}embed.html`);
});

/** How often the server was asked for a path that begins so. */
function asked(path: string): number {
  return site.requests.filter((url) => url.startsWith(path)).length;
}

for (const strategy of suiting("download-images")) {
  for (const [what, query] of [
    ["pictures", (number: number) => `&number=${number}`],
    ["times one picture", () => ""],
  ] as const) {
    test(`${strategy} asks the server for twelve ${what} that a cache may keep`, async () => {
      const path = `/hostile/kept?by=${strategy}&what=${encodeURIComponent(what)}`;
      const urls = Array.from(
        { length: PICTURES },
        (_, number) => site.origin + path + query(number),
      );
      const report = await page.report({
        task: "download-images",
        strategies: strategy,
        network: "real",
        trials: 1,
        workers: WORKERS,
        urls,
      });
      assert.ok(resultOf(report, strategy).matchesSequential);
      // Sequential is always run, to compare with.
      const runs = strategy === catalogue.yardstick ? 1 : 2;
      assert.equal(asked(path), runs * REQUESTS);
    });
  }
}
