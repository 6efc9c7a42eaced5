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

let page: Page;
let root: string;

before(async () => {
  root = (await testBed.site()).root;
  page = await testBed.page();
});

for (const document of ["index.html", "embed.html", "guide.html"]) {
  test(`${document} is fast on a slow phone`, { skip }, async (context) => {
    const marks: number[] = [];
    while (marks.length < TRIES && Math.max(...marks) < FAST) {
      const verdict = await judge(page, root + document, "phone", ["performance"]);
      marks.push(verdict.marks.performance);
      context.diagnostic(`${verdict.marks.performance}: ${verdict.details}`);
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
