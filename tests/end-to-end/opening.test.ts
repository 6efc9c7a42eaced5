/** The page opens as it will look, and does nothing yet that nobody has come near. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";

/** A phone, and a desktop's window. */
const WINDOWS = { phone: { width: 500, height: 900 }, desktop: { width: 1280, height: 900 } };

/** Reads the boxes of what a reader sees of the settings, from a root that the code names. */
const BOXES = `
  const names = ["legend", ".chip", ".label", ".stepper", "input:not([type])", ".checks li", ".actions button"];
  return names.flatMap((name) => [...root.querySelectorAll(name)].map((part) => {
    const { x, y, width, height } = part.getBoundingClientRect();
    return [name, Math.round(x), Math.round(y + scrollY), Math.round(width), Math.round(height)].join(" ");
  }));
`;

let page: Page;

before(async () => {
  page = await testBed.page();
});

for (const [name, size] of Object.entries(WINDOWS)) {
  test(`before its script has come, it looks as it will, on a ${name}`, async () => {
    await page.driver.manage().window().setRect(size);
    const silent = await testBed.site({ altered: { "parallel-playground.js": () => "" } });
    await page.driver.get(`${silent.root}playground.html`);
    const picture = await page.driver.executeScript<string[]>(
      `const root = document.querySelector("[data-part=run-controls]"); ${BOXES}`,
    );
    const site = await testBed.site();
    await page.open(`${site.root}playground.html`);
    const alive = await page.call<string[]>(
      `await inPage.opened(); const root = inPage.part("run-controls"); ${BOXES}`,
    );
    assert.ok(picture.length > 20, `there are ${picture.length} parts`);
    assert.deepEqual(picture, alive);
  });
}

/** The elements that have come to life. */
const ALIVE = `
  const { shadowRoot: root } = document.querySelector("parallel-playground");
  const names = [...root.querySelectorAll(":defined")].map(({ localName }) => localName);
  return [...new Set(names.filter((name) => name.includes("-")))].sort();
`;

/** All that a reader of a phone's first screen has before it. */
const FIRST = ["playground-contents", "playground-run-controls", "playground-rung-badge"];

test("what lies beyond the fold comes to life when it is near", async () => {
  await page.driver.manage().window().setRect(WINDOWS.phone);
  const site = await testBed.site();
  await page.open(`${site.root}playground.html`);
  assert.deepEqual(await page.call(`await inPage.opened(); ${ALIVE}`), FIRST);
  const loaded = await page.call<string[]>("return inPage.loaded();");
  const scripts = loaded.filter((url) => /(?:stage|view|chart|hazards|kept)[\w-]*\.js/.test(url));
  assert.deepEqual(scripts, []);

  const all = await page.call<string[]>(`
    const { shadowRoot } = document.querySelector("parallel-playground");
    await inPage.settled(() => {
      scrollTo(0, document.body.scrollHeight);
      return shadowRoot.querySelector(":not(:defined)") === null;
    });
    ${ALIVE}
  `);
  assert.ok(all.length > FIRST.length, all.join(", "));
});

test("what shows runs is loaded when the reader turns to the playground", async () => {
  const site = await testBed.site();
  await page.open(`${site.root}playground.html`);
  // What the server was asked for says less: a copy for offline use has it as well.
  const before = await page.call<boolean>(`
    const isThere = (urls) => urls.some((url) => url.includes("/stage-"));
    const before = isThere(await inPage.loaded());
    document.querySelector("parallel-playground").dispatchEvent(new Event("pointerdown"));
    while (!isThere(await inPage.loaded())) {
      await new Promise((resolve) => setTimeout(resolve));
    }
    return before;
  `);
  assert.equal(before, false);
});
