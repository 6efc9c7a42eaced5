/** What the guide has authors paste works in articles as their tools make them. */

import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { ARTICLES, type Paste } from "./articles.ts";
import { browser } from "./browsers/chosen.ts";
import { PLACES } from "./rungs.ts";
import { serveBuilt, written } from "./server/built-article.ts";
import { listing } from "./support/guide.ts";
import type { Page } from "./support/page.ts";
import { assertSound, COMPUTING, runAnywhere, WAITING } from "./support/run-anywhere.ts";
import * as testBed from "./support/test-bed.ts";

let page: Page;
let root: string;

before(async () => {
  page = await testBed.page();
  root = (await testBed.site({ isolated: false })).root;
});

/** What the guide says to paste. */
function pasted(paste: Paste): string {
  const [onlyTheFrame = ""] = listing("frame").split("\n");
  return paste === "only the frame" ? onlyTheFrame : listing(paste);
}

/** The rung that the table has for an article from a host without headers. */
function rungOf(inFrame: boolean): string | undefined {
  const paste = inFrame ? "frame" : "element";
  const place = PLACES.find(({ article }) => article?.paste === paste && !article.isolated);
  return place?.rungs[browser.name];
}

for (const article of ARTICLES) {
  describe(article.name, () => {
    let served: string;

    before(async () => {
      served = (await testBed.serve(() => serveBuilt(article, root))).root;
    });

    for (const { paste, source, address } of article.pages) {
      test(`${source} has ${paste} of the guide, and it runs both kinds of task`, async () => {
        assert.ok(written(article, source).includes(pasted(paste)));
        const inFrame = paste !== "element";
        await page.driver.switchTo().defaultContent();
        await page.driver.get(served + address);
        for (const fields of [COMPUTING, WAITING]) {
          const report = await runAnywhere(page, inFrame, fields);
          assert.equal(report.environment?.rung, rungOf(inFrame), JSON.stringify(report));
          assertSound(report);
        }
      });
    }
  });
}
