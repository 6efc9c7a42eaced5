/** The playground's texts are English: it goes from left to right, whatever the page around it does. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Site } from "./server/site.ts";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";

let page: Page;
let site: Site;

before(async () => {
  page = await testBed.page();
  site = await testBed.site();
});

/** Where a result's row has what, in pixels from its bar's left. */
interface Row {
  widths: { bar: number; median: number };
  lefts: { median: number; range: number; trials: number[]; firstTick: number; heading: number };
  direction: string;
}

test("in an article from right to left, results begin on the left", async () => {
  await page.open(`${site.root}right-to-left.html`);
  await page.report({});
  const { widths, lefts, direction } = await page.call<Row>(`
    await inPage.settled(() => inPage.part("strategy-results")?.querySelector(".median"));
    const results = inPage.part("strategy-results");
    const box = (selector) => results.querySelector(selector).getBoundingClientRect();
    const bar = box(".bar");
    const left = (selector) => box(selector).left - bar.left;
    const dots = [...results.querySelectorAll(".trial")].map((dot) => dot.getBoundingClientRect());
    return {
      widths: { bar: bar.width, median: box(".median").width },
      lefts: {
        median: left(".median"),
        range: left(".range"),
        trials: dots.map((dot) => (dot.left + dot.right) / 2 - bar.left),
        firstTick: left(".axis span"),
        heading: left("h3"),
      },
      direction: getComputedStyle(results.querySelector("strong")).direction,
    };
  `);
  assert.equal(direction, "ltr", "otherwise “1×” reads “×1”");
  assert.ok(Math.abs(lefts.median) < 1, `the bar begins at ${lefts.median}`);
  assert.ok(Math.abs(lefts.firstTick) < 1, `the axis begins at ${lefts.firstTick}`);
  assert.ok(lefts.heading < 0, "a strategy's name stands before its bar");
  const [fastest, median] = lefts.trials.toSorted((one, other) => one - other);
  assert.ok(fastest !== undefined && median !== undefined);
  assert.ok(Math.abs(median - widths.median) < 1, `the bar ends at its median, not at ${median}`);
  assert.ok(Math.abs(fastest - lefts.range) < 1, `the line begins at the fastest: ${fastest}`);
});

test("so does what the full page shows before its script has come", async () => {
  const altered = {
    "playground.html": (html: string) => html.replace('lang="en"', 'lang="ar" dir="rtl"'),
    "parallel-playground.js": () => "",
  };
  const silent = await testBed.site({ altered });
  await page.driver.get(`${silent.root}playground.html`);
  const directions = await page.driver.executeScript<string[]>(`
    const parts = document.querySelectorAll(".opening [data-part], .opening [data-part] *");
    return [document.body, ...parts].map((part) => getComputedStyle(part).direction);
  `);
  const [around, ...within] = directions;
  assert.equal(around, "rtl");
  assert.ok(within.length > 100, `there are ${within.length} parts`);
  assert.deepEqual([...new Set(within)], ["ltr"]);
});
