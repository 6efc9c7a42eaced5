/** Lighthouse finds the site's pages accessible, in order, steady, and drawn without waiting. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { browser } from "./browsers/chosen.ts";
import { standards } from "./support/lighthouse.ts";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";

const skip = browser.name === "chromium" ? false : "Lighthouse drives Chromium only";

/** From here on Lighthouse takes marks off. */
const STEADY = 0.1;

let page: Page;
let root: string;

before(async () => {
  root = (await testBed.site()).root;
  page = await testBed.page();
});

const ADDRESSES = [
  "index.html",
  "learn/index.html",
  "learn/one-thing-at-a-time.html",
  "learn/the-gil-seen.html",
  "playground.html?theme=light",
  "playground.html?theme=dark",
  "program.html",
  "embed.html?theme=light",
  "embed.html?theme=dark",
  "guide.html",
];

for (const address of ADDRESSES) {
  for (const device of ["phone", "desktop"] as const) {
    test(`${address} has full marks on a ${device}`, {
      skip,
    }, async (context) => {
      const found = await standards(page, root + address, device);
      const { marks, layoutShift, renderBlocking, details } = found;
      context.diagnostic(`wanting: ${details || "nothing"}`);
      assert.deepEqual(marks, { accessibility: 100, "best-practices": 100 });
      context.diagnostic(`layout shift: ${layoutShift}`);
      assert.ok(layoutShift < STEADY, `it moved by ${layoutShift} while it loaded`);
      // Without its style the page would be drawn twice.
      assert.deepEqual(
        renderBlocking.filter((file) => !/\/(?:page|front|guide|learn|opening)\.css$/.test(file)),
        [],
      );
    });
  }
}
