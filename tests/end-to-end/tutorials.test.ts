/** Programs as tutorials have them run in the tab as they are, in two engines, and print what CPython prints. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { chromium } from "./browsers/chromium.ts";
import { firefox } from "./browsers/firefox.ts";
import { runProgram } from "./support/program.ts";
import * as testBed from "./support/test-bed.ts";

const FOLDER = new URL("tutorials/", import.meta.url);

/** Each program's name, its source, and what it prints natively. */
const PROGRAMS = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".py"))
  .map((file) => ({
    name: file.replace(/\.py$/, ""),
    source: readFileSync(new URL(file, FOLDER), "utf8"),
    printed: readFileSync(new URL(file.replace(/py$/, "txt"), FOLDER), "utf8"),
  }));

/** Threads and processes may print in another order, and one into another's line, as everywhere. */
function letters(text: string): string {
  return [...text.trimEnd()].sort().join("");
}

for (const browser of [chromium, firefox]) {
  test(`programs in tutorials' style, in ${browser.name}`, async (context) => {
    assert.ok(PROGRAMS.length >= 10);
    const site = await testBed.site();
    const page = await testBed.page({}, browser);
    await page.open(`${site.root}embed.html`);
    for (const { name, source, printed } of PROGRAMS) {
      await context.test(name, async () => {
        const report = await runProgram(page, [{ name, source }]);
        assert.deepEqual(report.skipped, []);
        assert.equal(letters(String(report.results[0]?.output)), letters(printed));
      });
    }
  });
}
