/** What lessons are made of: chosen controls and parts, a guess before a run, its figures in a text. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { By, Key, type WebElement } from "selenium-webdriver";
import type { Site } from "./server/site.ts";
import { bothLanguages } from "./support/both-languages.ts";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";
import { bundled } from "./support/weight.ts";

/** How long a window may take to change its size, before the test gives up. */
const PATIENCE_MS = 60_000;

let page: Page;
let site: Site;

before(async () => {
  page = await testBed.page();
  site = await testBed.site({ beside: { "recorded.json": bothLanguages() } });
});

/** What `code` may call: an element, and what is in one of its parts. */
const IN_LESSON = `
  const of = (id) => document.getElementById(id);
  const within = (id, part) => of(id).shadowRoot?.querySelector("playground-" + part)?.shadowRoot;
`;

/** Runs code in the page, in which `of` finds an element, and `within` a part of it. */
function look<T>(code: string, given?: unknown): Promise<T> {
  return page.call<T>(IN_LESSON + code, given);
}

async function open({ root } = site): Promise<void> {
  await page.driver.get(`${root}lesson-elements.html`);
  await page.call('await customElements.whenDefined("playground-guess");');
}

/** Brings an element near, and waits for its controls. */
function bringNear(id: string): Promise<void> {
  return look(
    `of(given).scrollIntoView();
    await inPage.settled(() => within(given, "run-controls")?.querySelector("form"));`,
    id,
  );
}

/** Makes the first guess by keys alone: the second choice. */
async function guess(): Promise<void> {
  const [first] = await page.driver.findElements(By.css("playground-guess input"));
  await (first as WebElement).sendKeys(Key.SPACE, Key.ARROW_DOWN, Key.TAB, Key.ENTER);
}

function told(index: number): Promise<string> {
  return look(
    `return document.querySelectorAll("playground-guess [role=status]")[given].textContent;`,
    index,
  );
}

test("nothing that runs is loaded before it is near", async () => {
  const asked = site.requests.length;
  await page.driver.manage().window().setRect({ width: 900, height: 300 });
  const isLow = () => page.driver.executeScript<boolean>("return innerHeight <= 300;");
  await page.driver.wait(isLow, PATIENCE_MS, "the window is as high as it was");
  await open();
  await look("await new Promise(requestAnimationFrame);");
  const before = site.requests.slice(asked).filter((url) => /parallel-playground|\.wasm/.test(url));
  assert.deepEqual(before, []);
  await bringNear("run");
  await page.driver.manage().window().setRect({ width: 1200, height: 900 });
});

test("only the controls that were asked for are offered", async () => {
  await open();
  await bringNear("run");
  await guess();
  const names = await look<string[]>(`
    const inputs = () => [...within("run", "run-controls").querySelectorAll("input, select, button.main")];
    await inPage.settled(() => inputs().length > 2);
    return inputs().map(({ name, textContent }) => name || textContent.trim());
  `);
  assert.deepEqual(names, ["workers", "trials", "Run"]);
});

test("a guess is made by keys before the run is offered, and stands beside its outcome", async () => {
  await open();
  await bringNear("run");
  const isOffered = () =>
    look<boolean>('return within("run", "run-controls").querySelector("button.main") !== null;');
  const isInsightShown = () => look<boolean>('return of("insight").checkVisibility();');
  assert.equal(await isOffered(), false);
  assert.equal(await isInsightShown(), false);

  await guess();
  assert.match(await told(0), /^Your guess: Threads under a GIL\./);
  await page.driver.wait(isOffered);
  assert.equal(await isInsightShown(), false, "only the run shows it");

  const results = await look<{ strategy: string; medianMs: number }[]>(`
    await inPage.settled(() => within("run", "run-controls").querySelector("button.main"));
    const { results } = await of("run").run({ strategies: "sequential threads", size: 400_000 });
    return results;
  `);
  assert.equal(await isInsightShown(), true);
  const [fastest] = results.toSorted((a, b) => a.medianMs - b.medianMs);
  const title = fastest?.strategy === "threads" ? "Threads" : "Sequential";
  assert.match(
    await told(0),
    new RegExp(`^Not as you guessed. You guessed: Threads under a GIL. It was ${title}.$`),
  );
  const right = await look<string[]>(
    'return [...document.querySelectorAll("label[data-true] input")].map(({ value }) => value);',
  );
  assert.deepEqual(right, [fastest?.strategy]);
});

test("figures in the text follow the run, and stay as they were where it does not tell", async () => {
  await open();
  await bringNear("run");
  await guess();
  const seen = await look<{ texts: string[]; speedup: number; cores: number }>(`
    const ids = ["speedup", "cores", "nothing"];
    const report = await of("run").run();
    return {
      texts: ids.map((id) => of(id).textContent),
      speedup: report.results[1].speedup,
      cores: report.environment.logicalCores,
    };
  `);
  const [speedup = "", cores, nothing] = seen.texts;
  assert.equal(Number(speedup.replace("×", "")), Number(seen.speedup.toPrecision(3)));
  assert.deepEqual([cores, nothing], [`${seen.cores}`, "nobody knows"]);
});

test("only the parts that were asked for are shown of a run, and its lanes are marked", async () => {
  await open();
  await bringNear("run");
  await guess();
  await look('await of("run").run();');
  const { parts, marked } = await look<{ parts: string[]; marked: string[] }>(`
    await inPage.settled(() => within("run", "lane-view")?.querySelector("mark"));
    const stage = of("run").shadowRoot.querySelector(".stage");
    return {
      parts: [...stage.querySelectorAll(":scope > *")].map(({ localName }) => localName),
      marked: [...within("run", "lane-view").querySelectorAll(".title")]
        .filter((title) => title.querySelector("mark")).map(({ textContent }) => textContent),
    };
  `);
  assert.deepEqual(parts, ["section", "playground-strategy-results", "playground-lane-view"]);
  assert.equal(marked.length, 1);
  assert.match(marked[0] ?? "", /Threads[\s\S]*marked: run/);
});

test("a recorded report is shown to begin with, as recorded, with where and when", async () => {
  await open();
  await bringNear("begun");
  const { notice, isRecorded, ratio, measured } = await look<Record<string, string | boolean>>(`
    const shown = new Promise((resolve) => of("begun").addEventListener("report-shown", resolve));
    if (of("begun").report === null) {
      await shown;
    }
    const notice = () => of("begun").shadowRoot.querySelector(".stage .notice");
    await inPage.settled(() => notice() !== null);
    const value = of("begun-value");
    return {
      notice: notice().textContent.replace(/\\s+/g, " ").trim(),
      isRecorded: of("begun").isRecorded,
      ratio: value.textContent,
      measured: value.getAttribute("measured"),
    };
  `);
  assert.match(
    String(notice),
    /^Recorded on 26 November 2026 at .*, in a browser on 2 logical cores\./,
  );
  assert.deepEqual([isRecorded, ratio, measured], [true, "23.0×", "recorded"]);
});

test("a recorded report at what is no address is told as one that cannot be had", async () => {
  await open();
  await bringNear("lost");
  const told = await look<string>(`
    of("lost").setAttribute("report", "http://[lost");
    const alert = () => of("lost").shadowRoot.querySelector("[role=alert]")?.textContent ?? "";
    await inPage.settled(() => alert().includes("http://[lost"));
    return alert();
  `);
  assert.match(told, /could not be loaded/);
});

test("why a recorded report cannot be had is still told when the settings were checked", async () => {
  await open();
  await bringNear("lost");
  const told = await look<string[]>(`
    const alert = () => of("lost").shadowRoot.querySelector("[role=alert]")?.textContent ?? "";
    const said = async (isIt) => {
      await inPage.settled(() => isIt(alert()));
      return alert();
    };
    const isOfReport = (text) => text.includes("lost.json");
    const first = await said(isOfReport);
    of("lost").dispatchEvent(new PointerEvent("pointerdown"));
    of("lost").setAttribute("trials", "0");
    const refusal = await said((text) => text !== "" && !isOfReport(text));
    of("lost").setAttribute("trials", "1");
    return [first, refusal, await said(isOfReport)];
  `);
  assert.match(told[0] ?? "", /could not be loaded/);
  assert.match(told[1] ?? "", /trials/i);
  assert.equal(told[2], told[0]);
});

test("why a recorded report cannot be had is told no longer than it is asked for", async () => {
  await open();
  await bringNear("lost");
  const told = await look<number[]>(`
    const alerts = () => of("lost").shadowRoot.querySelectorAll("[role=alert]").length;
    // What is held shows no other report, which would take the place of what is told.
    of("lost").held = true;
    const told = [];
    for (const other of [null, "recorded.json"]) {
      of("lost").report = "lost.json";
      await inPage.settled(() => alerts() > 0);
      of("lost").report = other;
      await inPage.drawn();
      told.push(alerts());
    }
    return told;
  `);
  assert.deepEqual(told, [0, 0]);
});

test("after a guess a recorded report does not give the outcome away, but may be looked at", async () => {
  await open();
  await bringNear("recorded");
  await look(`
    const slider = document.querySelector("input[type=range]");
    slider.value = "1500";
    slider.dispatchEvent(new Event("input"));
    document.querySelectorAll("playground-guess > button")[1].click();
    const offer = () => [...of("recorded").shadowRoot.querySelectorAll(".side button")];
    await inPage.settled(() => offer().length > 0);
  `);
  assert.match(await told(1), /^Your guess: 1.50\ss\./);
  assert.equal(await look('return of("recorded").report;'), null);
  await look(`of("recorded").shadowRoot.querySelector(".side button").click();
    await inPage.settled(() => of("recorded").report !== null);`);
  await page.driver.wait(async () => /In the recorded run it was 2.05\ss\.$/.test(await told(1)));
  assert.equal(await look('return document.querySelector(".playground-scale i").hidden;'), false);
});

test("a recorded report does not take the place of a run that was asked for while it came", async () => {
  const slow = await testBed.site({
    beside: { "recorded.json": bothLanguages() },
    altered: { [bundled("stage")]: (own) => `await globalThis.stageMayCome;${own}` },
  });
  await page.open(`${slow.root}embed.html`);
  const isRecorded = await look<boolean>(`
    const stage = Promise.withResolvers();
    window.stageMayCome = stage.promise;
    const reading = inPage.withhold("readReport");
    const element = document.createElement("parallel-playground");
    element.setAttribute("controls", "");
    element.setAttribute("report", "recorded.json");
    document.body.prepend(element);
    await reading.asked;
    const run = element.run({ strategies: "sequential", size: 1_000, trials: 1 });
    await reading.put();
    stage.resolve();
    await run;
    await inPage.drawn();
    return element.isRecorded;
  `);
  assert.equal(isRecorded, false);
});

test("where this browser cannot run what is asked for, the recorded report stands in", async () => {
  await open();
  const plain = await testBed.site({
    isolated: false,
    beside: { "recorded.json": bothLanguages() },
    missing: ["service-worker.js"],
  });
  await open(plain);
  await bringNear("recorded");
  await look('document.querySelectorAll("playground-guess > button")[1].click();');
  const notice = await look<string>(`
    const notice = () => of("recorded").shadowRoot.querySelector(".stage .notice");
    await inPage.settled(() => notice() !== null);
    return notice().textContent.replace(/\\s+/g, " ").trim();
  `);
  assert.match(notice, /^Recorded on .* This browser cannot run .*Threads.* on this page\.$/);
});

/** In the lesson whose element runs programs: the first choice is the reader's guess. */
const GUESS_AT_PROGRAMS = `
  of("run").scrollIntoView();
  for (const name of ["parallel-python", "playground-guess"]) {
    await customElements.whenDefined(name);
  }
  document.querySelector("playground-guess input").checked = true;
  document.querySelector("playground-guess > button").click();
`;

/** What the element of programs says where it shows a report, and what the text makes of that. */
const SHOWN_OF_PROGRAMS = `
  const notice = () => of("run").shadowRoot.querySelector(".stage .notice");
  await inPage.settled(() => notice() !== null);
  return {
    notice: notice().textContent.replace(/\\s+/g, " ").trim(),
    measured: [...document.querySelectorAll("playground-value")].map((value) =>
      value.getAttribute("measured")),
  };
`;

interface ShownOfPrograms {
  notice: string;
  measured: string[];
}

test("a recorded report of programs does not give the outcome away, but may be looked at", async () => {
  await page.driver.get(`${site.root}learn/what-goes-wrong.html`);
  const offer = `
    const offer = () => [...of("run").shadowRoot.querySelectorAll("button")].find(
      ({ textContent }) => textContent === "Show a recorded run");
    await inPage.settled(() => offer() !== undefined);
  `;
  const early = await look(`${GUESS_AT_PROGRAMS} ${offer} return of("run").report;`);
  assert.equal(early, null);
  const { notice, measured } = await look<ShownOfPrograms>(
    `${offer} offer().click(); ${SHOWN_OF_PROGRAMS}`,
  );
  assert.match(notice, /^Recorded on .* logical cores?\.$/);
  assert.deepEqual(new Set(measured), new Set(["recorded"]));
});

test("where Python cannot wait, the recorded report of programs stands in", async () => {
  const { root } = await testBed.site({
    altered: { "lesson.js": (own) => `delete WebAssembly.Suspending; ${own}` },
  });
  await page.driver.get(`${root}learn/what-goes-wrong.html`);
  const { notice, measured } = await look<ShownOfPrograms>(GUESS_AT_PROGRAMS + SHOWN_OF_PROGRAMS);
  assert.match(notice, /This browser cannot run Threads, Processes and Event loop on this page\.$/);
  assert.deepEqual(new Set(measured), new Set(["recorded"]));
});

test("a recorded report that is not there is told of, and costs nothing else", async () => {
  await open();
  await bringNear("lost");
  const message = await look<string>(`
    const alert = () => of("lost").shadowRoot.querySelector("[role=alert]");
    await inPage.settled(() => alert() !== null);
    return alert().textContent;
  `);
  assert.match(message, /lost\.json could not be loaded \(404/);
  assert.ok(
    await look('return within("lost", "run-controls").querySelector("button.main") !== null;'),
  );
});

test("a guess that is taken away holds nothing any more, and one that is moved does", async () => {
  await open();
  const held = await look<boolean[]>(`
    const guess = document.querySelector("playground-guess");
    const isHeld = () => of("run").hasAttribute("held");
    const before = isHeld();
    document.body.append(guess);
    const moved = isHeld();
    guess.remove();
    return [before, moved, isHeld()];
  `);
  assert.deepEqual(held, [true, true, false]);
});

test("an element that comes into the page later is loaded as well", async () => {
  await open();
  await look(`
    document.body.prepend(document.createElement("parallel-python"));
    await customElements.whenDefined("parallel-python");
  `);
});
