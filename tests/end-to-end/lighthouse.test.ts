/** Lighthouse finds the site's pages fast, accessible and in order. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { browser } from "./browsers/chosen.ts";
import { judge } from "./support/lighthouse.ts";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";

const skip = browser.name === "chromium" ? false : "Lighthouse drives Chromium only";

/** The least mark for performance, out of 100. */
const FAST = 95;
/** Whatever else a machine does makes a page seem slower, never faster: its best mark is its own. */
const TRIES = 5;
/**
 * Where the page's thread had a processor for less of its time than this, the mark is the machine's:
 * it has one for about two fifths where nothing else runs, and for a seventh where much does.
 */
const FAIR_SHARE = 0.3;
/** From here on Lighthouse takes marks off; no processor has a part in it. */
const STEADY = 0.1;

let page: Page;
let root: string;

before(async () => {
  root = (await testBed.site()).root;
  page = await testBed.page();
});

for (const document of ["index.html", "embed.html", "guide.html"]) {
  test(`${document} is fast on a slow phone`, { skip }, async (context) => {
    const marks: number[] = [];
    let isTold = false;
    while (marks.length < TRIES && Math.max(...marks) < FAST) {
      const verdict = await judge(page, root + document, "phone", ["performance"]);
      const { marks: given, processorShare, layoutShift, details } = verdict;
      marks.push(given.performance);
      assert.ok(layoutShift < STEADY, details);
      isTold ||= processorShare >= FAIR_SHARE;
      context.diagnostic(
        `${given.performance}, with ${Math.round(processorShare * 100)}% of a processor: ${details}`,
      );
    }
    if (Math.max(...marks) < FAST && !isTold) {
      context.skip("this machine is too busy to tell");
      return;
    }
    assert.ok(Math.max(...marks) >= FAST, `marks for performance: ${marks.join(", ")}`);
  });
}

const ADDRESSES = [
  "index.html?theme=light",
  "index.html?theme=dark",
  "embed.html?theme=light",
  "embed.html?theme=dark",
  "guide.html",
];

for (const address of ADDRESSES) {
  for (const device of ["phone", "desktop"] as const) {
    test(`${address} has full marks on a ${device}`, { skip }, async () => {
      const categories = ["accessibility", "best-practices"] as const;
      const { marks, details } = await judge(page, root + address, device, categories);
      assert.deepEqual(marks, { accessibility: 100, "best-practices": 100 }, details);
    });
  }
}
