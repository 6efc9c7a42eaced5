/** On a host that sends no headers the service worker isolates the page, by one reload at most. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { documentAt } from "../../www/engine/documents.ts";
import type { Site } from "./server/site.ts";
import { DOCUMENTS } from "./support/documents.ts";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";

const SMALL = { task: "count-primes", strategies: "threads", size: 20_000, workers: 2, trials: 1 };

/** How often the server was asked for a document. */
function timesAsked({ requests }: Site, document: string): number {
  return requests.filter((url) => url === `/${document}`).length;
}

/** What the badge says of a run's place. */
async function whyOf(page: Page): Promise<string> {
  const { events } = await page.run(SMALL);
  return events
    .flatMap(({ type, detail }) =>
      type === "run-progress" && detail.kind === "environment" ? [detail.why] : [],
    )
    .join(" ");
}

for (const document of ["", "playground.html", "embed.html"]) {
  test(`/${document} reaches threads without its host's help, and is then never reloaded`, async () => {
    const site = await testBed.site({ isolated: false });
    const page = await testBed.page();
    await page.openIsolated(site.root + document);
    assert.equal((await page.report(SMALL)).environment.rung, "threads");
    assert.match(await whyOf(page), /isolated by its service worker/);
    assert.equal(timesAsked(site, document), 2, "one reload");

    await page.open(site.root + document);
    assert.equal((await page.report(SMALL)).environment.rung, "threads");
    assert.equal(timesAsked(site, document), 3, "no reload where the service worker was before");
  });
}

test("the service worker knows each of the site's documents for its own", () => {
  const root = "https://site.example/playground/";
  for (const document of DOCUMENTS) {
    const name = document.replace(/\.html$/, "");
    assert.equal(documentAt(root + document, root), name);
    assert.equal(documentAt(root + name, root), name, "where a host leaves .html out");
  }
});

for (const document of ["program.html", "embed-python.html"]) {
  test(`/${document}, which runs a reader's program, becomes isolated by itself`, async () => {
    const site = await testBed.site({ isolated: false });
    const page = await testBed.page();
    await page.openIsolated(site.root + document);
    assert.equal(timesAsked(site, document), 2, "one reload");
  });
}

const EMBEDDER = "cross-origin-embedder-policy";
const OPENER = "cross-origin-opener-policy";
for (const headers of [
  { [EMBEDDER]: "require-corp" },
  { [EMBEDDER]: "unsafe-none" },
  { [OPENER]: "same-origin" },
  { [EMBEDDER]: "unsafe-none", [OPENER]: "same-origin" },
  { [EMBEDDER]: "require-corp", [OPENER]: "same-origin-allow-popups" },
]) {
  test(`a host whose headers do not isolate is helped: ${JSON.stringify(headers)}`, async () => {
    const site = await testBed.site({ isolated: false, headers });
    const page = await testBed.page();
    await page.openIsolated(`${site.root}playground.html`);
    assert.equal((await page.report(SMALL)).environment.rung, "threads");
    assert.equal(timesAsked(site, "playground.html"), 2, "one reload");
  });
}

test("a host that sends the headers itself never sees a reload", async () => {
  const site = await testBed.site();
  const page = await testBed.page();
  await page.open(`${site.root}playground.html`);
  assert.match(await whyOf(page), /isolated by the headers that its server sends/);
  assert.equal(timesAsked(site, "playground.html"), 1);
});

test("a reload that did not help is not tried again", async () => {
  const altered = {
    "service-worker.js": (script: string) =>
      script
        .replace(/"Cross-Origin-Embedder-Policy":"[^"]*"/, '"X-Not":"1"')
        .replace(/"Document-Isolation-Policy":"[^"]*"/, '"X-Neither":"1"'),
  };
  const site = await testBed.site({ isolated: false, altered });
  const page = await testBed.page();
  await page.driver.get(`${site.root}playground.html`);
  // No script runs in a page that is just being left.
  const reloaded = () =>
    page.driver
      .executeScript<boolean>(
        'return performance.getEntriesByType("navigation")[0].type === "reload"',
      )
      .catch(() => false);
  await page.driver.wait(reloaded, 120_000, "the page did not try");
  const report = await page.report({ ...SMALL, strategies: "processes" });
  assert.equal(report.environment.rung, "processes");
  assert.match(await whyOf(page), /without holding Shift/);
  assert.equal(timesAsked(site, "playground.html"), 2);
});

test("a page beside the site's own is left as it is", async () => {
  const site = await testBed.site({ isolated: false });
  const page = await testBed.page();
  await page.open(`${site.root}two-elements.html`);
  const report = await page.report({ ...SMALL, strategies: "processes" });
  assert.equal(report.environment.isolated, false);
  assert.equal(report.environment.simulatedNetwork, true);
  assert.equal(timesAsked(site, "two-elements.html"), 1);
});
