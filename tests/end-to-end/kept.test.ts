/** What is kept in the browser is told and cleared on the full page, and there is nothing else. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { Key } from "selenium-webdriver";
import type { Site } from "./server/site.ts";
import { copies } from "./support/copies.ts";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";

const DOWNLOAD = { task: "download-images", size: 3, trials: 1, strategies: "sequential" };
const SMALL = { task: "count-primes", size: 20_000, workers: 2, trials: 1 };

let page: Page;
let site: Site;

before(async () => {
  site = await testBed.site();
  page = await testBed.page();
});

/** Presses a key, as a reader without a mouse does. */
function press(key: string): Promise<void> {
  return page.driver.actions().sendKeys(key).perform();
}

/** What the section says, once it says `words`. */
function said(words: string): Promise<string> {
  return page.call<string>(
    `const text = () => inPage.part("kept-here").textContent.replace(/\\s+/g, " ");
     await inPage.settled(() => text().includes(given));
     return text();`,
    words,
  );
}

test("by the keyboard alone, all of it is told and cleared; the page works on", async () => {
  await page.open(`${site.root}playground.html?task=download-images`);
  const { environment } = await page.report(DOWNLOAD);
  await copies(page, environment.buildId);

  await page.call('(await inPage.reach("kept-here")).querySelector("summary").focus();');
  await press(Key.ENTER);
  assert.match(await said("cookies"), /3 files, \d.* no network: \d.* MiB/);

  await press(Key.TAB);
  await press(Key.ENTER);
  const cleared = await said("Cleared.");
  assert.match(cleared, /download directory: empty/);
  assert.match(cleared, /no network: none/);
  assert.deepEqual(await page.call("return caches.keys()"), []);
  await page.call("await inPage.settled(() => /Empty/.test(inPage.directory().textContent));");
  assert.ok(await page.report(SMALL));

  await page.open(`${site.root}playground.html`);
  assert.ok(await page.report(SMALL));
  // As it said.
  assert.equal((await copies(page, environment.buildId)).length, 1);
});

test("what the directory's own button clears is told as cleared", async () => {
  await page.open(`${site.root}playground.html?task=download-images`);
  await page.report(DOWNLOAD);
  await page.call('(await inPage.reach("kept-here")).querySelector("details").open = true;');
  await said("3 files");
  await page.call('inPage.press("Clear");');
  assert.match(await said("directory: empty"), /cookies/);
});

test("why nothing was cleared is still told when it was looked up again", async () => {
  await page.open(`${site.root}playground.html?task=download-images`);
  await page.report(DOWNLOAD);
  await page.call('(await inPage.reach("kept-here")).querySelector("details").open = true;');
  await said("3 files");
  await page.call(`
    const clearing = inPage.withhold("clearDirectory");
    inPage.part("kept-here").querySelector("button").click();
    const { worker, message } = await clearing.asked;
    const error = { code: "start-failed", field: null, message: "A file is in use." };
    const data = { kind: "refusal", id: message.id, error };
    worker.dispatchEvent(new MessageEvent("message", { data }));
  `);
  await said("A file is in use.");
  await page.call('inPage.part("kept-here").host.revision += 1;');
  assert.match(await said("cookies"), /A file is in use\./);
});

for (const document of ["playground.html", "embed.html"]) {
  test(`${document} stores nothing else`, async () => {
    await page.open(site.root + document);
    await page.report(DOWNLOAD);
    await page.report(SMALL);
    const stored = await page.call(`return {
      local: localStorage.length,
      session: sessionStorage.length,
      databases: await indexedDB.databases(),
    };`);
    assert.deepEqual(stored, { local: 0, session: 0, databases: [] });
    assert.deepEqual(await page.driver.manage().getCookies(), []);
  });
}
