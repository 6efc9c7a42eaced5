/** Every lesson is gone through by keys: a guess, a run, its numbers in the text, the insight. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Key } from "selenium-webdriver";
import type { RunReport } from "../../www/generated/types/RunReport.ts";
import { firefox } from "./browsers/firefox.ts";
import type { Site } from "./server/site.ts";
import { allAxeFindings } from "./support/axe.ts";
import { assertRecordable, LESSONS } from "./support/lesson-claims.ts";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";

const REPORTS = fileURLToPath(new URL("../../www/lessons/reports/", import.meta.url));
/** More than a lesson has to tab through. */
const MOST_KEYS = 200;

/** What a page tells of one of its experiments, once it was run. */
interface Told {
  report: RunReport;
  /** What was guessed and what came of it; nothing where there was no guess. */
  guess: string | null;
  /** The figures in the text: what they say, and where that was measured. */
  figures: { text: string; path: string; measured: string | null }[];
}

/** Runs one experiment of the page, without a guess. */
const RUN = `
  const runner = document.getElementById(given);
  runner.scrollIntoView();
  await customElements.whenDefined(runner.localName);
  return runner.run();
`;

let site: Site;
let page: Page;
/** A page in Firefox, once a test wants one. */
let foxPage: Page | undefined;

before(async () => {
  site = await testBed.site();
  page = await testBed.page();
});

/** The element that has the focus, however deep it is: what to know of it. */
const FOCUSED = `
  let element = document.activeElement;
  const within = [];
  while (element !== null) {
    within.push(element);
    element = element.shadowRoot?.activeElement ?? null;
  }
  const innermost = within.at(-1);
  return {
    runner: within[0]?.id ?? "",
    guess: innermost.closest?.("playground-guess")?.getAttribute("for") ?? "",
    kind: innermost.type ?? innermost.localName,
    words: innermost.textContent.trim(),
  };
`;

interface Focused {
  runner: string;
  guess: string;
  kind: string;
  words: string;
}

/** Whether Run stands in a root, for keys to lead to. */
const CAN_RUN = `
  const canRun = (root) => root != null && (root.querySelector("button.main:enabled") !== null ||
    [...root.querySelectorAll("*")].some(({ shadowRoot }) => canRun(shadowRoot)));
`;

/** Presses Tab until what has the focus is what was looked for. */
async function tabTo({ driver }: Page, what: string, isIt: (focused: Focused) => boolean) {
  for (let keys = 0; keys < MOST_KEYS; keys += 1) {
    if (isIt(await driver.executeScript<Focused>(FOCUSED))) {
      return;
    }
    await press(Key.TAB);
  }
  assert.fail(`Tab does not lead to ${what}`);
}

function press(key: string): Promise<void> {
  return page.driver.actions().sendKeys(key).perform();
}

/** Goes through one experiment by keys, from wherever the focus is. */
async function goThrough(id: string): Promise<Told> {
  const hasGuess = await page.call<boolean>(
    `return document.querySelector('playground-guess[for="' + given + '"]') !== null;`,
    id,
  );
  if (hasGuess) {
    await tabTo(page, `the guess for ${id}`, ({ guess, kind }) => guess === id && kind === "radio");
    await press(Key.SPACE);
    await tabTo(page, "its button", ({ guess, kind }) => guess === id && kind === "button");
    await press(Key.ENTER);
  }
  await page.call(
    `${CAN_RUN}
      const runner = document.getElementById(given);
      await customElements.whenDefined(runner.localName);
      await inPage.settled(() => !runner.hasAttribute("held") && canRun(runner.shadowRoot));
      window.ended = new Promise((resolve) => runner.addEventListener("run-end", resolve));
    `,
    id,
  );
  await tabTo(page, `Run of ${id}`, ({ runner, words }) => runner === id && words === "Run");
  await press(Key.ENTER);
  return page.call<Told>(
    `
      await window.ended;
      const runner = document.getElementById(given);
      const guess = document.querySelector('playground-guess[for="' + given + '"]');
      await inPage.settled(() => guess === null || guess.hasAttribute("decided"));
      const outcome = guess?.querySelector("playground-outcome");
      const figures = [...document.querySelectorAll("playground-value")].filter(
        (figure) => figure.getAttribute("of") === given,
      );
      return {
        report: runner.report,
        guess: guess === null ? null : guess.querySelector("[role=status]").textContent + (outcome.hidden ? " hidden" : ""),
        figures: figures.map((figure) => ({
          text: figure.textContent,
          path: figure.getAttribute("path"),
          measured: figure.getAttribute("measured"),
        })),
      };
    `,
    id,
  );
}

for (const { number, name, claims } of LESSONS) {
  test(`lesson ${number}, ${name}, holds what it says`, async () => {
    await page.driver.get(`${site.root}learn/${name}.html`);
    await page.call("return customElements.whenDefined('playground-guess').then(() => true);");
    const runners = await page.call<string[]>(
      `return [...document.querySelectorAll("parallel-playground, parallel-python")].map(({ id }) => id);`,
    );
    assert.deepEqual(runners, Object.keys(claims), "each experiment has a claim");
    for (const [id, claim] of Object.entries(claims)) {
      const { report, guess, figures } = await goThrough(id);
      claim(report);
      if (guess !== null) {
        assert.match(guess, /You guessed: .+\./);
        assert.doesNotMatch(guess, /hidden/, "what came of it is not told");
      }
      for (const { path, measured, text } of figures) {
        assert.equal(measured, "here", `${path} still says “${text}”`);
      }
    }
  });
}

for (const { number, name } of [
  ...LESSONS,
  { number: "of none", name: "glossary" },
  { number: "of all", name: "index" },
]) {
  test(`page ${number}, ${name}, can be used by everyone`, async () => {
    await page.driver.get(`${site.root}learn/${name}.html`);
    assert.deepEqual(await allAxeFindings(page), []);
  });
}

for (const { number, name, claims } of LESSONS) {
  test(`in Firefox, lesson ${number}, ${name}, holds what it says as well`, async () => {
    foxPage ??= await testBed.page({}, firefox);
    await foxPage.driver.get(`${site.root}learn/${name}.html`);
    for (const [id, claim] of Object.entries(claims)) {
      claim(await foxPage.call<RunReport>(RUN, id));
    }
  });
}

test("records hold what their lessons say, and name what they were made with", async () => {
  for (const lesson of LESSONS) {
    await page.driver.get(`${site.root}learn/${lesson.name}.html`);
    const records = await page.call<Record<string, string>>(`
      const recorded = [...document.querySelectorAll("[report]")];
      return Object.fromEntries(recorded.map((runner) => [runner.id, runner.getAttribute("report")]));
    `);
    for (const [id, address] of Object.entries(records)) {
      const text = await readFile(`${REPORTS}${address.replace(/^reports\//, "")}`, "utf8");
      const report = JSON.parse(text) as RunReport;
      assertRecordable(lesson, id, report);
      assert.match(report.environment.browser, /Mozilla/);
      assert.ok(report.endedAt, `${address} does not say when`);
    }
  }
});
