/** The front page: one press shows something, and whoever comes by a link to a run gets there. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { By, until } from "selenium-webdriver";
import type { RunReport } from "../../www/generated/types/RunReport.ts";
import type { Site } from "./server/site.ts";
import { EVERY_FIELD } from "./support/every-field.ts";
import type { Page } from "./support/page.ts";
import { mostAtOnce, spansOf } from "./support/spans.ts";
import * as testBed from "./support/test-bed.ts";

let page: Page;
let site: Site;

before(async () => {
  site = await testBed.site();
  page = await testBed.page();
});

test("one press of Run shows that waiting is not working", async () => {
  await page.open(site.root);
  const { results } = await page.call<RunReport>(`
    await inPage.opened();
    const playground = document.querySelector("parallel-playground");
    const ended = new Promise((resolve) => playground.addEventListener("run-end", resolve, { once: true }));
    inPage.part("run-controls").querySelector("button.main").click();
    return (await ended).detail.report;
  `);
  assert.deepEqual(
    results.map(({ strategy, workers, matchesSequential }) => [
      strategy,
      workers,
      matchesSequential,
    ]),
    [
      ["sequential", 1, true],
      ["event-loop", 1, true],
    ],
  );
  const overlapping = results.map(({ trials }) => {
    const waited = trials[0]?.lanes.flatMap((lane) => spansOf(lane, "fetch")) ?? [];
    return mostAtOnce(waited) > 1;
  });
  assert.deepEqual(overlapping, [false, true], "only the event loop waits for many at once");
});

test("a link with settings leads on to the full page, whole", async () => {
  const search = new URLSearchParams(EVERY_FIELD);
  await page.driver.get(`${site.root}index.html?${search}#urls=https%3A%2F%2Fexample.org%2Fa.png`);
  await page.driver.wait(until.urlContains("playground.html"), 120_000);
  const { pathname, searchParams } = new URL(await page.driver.getCurrentUrl());
  assert.equal(pathname, "/playground.html");
  assert.deepEqual(Object.fromEntries(searchParams), EVERY_FIELD);
});

test("without settings the front page stays, and its links lead somewhere", async () => {
  await page.open(`${site.root}?theme=dark`);
  assert.equal(new URL(await page.driver.getCurrentUrl()).pathname, "/");
  const links = await page.driver.findElements(By.css("a[href]"));
  const addresses = await Promise.all(links.map((link) => link.getAttribute("href")));
  assert.ok(addresses.length >= 6, addresses.join(" "));
  for (const address of new Set(addresses)) {
    assert.equal((await fetch(String(address))).status, 200, String(address));
  }
});
