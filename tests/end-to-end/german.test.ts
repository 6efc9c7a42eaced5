/** The page in German: who asks for it, that all of it is, and that an English one pays nothing for it. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { By } from "selenium-webdriver";
import { browser } from "./browsers/chosen.ts";
import type { Site } from "./server/site.ts";
import { axeFindings } from "./support/axe.ts";
import type { Page } from "./support/page.ts";
import { shownTexts } from "./support/shown.ts";
import * as testBed from "./support/test-bed.ts";

/** Words of which hardly any English sentence has none, and German has none at all. */
const ENGLISH =
  /\b(?:the|and|of|with|is|are|this|that|than|took|takes|each|from|not|its|by|run|runs|trials|by|for)\b/i;

let page: Page;
let site: Site;

before(async () => {
  page = await testBed.page();
  site = await testBed.site();
});

/** What is in English among the texts that are shown. */
async function english(): Promise<string[]> {
  return (await shownTexts(page)).filter((text) => ENGLISH.test(text));
}

function language({ driver }: Page): Promise<string> {
  return driver.executeScript("return document.documentElement.lang");
}

/** The button that runs, of the first playground. */
function runButton(of: Page): Promise<string> {
  return of.call<string>(`
    await inPage.settled(() => inPage.part("run-controls")?.querySelector(".actions button"));
    return inPage.part("run-controls").querySelector(".actions button").textContent;
  `);
}

/** Has everything be loaded that is loaded as a reader comes near. */
const ALL_OF_IT = `
  for (const name of ["open-report", "hazards", "scaling", "code-view", "kept-here"]) {
    await inPage.reach(name);
  }
`;

test("the full page is in German where its address says so", async () => {
  await page.open(`${site.root}playground.html?lang=de`);
  assert.equal(await runButton(page), "Starten");
  await page.call(ALL_OF_IT);
  assert.equal(await language(page), "de");
  assert.deepEqual(await english(), []);
});

test("so is all that there is to see of a run, and its numbers", async () => {
  const report = await page.report({
    task: "mandelbrot",
    size: 90,
    trials: 3,
    verbose: 5,
    workers: 2,
  });
  assert.ok(report.results.length > 1);
  await page.call(`${ALL_OF_IT}
    await inPage.settled(() => inPage.part("strategy-results")?.querySelector("tbody tr"));
    await inPage.settled(() => inPage.part("lane-view")?.querySelector("h3"));
  `);
  assert.deepEqual(await english(), []);
  const texts = await shownTexts(page);
  assert.ok(
    texts.some((text) => /^\d,\d+×$/.test(text)),
    "speed-ups have a decimal comma",
  );
});

test("so is what failed, and what may be wrong with a field", async () => {
  await page.report({
    task: "download-images",
    size: 6,
    latencyMs: 1,
    failurePercent: 60,
    retries: 0,
  });
  await page.call(`
    document.querySelector("parallel-playground").setAttribute("workers", "none");
    await inPage.settled(() => inPage.part("run-controls").querySelector("[aria-invalid=true]"));
  `);
  assert.deepEqual(await english(), []);
  const error = await page.failure({ task: "nothing" });
  assert.doesNotMatch(error.message, ENGLISH);
});

test("nothing serious is found on it", async () => {
  assert.deepEqual(await axeFindings(page), []);
});

test("its links keep the settings, and lead on in the language that was asked for", async () => {
  await page.open(`${site.root}playground.html?lang=de&task=mandelbrot`);
  await runButton(page);
  const [home, other] = await page.call<string[]>(`
    document.addEventListener("click", (event) => event.preventDefault());
    const links = ['.site a[href^="program"]', "a[hreflang=en]"];
    return links.map((selector) => {
      const link = document.querySelector(selector);
      link.click();
      return link.href;
    });
  `);
  assert.equal(home, `${site.root}program.html?lang=de`);
  assert.equal(other, `${site.root}playground.html?lang=en&task=mandelbrot`);
  const shown = await page.driver.findElements(By.css("a[hreflang]"));
  const isShown = await Promise.all(shown.map((link) => link.isDisplayed()));
  assert.deepEqual(isShown, [true, false], "English is offered");
});

test("the page to work in is in German as well", async () => {
  await page.driver.get(`${site.root}program.html?lang=de`);
  await page.call(`
    await customElements.whenDefined("playground-program-workbench");
    const { shadowRoot } = document.querySelector("playground-program-workbench");
    await inPage.settled(() => shadowRoot.querySelector("button"));
  `);
  assert.equal(await language(page), "de");
  assert.deepEqual(await english(), []);
});

for (const [document, lang, expected] of [
  ["in-german.html", "de-AT", "Starten"],
  ["partly-german.html", "en", "Starten"],
  ["right-to-left.html", "ar", "Run"],
] as const) {
  test(`in the article ${document} the element says ${expected}`, async () => {
    await page.open(`${site.root}${document}?lang=en`);
    assert.equal(await runButton(page), expected);
    assert.equal(await language(page), lang, "an article's own language is left as it is");
  });
}

test("an English page loads no German", async () => {
  const own = await testBed.site();
  await page.open(`${own.root}playground.html`);
  assert.equal(await runButton(page), "Run");
  assert.equal(await language(page), "en");
  assert.deepEqual(
    own.requests.filter((url) => /\/de\.js|translation/.test(url)),
    [],
  );
});

test("where German is missing, English does", async () => {
  const own = await testBed.site({ missing: ["de.js"] });
  await page.open(`${own.root}playground.html?lang=de`);
  assert.equal(await runButton(page), "Run");
  assert.equal(await language(page), "en");
});

const launch = { language: "de" };
const skip = browser.can(launch) ? false : `${browser.name} cannot be told what its reader prefers`;

test("the site's own pages speak what the reader's browser prefers", { skip }, async () => {
  const reader = await testBed.page(launch);
  await reader.open(`${site.root}playground.html`);
  assert.equal(await runButton(reader), "Starten");
  await reader.open(`${site.root}playground.html?lang=en`);
  assert.equal(await runButton(reader), "Run");
});
