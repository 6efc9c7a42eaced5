/** A reader chooses languages, and sees each strategy in each, held against one another. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { Key } from "selenium-webdriver";
import type { Site } from "./server/site.ts";
import { bothLanguages, PRINTED, TRACEBACK } from "./support/both-languages.ts";
import { catalogue } from "./support/catalogue.ts";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";

/** Each strategy of the report that has results, in each language, as the page names it. */
const TITLES = [
  "Sequential · Rust",
  "Sequential · Python",
  "Threads · Rust",
  "Threads · Python",
  "Processes · Rust",
  "Processes · Python",
];

const TASK = catalogue.tasks.find(({ id }) => id === "count-primes");

let site: Site;
let page: Page;

before(async () => {
  site = await testBed.site();
  page = await testBed.page();
});

/** What the controls say of the languages, and of the size. */
interface Chosen {
  languages: string[];
  fixed: string[];
  size: string;
  search: string;
}

const CONTROLS = `
  const controls = await inPage.reach("run-controls");
  const boxes = () => [...controls.querySelectorAll("[name=language]")];
  const chosen = async () => {
    await inPage.settled(() => boxes().length > 0);
    await controls.host.updateComplete;
    return {
      languages: boxes().filter(({ checked }) => checked).map(({ value }) => value),
      fixed: boxes().filter(({ disabled }) => disabled).map(({ value }) => value),
      size: controls.querySelector("[name=size]").value,
      search: location.search,
    };
  };
`;

/** Presses a language's checkbox by the keyboard. */
async function toggle(language: string): Promise<Chosen> {
  await page.call(`${CONTROLS} boxes().find(({ value }) => value === given).focus();`, language);
  await page.driver.actions().sendKeys(Key.SPACE).perform();
  return page.call<Chosen>(`${CONTROLS} return chosen();`);
}

test("languages are chosen by the keyboard, and the last one cannot be given up", async () => {
  await page.open(`${site.root}playground.html?task=count-primes&size=12345`);
  const first = await page.call<Chosen>(`${CONTROLS} return chosen();`);
  assert.deepEqual([first.languages, first.fixed], [["rust"], ["rust"]]);

  const both = await toggle("python");
  assert.deepEqual([both.languages, both.fixed], [["rust", "python"], []]);
  assert.match(both.search, /language=rust\+python/);
  assert.equal(both.size, String(TASK?.size.pythonDefault), "a size for Rust is none for Python");

  const alone = await toggle("rust");
  assert.deepEqual([alone.languages, alone.fixed], [["python"], ["python"]]);
  assert.match(alone.search, /language=python/);

  await toggle("rust");
  const last = await toggle("python");
  assert.deepEqual(last.languages, ["rust"]);
  assert.doesNotMatch(last.search, /language/);
  assert.equal(last.size, String(TASK?.size.default));
});

test("what differs in Python is said of a strategy once Python is chosen", async () => {
  const threads = catalogue.strategies.find(({ id }) => id === "threads");
  assert.ok(threads?.inPython);
  const said = async (language: string) => {
    await page.open(`${site.root}playground.html?language=${language}`);
    return page.call<string>(`
      const controls = await inPage.reach("run-controls");
      await inPage.settled(() => controls.querySelector("[value=threads]") !== null);
      return controls.querySelector("[value=threads]").closest("li").textContent;`);
  };
  assert.ok((await said("python")).includes(threads.inPython));
  assert.ok(!(await said("rust")).includes(threads.inPython));
});

test("the code that runs is shown first", async () => {
  for (const [language, order] of [
    ["python", ["Python", "Rust"]],
    ["rust", ["Rust", "Python"]],
    ["rust+python", ["Rust", "Python"]],
  ] as const) {
    await page.open(`${site.root}playground.html?task=count-primes&language=${language}`);
    const shown = await page.call<string[]>(`
      const view = await inPage.reach("code-view");
      view.querySelector("summary").click();
      const headings = () => [...view.querySelectorAll("playground-code-listing")]
        .map(({ shadowRoot }) => shadowRoot?.querySelector("h3")?.textContent);
      await inPage.settled(() => headings().length === 2 && headings().every(Boolean));
      return headings();`);
    assert.deepEqual(shown, order);
  }
});

test("each strategy stands in both languages, side by side, wherever it is shown", async () => {
  await page.open(`${site.root}playground.html`);
  const shown = await page.call<Record<string, string[]>>(
    `await inPage.openReport("both.json", given);
    const texts = (name, selector) => [...inPage.part(name).querySelectorAll(selector)]
      .map(({ textContent }) => textContent.replaceAll(/\\s+/g, " ").trim());
    const inside = (name) => inPage.part("strategy-results").querySelector("playground-" + name);
    await inPage.settled(() => inside("speedup-stacks").shadowRoot?.querySelector("b"));
    const stacks = [...inside("speedup-stacks").shadowRoot.querySelectorAll(".stacks b")];
    return {
      results: texts("strategy-results", "tbody h3"),
      lanes: texts("lane-view", ".title h3"),
      stacks: stacks.map(({ textContent }) => textContent),
      skipped: texts("strategy-results", ".skipped li"),
      traced: [inPage.part("strategy-results").querySelector(".skipped pre").textContent],
      printed: texts("run-log", "pre"),
      request: texts("request-line", "p"),
    };`,
    bothLanguages(),
  );
  assert.deepEqual(shown.results, TITLES);
  assert.deepEqual(shown.lanes, TITLES);
  assert.deepEqual(shown.stacks, TITLES.slice(2), "a lone worker has no stack");
  assert.match(shown.skipped?.join() ?? "", /^Ranks \(MPI\) · Python was skipped\./);
  const [, ...lines] = TRACEBACK.split("\n");
  assert.deepEqual(shown.traced, [lines.join("\n")], "a traceback keeps its lines");
  assert.deepEqual(shown.printed, [PRINTED, PRINTED, PRINTED]);
  assert.match(shown.request?.join() ?? "", /Rust and Python/);
});

test("one language's programs are held against the other's, by their medians", async () => {
  const [heading, compared] = await page.call<[string, string[][]]>(`
    const host = document.querySelector("parallel-playground").shadowRoot;
    const element = inPage.part("strategy-results").querySelector("playground-languages-compared");
    await inPage.settled(() => element.shadowRoot?.querySelector("tbody tr"));
    const rows = [...element.shadowRoot.querySelectorAll("tbody tr")];
    const text = ({ textContent }) => textContent.replaceAll(/\\s+/g, " ").trim();
    return [host.querySelector(".phase h2").textContent, rows.map((row) => [...row.cells].map(text))];
  `);
  assert.match(heading, /^Fastest in Rust: Threads, .* Fastest in Python: Processes, /);
  assert.deepEqual(
    compared.map((cells) => cells.at(-1)),
    [
      "Rust took 1/23 of Python’s time",
      "Rust took 1/48 of Python’s time",
      "Rust took 1/22 of Python’s time",
    ],
  );
});

test("a single turn of the GIL is found by the keyboard, and one thread waits while the other runs", async () => {
  const readouts = await page.call<string[]>(`
    const view = inPage.part("lane-view");
    const lanes = [...view.querySelectorAll("playground-trial-lanes")][3];
    const canvas = lanes.shadowRoot.querySelector("canvas");
    const readout = () => view.querySelector(".readout").textContent;
    canvas.scrollIntoView({ block: "center" });
    canvas.focus();
    const readouts = [];
    for (const key of ["Home", "ArrowRight", "ArrowRight", "ArrowDown"]) {
      const before = readout();
      canvas.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true }));
      await inPage.settled(() => readout() !== before);
      readouts.push(readout());
    }
    return readouts;
  `);
  const [first, second, third, below] = readouts.map((text) => text.replaceAll("\u00a0", " "));
  assert.match(first ?? "", /^thread 1: run \(holding the GIL.*5\.00 ms from 0 ms$/);
  assert.match(second ?? "", /^thread 1: lock wait \(waiting for the GIL.*from 5\.00 ms$/);
  assert.match(third ?? "", /^thread 1: run .*from 10\.0 ms$/);
  assert.match(below ?? "", /^thread 2: lock wait .*from 10\.0 ms$/);
});

test("a report of one language looks as it always did", async () => {
  await page.open(`${site.root}playground.html`);
  const report = JSON.parse(bothLanguages());
  const isRust = ({ language }: { language: string }) => language === "rust";
  const rust = {
    ...report,
    request: { ...report.request, language: undefined },
    results: report.results
      .filter(isRust)
      .map((result: object) => ({ ...result, language: undefined })),
    skipped: [],
  };
  const [titles, heading, compared] = await page.call<[string[], string, boolean]>(
    `await inPage.openReport("rust.json", given);
    const results = inPage.part("strategy-results");
    const titles = [...results.querySelectorAll("tbody h3")].map(({ textContent }) => textContent);
    const host = document.querySelector("parallel-playground").shadowRoot;
    const compared = results.querySelector("playground-languages-compared").shadowRoot;
    return [titles, host.querySelector(".phase h2").textContent, compared?.querySelector("table") != null];`,
    JSON.stringify(rust),
  );
  assert.deepEqual(titles, ["Sequential", "Threads", "Processes"]);
  assert.match(heading, /^Fastest: Threads, /);
  assert.equal(compared, false);
});
