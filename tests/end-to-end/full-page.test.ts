/** The full page: what is chosen is in sight with Run, questions set it up, and its contents lead on. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { By } from "selenium-webdriver";
import { PRESETS } from "../../www/elements/settings/presets.ts";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";

let page: Page;
let root: string;

before(async () => {
  root = (await testBed.site()).root;
  page = await testBed.page();
});

test("every strategy is in sight together with Run, 900 pixels high", async () => {
  await page.open(`${root}playground.html`);
  const frame = await page.driver.executeScript<number>("return outerHeight - innerHeight;");
  await page.driver
    .manage()
    .window()
    .setRect({ width: 1280, height: 900 + frame });
  const { ends, run } = await page.call<{ ends: number[]; run: number }>(`
    await inPage.opened();
    await inPage.settled(() => innerHeight === 900);
    const controls = inPage.part("run-controls");
    const boxes = [...controls.querySelectorAll("[name=strategies]")];
    return {
      ends: boxes.map((box) => box.closest("li").getBoundingClientRect().bottom),
      run: controls.querySelector("button.main").getBoundingClientRect().top,
    };
  `);
  assert.ok(ends.length > 8);
  assert.ok(Math.max(...ends) <= run, `${Math.max(...ends)} lies below ${run}`);
});

test("what strategies are is told on request", async () => {
  const shown = () =>
    page.call<number>(`
      const notes = inPage.part("run-controls").querySelectorAll(".checks label > .note:not(.out)");
      return [...notes].filter((note) => note.checkVisibility()).length;
    `);
  assert.equal(await shown(), 0);
  await page.call(`
    const button = inPage.part("run-controls").querySelector(".explain");
    button.click();
    await inPage.settled(() => button.getAttribute("aria-expanded") === "true");
  `);
  assert.ok((await shown()) > 8);
});

test("each question sets up a sound run", async () => {
  await page.open(`${root}playground.html`);
  const tasks = await page.call<(string | null)[]>(`
    await inPage.opened();
    const controls = inPage.part("run-controls");
    const questions = controls.querySelector("details.questions");
    questions.open = true;
    await inPage.settled(() => questions.querySelectorAll("button").length > 0);
    const tasks = [];
    for (const button of questions.querySelectorAll("button")) {
      const question = button.textContent.trim();
      button.click();
      await inPage.settled(() => controls.querySelector("[role=status]").textContent.includes(question));
      // What is refused is refused even where it would be cut short at once.
      const { request } = await document.querySelector("parallel-playground")
        .run({}, { signal: AbortSignal.abort() });
      tasks.push(request.task);
    }
    return tasks;
  `);
  assert.deepEqual(
    tasks,
    PRESETS.map(({ settings }) => settings.task),
  );
});

test("the contents lead to each section, and mark where the reader is", async () => {
  await page.open(`${root}playground.html`);
  await page.call("await inPage.opened();");
  const marked = () =>
    page.call<string>(
      'return inPage.part("contents").querySelector("[aria-current]").textContent.trim();',
    );
  assert.equal(await marked(), "Settings");
  await page.call(`
    [...inPage.part("contents").querySelectorAll("a")].at(-1).click();
    await inPage.settled(() => inPage.part("contents").querySelector("[aria-current]").textContent.trim() === "Code");
  `);
  assert.equal(await marked(), "Code");
  const where = await page.call<string>(
    'return document.querySelector("parallel-playground").shadowRoot.activeElement.localName;',
  );
  assert.equal(where, "playground-code-view", "keys go on from there");
  assert.equal((await page.driver.findElements(By.css("h1"))).length, 1);
});
