/** A finished comparison is replayed as a race, on one clock. */

import assert from "node:assert/strict";
import { before, beforeEach, test } from "node:test";
import { Key } from "selenium-webdriver";
import type { RunReport } from "../../www/generated/types/RunReport.ts";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";

let page: Page;
let report: RunReport;

const REPLAY = `
  const view = inPage.part("lane-view");
  const panel = () => view.querySelector("playground-replay-panel")?.shadowRoot;
  const slider = () => panel()?.querySelector("input");
  const button = (root, words) => [...(root?.querySelectorAll("button") ?? [])]
    .find(({ textContent }) => textContent.includes(words));
  const standings = () => [...panel().querySelectorAll(".standing")]
    .map(({ textContent }) => textContent);
  const open = async () => {
    button(view, "Replay").click();
    await inPage.settled(() => slider()?.ariaValueText || slider()?.getAttribute("aria-valuetext"));
  };
`;

before(async () => {
  const site = await testBed.site();
  page = await testBed.page();
  await page.open(`${site.root}playground.html`);
  report = await page.report({
    task: "count-primes",
    strategies: "threads",
    workers: 2,
    trials: 1,
  });
  await page.call("await inPage.settled(() => inPage.part('lane-view') !== undefined);");
});

beforeEach(() =>
  page.call(`${REPLAY}
    button(panel(), "Close")?.click();
    await inPage.settled(() => button(view, "Replay") !== undefined);
  `),
);

test("it plays by itself, with the slider at hand", async () => {
  await page.call(`${REPLAY} await open(); await inPage.settled(() => slider().value > 0);`);
  const hasFocus = await page.call<boolean>(`${REPLAY} return panel().activeElement === slider();`);
  assert.ok(hasFocus);
});

test("Space pauses it, and lets it go on", async () => {
  const words = await page.call<string>(`${REPLAY}
    await open();
    const words = panel().textContent;
    // So slow that it cannot be over before it is paused.
    const speed = panel().querySelector("select");
    speed.selectedIndex = 0;
    speed.dispatchEvent(new Event("change"));
    return words;
  `);
  assert.match(words, /Pause/);
  await page.driver.actions().sendKeys(" ").perform();
  await page.call(`${REPLAY} await inPage.settled(() => button(panel(), "Play") !== undefined);`);
  await page.driver.actions().sendKeys(" ").perform();
  await page.call(`${REPLAY} await inPage.settled(() => button(panel(), "Pause") !== undefined);`);
});

test("it goes on where its element is moved to", async () => {
  await page.call(`${REPLAY}
    await open();
    const element = document.querySelector("parallel-playground");
    element.before(document.createElement("hr"));
    element.previousElementSibling.before(element);
    const moved = slider().value;
    await inPage.settled(() => Number(slider().value) > Number(moved));
  `);
});

test("the end is reached by a key, and tells who came in when", async () => {
  await page.call(`${REPLAY} await open();`);
  await page.driver.actions().sendKeys(Key.END).perform();
  const standings = await page.call<string[]>(`${REPLAY}
    await inPage.settled(() => standings().every((text) => /^\\d(st|nd)/.test(text)));
    return standings();
  `);
  const elapsed = report.results.map(({ trials }) => trials[0]?.elapsedMs ?? 0);
  const sorted = elapsed.toSorted((a, b) => a - b);
  assert.deepEqual(
    standings.map((text) => Number.parseInt(text, 10)),
    elapsed.map((ms) => sorted.indexOf(ms) + 1),
  );
});

test("in the middle nobody has done more than there is", async () => {
  const elapsed = report.results.map(({ trials }) => trials[0]?.elapsedMs ?? 0);
  const standings = await page.call<string[]>(
    `${REPLAY}
    await open();
    slider().value = given * slider().max;
    slider().dispatchEvent(new Event("input"));
    await inPage.drawn();
    return standings();
  `,
    // When the quickest is not over yet.
    Math.min(...elapsed) / 2 / Math.max(...elapsed),
  );
  assert.equal(standings.length, report.results.length);
  for (const text of standings) {
    assert.match(text, /^\d\d?%$/);
  }
});

test("closing it brings everything back, and the focus to where it was", async () => {
  const [veils, words] = await page.call<[number, string]>(`${REPLAY}
    await open();
    button(panel(), "Close").click();
    await inPage.settled(() => view.activeElement?.textContent.includes("Replay"));
    return [view.querySelectorAll("playground-replay-veil").length, view.activeElement.textContent];
  `);
  assert.equal(veils, 0);
  assert.match(words, /Replay/);
});

test("who asked for less motion gets the slider alone", async () => {
  const [value, words] = await page.call<[string, string]>(`${REPLAY}
    const original = window.matchMedia;
    window.matchMedia = (query) => query.includes("reduced-motion")
      ? Object.assign(new EventTarget(), { matches: true })
      : original.call(window, query);
    await open();
    window.matchMedia = original;
    for (let frame = 0; frame < 5; frame++) {
      await new Promise(requestAnimationFrame);
    }
    return [slider().value, panel().textContent];
  `);
  assert.equal(value, "0", "it does not move by itself");
  assert.doesNotMatch(words, /Play|Pause|Speed/);
  assert.match(words, /less motion/);
});
