/** An author's own listings: what a reader is told before Run, by keyboard alone, and bad programs. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { Key } from "selenium-webdriver";
import type { Site } from "./server/site.ts";
import { axeFindings } from "./support/axe.ts";
import { BAD_LINKS } from "./support/bad-links.ts";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";

let page: Page;
let site: Site;

before(async () => {
  site = await testBed.site();
  page = await testBed.page();
  await open("");
});

/** What code in the page says of an element: itself, its root, its buttons and what is printed in it. */
const IN_ARTICLE = `
  await customElements.whenDefined("parallel-python");
  const element = document.querySelector("#listings");
  const lacking = document.querySelector("#lacking");
  const root = element.shadowRoot;
  const button = (words, within = root) =>
    [...within.querySelectorAll("button")].find(({ textContent }) => textContent.trim() === words);
`;

function inArticle<T>(code: string, given: unknown = null): Promise<T> {
  return page.call<T>(`{ ${IN_ARTICLE}${code} }`, given);
}

async function open(query: string): Promise<void> {
  await page.driver.get(`${site.root}listings.html${query}`);
  await inArticle(
    `await inPage.settled(() => button("Run") && button("Run", lacking.shadowRoot));`,
  );
}

test("packages that the site lacks are named before Run, and nothing is loaded for them", async () => {
  const told = await inArticle<{ names: string[]; note: string; off: boolean; error: object }>(`
    const [run, note] = ["button.main", ".failure"].map((part) => lacking.shadowRoot.querySelector(part));
    const error = await lacking.run().catch(({ code, field, message }) => ({ code, field, message }));
    return { names: lacking.missingPackages, note: note.textContent, off: run.disabled, error };
  `);
  assert.deepEqual(told.names, ["no-such-package"]);
  assert.match(told.note, /need no-such-package,.*--python-packages DIR/);
  assert.ok(told.off);
  assert.deepEqual(told.error, { code: "missing", field: "packages", message: told.note });
  assert.deepEqual(
    site.requests.filter((url) => /\.wasm|\/python/.test(url)),
    [],
  );
});

test("a listing is in colours before anybody edits it, and no editor is loaded for that", async () => {
  const tokens = await inArticle<Record<string, string>>(`
    const spans = [...root.querySelectorAll(".listing span")];
    return Object.fromEntries(spans.map(({ className, textContent }) => [className, textContent]));
  `);
  assert.equal(tokens.comment, "# One after another.");
  assert.equal(tokens.name, "half");
  assert.equal(tokens.string, '"halves"');
  assert.ok(!site.requests.some((url) => url.includes("code-editor")));
});

/** Where the focus is: what the innermost element says of itself. */
function focused(): Promise<string> {
  return page.call<string>(`
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) {
      active = active.shadowRoot.activeElement;
    }
    return active.getAttribute("aria-label") ?? active.textContent.trim();
  `);
}

async function press(...keys: string[]): Promise<void> {
  await page.driver
    .actions()
    .sendKeys(...keys)
    .perform();
}

test("by keyboard alone: from tab to tab, into the editor and out of it, a run, and back", async () => {
  await press(Key.TAB);
  assert.equal(await focused(), "Loop");
  await press(Key.END);
  assert.equal(await focused(), "Pool");
  await press(Key.HOME);
  assert.equal(await focused(), "Loop");
  await press(Key.ARROW_RIGHT);
  assert.equal(await focused(), "Pool");
  assert.ok(
    await inArticle<boolean>(
      `return root.querySelector("[role=tabpanel]").id === root.querySelector("[role=tab]").getAttribute("aria-controls");`,
    ),
  );
  await press(Key.TAB, Key.TAB, Key.TAB);
  assert.equal(await focused(), "Edit");
  await press(Key.ENTER);
  await inArticle(
    `await inPage.settled(() => root.activeElement === root.querySelector("playground-code-editor"));`,
  );
  assert.equal(await focused(), "Pool, a Python program");
  await press("# mine", Key.ENTER, Key.ESCAPE, Key.TAB);
  assert.equal(await focused(), "Run");
  await press(Key.ENTER);
  const printed = await inArticle<string[]>(`
    await inPage.settled(() => element.report !== null);
    return element.report.results.map(({ output }) => output);
  `);
  assert.deepEqual(printed, ["[1, 2] halves\n", "[1, 2] halves\n"]);
});

test("Run that is pressed again before anything is seen of the first run begins no second one", async () => {
  const begun = await inArticle<number>(`
    const ended = new Promise((resolve) => element.addEventListener("run-end", resolve));
    let begun = 0;
    element.addEventListener("run-start", () => {
      begun += 1;
    });
    for (let presses = 0; presses < 2; presses += 1) {
      button("Run").click();
      await element.updateComplete;
    }
    await ended;
    return begun;
  `);
  assert.equal(begun, 1);
});

for (const scheme of ["light", "dark"]) {
  test(`axe finds nothing serious: before anything, in the editor, after a run; ${scheme}`, async () => {
    await open("");
    await inArticle("for (const one of [element, lacking]) one.theme = given;", scheme);
    assert.deepEqual(await axeFindings(page), []);
    await inArticle(`
      button("Edit").click();
      await inPage.settled(() => root.querySelector("playground-code-editor")?.shadowRoot?.querySelector(".cm-content"));
      await element.run();
    `);
    assert.deepEqual(await axeFindings(page), []);
    const back = await inArticle<string>(`
      button("Start over").click();
      await inPage.settled(() => button("Edit") === root.activeElement);
      return root.querySelector(".listing").textContent;
    `);
    assert.match(back, /^# One after another\.\n/);
    assert.deepEqual(await axeFindings(page), []);
  });
}

test("what was written before starting over can be had back", async () => {
  await open("");
  const back = await inArticle<string[]>(`
    const listing = () => root.querySelector(".listing")?.textContent;
    const editor = () => root.querySelector("playground-code-editor");
    button("Edit").click();
    await inPage.settled(() => editor());
    editor().dispatchEvent(new CustomEvent("source-change", { detail: "# mine" }));
    button("Start over").click();
    await inPage.settled(() => button("Undo"));
    const seen = [listing()];
    button("Undo").click();
    await inPage.settled(() => editor());
    return [...seen, editor().source, String(button("Undo"))];
  `);
  assert.match(back[0] ?? "", /^# One after another/);
  assert.deepEqual(back.slice(1), ["# mine", "undefined"]);
});

test("numbers that cannot be are put right as they are entered", async () => {
  const shown = await inArticle<number[][]>(`
    const trials = root.querySelector("#trials");
    return ["", "1e9", "2.5", "-3"].map((value) => {
      trials.value = value;
      trials.dispatchEvent(new Event("change"));
      return [Number(trials.value), element.trials];
    });
  `);
  assert.deepEqual(shown, [
    [1, 1],
    [101, 101],
    [3, 3],
    [1, 1],
  ]);
});

test("listings that the page has not are named, told as a failure, and nothing is offered for them", async () => {
  const told = await inArticle<{ why: string; edge: number; off: boolean; edit: boolean }>(`
    const mistyped = document.createElement("parallel-python");
    mistyped.from = "#nothing";
    document.body.append(mistyped);
    await mistyped.updateComplete;
    const within = mistyped.shadowRoot;
    const failure = within.querySelector(".failure");
    const told = {
      why: failure.textContent,
      edge: Number.parseFloat(getComputedStyle(failure).borderInlineStartWidth),
      off: button("Run", within).disabled,
      edit: button("Edit", within) !== undefined,
    };
    mistyped.remove();
    return told;
  `);
  assert.match(told.why, /no listing with the id “nothing”/);
  assert.ok(told.edge > 0, "it looks like the article's own text");
  assert.ok(told.off && !told.edit);
});

test("why a recorded report cannot be had is told no longer than it is asked for", async () => {
  const told = await inArticle<string[]>(`
    const alert = () => root.querySelector("[role=alert]")?.textContent ?? "";
    element.scrollIntoView();
    element.setAttribute("report", "lost.json");
    await inPage.settled(() => alert() !== "");
    const first = alert();
    element.removeAttribute("report");
    await inPage.drawn();
    return [first, alert()];
  `);
  assert.match(told[0] ?? "", /lost\.json could not be loaded/);
  assert.equal(told[1], "");
});

test("in a frame, too, the programs are again what they were: those of the address", async () => {
  await page.driver.get(`${site.root}embed-python.html#library=race-and-lock`);
  const seen = await page.call<string[]>(`
    await customElements.whenDefined("parallel-python");
    const root = document.querySelector("parallel-python").shadowRoot;
    const press = (id) => [...root.querySelectorAll("button")].find(({ textContent }) => textContent.trim() === id).click();
    const tabs = () => [...root.querySelectorAll("[role=tab]")].map(({ textContent }) => textContent);
    await inPage.settled(() => tabs().length > 0);
    press("Edit");
    await inPage.settled(() => root.querySelector("playground-code-editor"));
    press("Start over");
    await inPage.settled(() => root.querySelector(".listing"));
    return tabs();
  `);
  assert.deepEqual(seen, ["With a lock", "The race"]);
  await open("");
});

/** Programs that do what they can against the page and those that run after them. */
const HOSTILE: Readonly<Record<string, string>> = {
  "floods the console": 'while True:\n    print("flood " * 100)\n',
  "never yields": 'print("begun", flush=True)\nsum(range(10**12))\n',
  "starts threads that never end": `
import threading

def spin():
    while True:
        try:
            pass
        except BaseException:
            pass

for _ in range(3):
    threading.Thread(target=spin).start()
print("begun", flush=True)
`,
};

for (const [what, source] of Object.entries(HOSTILE)) {
  test(`a program that ${what}: the page draws on, and the next run starts clean`, async () => {
    const { frames, next } = await inArticle<{ frames: number; next: string }>(
      `const cancel = new AbortController();
       const printed = new Promise((resolve) => {
         element.addEventListener("run-progress", ({ detail }) => detail.kind === "printed" && resolve());
       });
       const running = element.run({ versions: [{ name: "Bad", source: given }] }, { signal: cancel.signal });
       await printed;
       let frames = 0;
       while (frames < 10) {
         await new Promise(requestAnimationFrame);
         frames += 1;
       }
       cancel.abort();
       await running;
       const { results } = await element.run();
       return { frames, next: results.map(({ output }) => output).join("") };`,
      source,
    );
    assert.equal(frames, 10);
    assert.equal(next, "[1, 2] halves\n[1, 2] halves\n");
  });
}

test("a program that changes what all programs use changes it for itself alone", async () => {
  const source = `
import builtins, os, sys, time

builtins.print, out = None, sys.stdout
builtins.len = builtins.open = time.sleep = time.perf_counter = lambda *_: 0
os.environ["SEEN"] = "yes"
open_file = __import__("io").open
open_file("left.txt", "w").close()
out.write("changed")
sys.modules.clear()
sys.exit()
`;
  const after = `
import os, time

time.sleep(0)
print(len("four"), os.environ.get("SEEN"), os.path.exists("left.txt"))
`;
  const printed = await inArticle<string[]>(
    `const versions = [{ name: "Changes", source: given[0] }, { name: "After", source: given[1] }];
     const { results, skipped } = await element.run({ versions });
     return [...results.map(({ output }) => output), ...skipped.map(({ reason }) => reason)];`,
    [source, after],
  );
  assert.ok(printed.includes("4 None False\n"), JSON.stringify(printed));
});

test("a program finds nothing by JavaScript that leads out of its worker, and all else works", async () => {
  const source = `
import js
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import Pool
from urllib.request import urlopen

GLOBALS = ["caches", "indexedDB", "BroadcastChannel", "Worker", "SharedWorker", "webkitRequestFileSystem"]
OF_NAVIGATOR = ["storage", "storageBuckets", "serviceWorker", "locks"]

def found(place):
    here = [name for name in GLOBALS if js.Reflect.has(js.globalThis, name) or hasattr(js, name)]
    return here + [name for name in OF_NAVIGATOR if js.Reflect.has(js.WorkerNavigator.prototype, name)]

if __name__ == "__main__":
    print(found("here"))
    with ThreadPoolExecutor(2) as pool:
        print(list(pool.map(found, ["thread"])))
    with Pool(2) as pool:
        print(pool.map(found, ["process", "process"]))
    with urlopen(given) as answer:
        print(answer.status, js.navigator.hardwareConcurrency > 0)
`.replace("given", JSON.stringify(`${site.root}listings.html`));
  const printed = await inArticle<string[]>(
    `const { results, skipped } = await element.run({ versions: [{ name: "Looks", source: given }] });
     return [...results.map(({ output }) => output), ...skipped.map(({ reason }) => reason)];`,
    source,
  );
  assert.deepEqual(printed, ["[]\n[[]]\n[[], []]\n200 True\n"]);
});

for (const [what, fragment, sentence] of BAD_LINKS) {
  test(`a frame's link that is ${what} says so`, async () => {
    await page.driver.get("about:blank");
    await page.driver.get(`${site.root}embed-python.html${fragment}`);
    const { said, off } = await page.call<{ said: string; off: boolean }>(`
      await customElements.whenDefined("parallel-python");
      const root = document.querySelector("parallel-python").shadowRoot;
      await inPage.settled(() => root.querySelector("[role=alert]"));
      return {
        said: root.querySelector("[role=alert]").textContent,
        off: root.querySelector("button.main").disabled,
      };
    `);
    assert.match(said, sentence);
    assert.ok(off, "there is nothing to run");
  });
}

test("a frame follows its address to another program", async () => {
  await page.call(`location.hash = "#library=race-and-lock";`);
  await page.driver.wait(async () =>
    page
      .call<boolean>(
        `return document.querySelector("parallel-python").versions?.some(({ name }) => name === "The race") ?? false;`,
      )
      .catch(() => false),
  );
});
