/** An author's own listings run in articles as their tools make them, as the guide has it. */

import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { ARTICLES } from "./articles.ts";
import { serveBuilt, written } from "./server/built-article.ts";
import { listing } from "./support/guide.ts";
import type { Page } from "./support/page.ts";
import { endOfRun } from "./support/run-anywhere.ts";
import * as testBed from "./support/test-bed.ts";

/** What both versions print. */
const PRINTED = "[0, 1, 4, 9]\n";

let page: Page;
let root: string;

before(async () => {
  page = await testBed.page();
  root = (await testBed.site({ isolated: false })).root;
});

/** Begins a run unless it has begun, on a page that may reload itself; how it ended, once it has. */
const RUN = `
  window.outcome ??= customElements.whenDefined("parallel-python")
    .then(() => document.querySelector("parallel-python"))
    .then(async (element) => { await element.updateComplete; return element.run({ trials: 1 }); })
    .catch((error) => ({ error: String(error) }))
    .then((outcome) => { window.ended = outcome; });
  return window.ended ?? null;
`;

for (const article of ARTICLES) {
  describe(article.name, () => {
    let served: string;

    before(async () => {
      served = (await testBed.serve(() => serveBuilt(article, root))).root;
    });

    for (const { paste, source, address, inFrame } of article.listings) {
      test(`${source} has “${paste}” of the guide, and both listings run and print the same`, async () => {
        assert.ok(written(article, source).includes(listing(paste)), source);
        await page.driver.switchTo().defaultContent();
        await page.driver.get(served + address);
        const { request, results, skipped } = await endOfRun(page, inFrame, RUN);
        assert.deepEqual(skipped, []);
        assert.deepEqual(
          request.versions.map(({ name }) => name),
          ["Sequential", "Threads"],
        );
        for (const { strategy, matchesSequential, output, trials } of results) {
          assert.ok(matchesSequential, strategy);
          assert.equal(output, PRINTED);
          assert.equal(trials[0]?.console[0]?.text, PRINTED);
        }
      });
    }
  });
}
