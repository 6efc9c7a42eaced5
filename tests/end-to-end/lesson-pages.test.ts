/** The lessons are pages, linked among each other, that can be read on any screen. */

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { DOCUMENTS } from "./support/documents.ts";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";

const SOURCES = fileURLToPath(new URL("../../www/lessons/", import.meta.url));
const LESSONS = DOCUMENTS.filter((file) => file.startsWith("learn/"));

let page: Page;
let root: string;

before(async () => {
  root = (await testBed.site()).root;
  page = await testBed.page();
});

test("there are lessons, and a table of them", () => {
  assert.ok(LESSONS.length > 2, LESSONS.join(" "));
  assert.ok(LESSONS.includes("learn/index.html"));
});

test("from the table one comes to every lesson, and from each to the next", async () => {
  const seen: string[] = [];
  await page.driver.get(`${root}learn/index.html`);
  let next = await page.driver.executeScript<string | null>(
    'return document.querySelector(".chapters a")?.href ?? null;',
  );
  while (next !== null) {
    await page.driver.get(next);
    seen.push(new URL(next).pathname.slice(1));
    next = await page.driver.executeScript<string | null>(
      "return document.querySelector('a[rel=next]')?.href ?? null;",
    );
  }
  const others = ["learn/glossary.html", "learn/index.html"];
  assert.deepEqual([...seen, ...others].sort(), LESSONS.toSorted());
});

test("every lesson names, in its source, where what it says of Python is documented", async () => {
  for (const file of (await readdir(SOURCES)).filter((file) => /^\d.*\.md$/.test(file))) {
    const comments = (await readFile(SOURCES + file, "utf8")).match(/<!-- Sources: .*?-->/gs) ?? [];
    assert.ok(
      comments.some((comment) => /Python\s+3\.14\s+documentation/.test(comment)),
      file,
    );
  }
});

for (const lesson of LESSONS) {
  test(`${lesson} fits a phone, and has its headings in order`, async () => {
    await page.driver.manage().window().setRect({ width: 320, height: 900 });
    await page.driver.get(root + lesson);
    const { levels, content, window } = await page.driver.executeScript<{
      levels: number[];
      content: number;
      window: number;
    }>(`return {
      levels: [...document.querySelectorAll("h1, h2, h3, h4")].map(({ localName }) => Number(localName[1])),
      content: document.documentElement.scrollWidth,
      window: document.documentElement.clientWidth,
    };`);
    assert.equal(levels[0], 1);
    levels.slice(1).forEach((level, index) => {
      assert.ok(level > 1 && level <= (levels[index] ?? 0) + 1, levels.join(" "));
    });
    assert.ok(content <= window, `${content} of ${window} pixels`);
  });
}
