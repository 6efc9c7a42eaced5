/** On paper the playground has its results, its lanes and what was asked for, and nothing to press. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { inflateSync } from "node:zlib";
import type { WebDriver } from "selenium-webdriver";
import type { Driver } from "selenium-webdriver/chrome.js";
import { browser } from "./browsers/chosen.ts";
import type { Site } from "./server/site.ts";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";

const skip = browser.name === "chromium" ? false : "Only Chromium shows a page as it is printed";

const PAGES = {
  "the full page": "playground.html?strategies=sequential+threads&size=20000&theme=dark",
  "an article": "two-elements.html",
};

let page: Page;
let site: Site;

before(async () => {
  page = await testBed.page();
  site = await testBed.site();
});

/** Shows a page as it is printed, or as it is seen again. */
function show(driver: WebDriver, media: "print" | ""): Promise<void> {
  return (driver as Driver).sendDevToolsCommand("Emulation.setEmulatedMedia", { media });
}

/** A page as a PDF, in base64. */
function print(driver: WebDriver): Promise<string> {
  // The types have it return nothing, and ask for what may be left out.
  return driver.printPage({} as never) as unknown as Promise<string>;
}

/** What of the first playground a reader has on paper. */
interface Printed {
  /** What could be pressed or filled in, by its tag and words. */
  controls: string[];
  /** Texts of elements that tell something. */
  results: string[];
  lanes: number;
  settings: string;
  chosen: string[];
  /** Colours that are no text's, and whether they are printed. */
  bars: { colour: string; adjust: string }[];
  paper: string;
}

/** Resolves when all that a run came to is drawn, and the lanes have their times. */
const DRAWN = `
  await inPage.drawn();
  const axis = () => inPage.part("lane-view")?.querySelector("playground-time-axis");
  await inPage.settled(() => axis()?.shadowRoot?.querySelector("span"));
`;

/** Looks through all shadow roots. */
const PRINTED = `
  const shown = (part) => part.checkVisibility();
  const all = (root) => [...root.querySelectorAll("*")].flatMap((part) =>
    [part, ...(part.shadowRoot === null ? [] : all(part.shadowRoot))]);
  const playground = document.querySelector("parallel-playground");
  const parts = all(playground.shadowRoot).filter(shown);
  const are = (selector) => parts.filter((part) => part.matches(selector));
  const text = (part) => part.textContent.replace(/\\s+/g, " ").trim();
  const pressed = "button[aria-pressed=true]";
  return {
    controls: are("button:not([aria-pressed=true]), input, select, textarea, summary")
      .map((part) => part.localName + " " + text(part)),
    results: are(".value strong").map(text),
    lanes: are("playground-trial-lanes").length,
    settings: are("p").map(text).find((words) => /workers? · /.test(words)) ?? "",
    chosen: are(pressed).map(text),
    bars: are(".median").map((bar) => {
      const { backgroundColor: colour, printColorAdjust: adjust } = getComputedStyle(bar);
      return { colour, adjust };
    }),
    paper: getComputedStyle(playground).backgroundColor,
  };
`;

for (const [name, address] of Object.entries(PAGES)) {
  test(`${name} is printed without its controls`, { skip }, async () => {
    await page.open(site.root + address);
    await page.report({ trials: 2 });
    await page.call(DRAWN);
    await show(page.driver, "print");
    const printed = await page.call<Printed>(PRINTED);
    await show(page.driver, "");
    assert.deepEqual(printed.controls, []);
    assert.ok(printed.results.length >= 3, printed.results.join());
    assert.ok(printed.lanes > 0, "it has lanes");
    assert.match(printed.settings, /Count primes · 20,000 .*2 trials/);
    assert.deepEqual(printed.chosen, ["median"], "which trial the lanes are of");
    assert.ok(printed.bars.length > 0);
    assert.ok(printed.bars.every(({ adjust }) => adjust === "exact"));
    assert.equal(printed.paper, "rgb(255, 255, 255)", "whatever its theme is on a screen");
  });

  test(`${name} has its bars in a PDF`, { skip }, async () => {
    await page.open(site.root + address);
    const blank = bars(await print(page.driver));
    await page.report({});
    await page.call(
      'await inPage.settled(() => inPage.part("strategy-results")?.querySelector(".median"));',
    );
    const printed = bars(await print(page.driver));
    assert.equal(blank, 0);
    assert.ok(printed > 0, "no area is filled with the colour of bars");
  });
}

/** In a lesson: the reader has made every guess, and its elements are there. */
const OFFERED = `
  await customElements.whenDefined("playground-guess");
  for (const guess of document.querySelectorAll("playground-guess")) {
    guess.querySelector("input").checked = true;
    guess.querySelector("button").click();
  }
  for (const runner of document.querySelectorAll("parallel-playground, parallel-python")) {
    runner.scrollIntoView();
    await customElements.whenDefined(runner.localName);
    await inPage.settled(() => runner.shadowRoot?.querySelector(".stage:not([hidden])"));
  }
`;

for (const lesson of ["waiting-is-not-working", "what-goes-wrong"]) {
  test(`${lesson}: what has not run takes no room on paper`, { skip }, async () => {
    await page.driver.get(`${site.root}learn/${lesson}.html`);
    await page.call(OFFERED);
    await show(page.driver, "print");
    const heights = await page.call<number[]>(`
      const runners = [...document.querySelectorAll("parallel-playground, parallel-python")];
      return runners.map((runner) => runner.getBoundingClientRect().height);
    `);
    await show(page.driver, "");
    assert.ok(heights.length > 0);
    assert.deepEqual(new Set(heights), new Set([0]));
  });
}

test("times stand over their lanes at any width of paper", { skip }, async () => {
  await page.open(`${site.root}two-elements.html`);
  await page.report({});
  const { seen, printed } = await page.call<Record<"seen" | "printed", number[]>>(`
    ${DRAWN}
    const places = () => {
      const { left, width } = axis().getBoundingClientRect();
      const ticks = [...axis().shadowRoot.querySelectorAll("span")];
      return ticks.map((tick) => {
        const box = tick.getBoundingClientRect();
        return ((box.left + box.right) / 2 - left) / width;
      });
    };
    const seen = places();
    inPage.part("lane-view").host.style.width = "400px";
    // Nothing has been drawn since, as when a page is printed.
    return { seen, printed: places() };
  `);
  assert.ok(seen.length > 1);
  const off = seen.map((place, index) => Math.abs(place - (printed[index] ?? Number.NaN)));
  assert.ok(Math.max(...off) < 0.01, `${seen} and ${printed}`);
});

/** How often a PDF fills areas with the colour of bars. */
function bars(base64: string): number {
  const pdf = Buffer.from(base64, "base64");
  return (
    streams(pdf)
      .join("\n")
      .match(/\b0 \.447\d* \.698\d* rg\b/g)?.length ?? 0
  );
}

/** The compressed streams of a PDF, as text. */
function streams(pdf: Buffer): string[] {
  const begins = pdf.toString("latin1").matchAll(/\bstream\r?\n/g);
  return [...begins].map(({ index, 0: { length } }) => {
    const begin = index + length;
    try {
      return inflateSync(pdf.subarray(begin, pdf.indexOf("endstream", begin))).toString("latin1");
    } catch {
      // A picture or a typeface that is compressed otherwise.
      return "";
    }
  });
}
