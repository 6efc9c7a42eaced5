/** The page to work in: programs are written, kept, shared and opened, by keyboard alone as well. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { Key } from "selenium-webdriver";
import { fragmentOf } from "../../www/elements/program/sharing.ts";
import { identified } from "../../www/elements/program/version.ts";
import type { Site } from "./server/site.ts";
import { axeFindings } from "./support/axe.ts";
import { BAD_LINKS } from "./support/bad-links.ts";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";
import { inWorkbench, openWorkbench } from "./support/workbench.ts";

let page: Page;
let site: Site;

before(async () => {
  site = await testBed.site();
  page = await testBed.page();
});

/** Opens the page as somebody would who was never there. */
async function openAnew(rest = ""): Promise<void> {
  await openWorkbench(page, `${site.root}program.html`);
  await page.call("localStorage.clear();");
  // Another fragment alone would load nothing.
  await page.driver.get("about:blank");
  await openWorkbench(page, `${site.root}program.html${rest}`);
}

function press(...keys: string[]): Promise<void> {
  return page.driver
    .actions()
    .sendKeys(...keys)
    .perform();
}

/** Where the focus is: what the innermost element says of itself. */
function focused(): Promise<string> {
  return page.call<string>(`
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) {
      active = active.shadowRoot.activeElement;
    }
    return active.getAttribute("aria-label") ?? active.id ?? active.textContent.trim();
  `);
}

test("it opens with a program of the library, each version on a tab, and breaks no policy", async () => {
  await openAnew();
  const { names, text } = await inWorkbench<{ names: string[]; text: string }>(
    page,
    `return {
       names: tabs().map(({ textContent }) => textContent.trim()),
       text: editor().shadowRoot.querySelector(".cm-content").textContent,
     };`,
  );
  assert.deepEqual(names, ["Sequential", "Threads", "Queue and workers", "Processes", "asyncio"]);
  assert.match(text, /Downloads pictures, one after another/);
  assert.ok(text.includes(site.root), "the pictures are the site's own");
  assert.deepEqual(await testBed.complaints(page), []);
});

test("the editor is loaded when the reader turns to the program, and gets the focus", async () => {
  await page.driver.get("about:blank");
  await page.driver.get(`${site.root}program.html`);
  await inWorkbench(
    page,
    `await inPage.settled(() => root.querySelector("pre"));
     root.querySelector("pre").focus();
     await inPage.settled(() => root.activeElement === editor() && editor() !== null);`,
  );
  assert.equal(await focused(), "Sequential, a Python program");
});

test("nothing of Python is loaded before a run", async () => {
  assert.ok(!site.requests.some((url) => url.startsWith("/python")), site.requests.join(" "));
});

test("every program of the library can be opened", async () => {
  const ids = await inWorkbench<string[]>(
    page,
    `return [...root.querySelectorAll("optgroup option")].map(({ value }) => value);`,
  );
  assert.ok(ids.length >= 14, ids.join(" "));
  for (const id of ids) {
    const shown = await inWorkbench<string>(
      page,
      `const select = root.querySelector("#program");
       const before = source();
       select.value = given;
       select.dispatchEvent(new Event("change"));
       await inPage.settled(() => select.value === given && (source() !== before || given === "download-pictures"));
       return source();`,
      id,
    );
    assert.match(shown, /print\(|write\(/, id);
    assert.ok(!shown.includes("example.org"), id);
  }
});

/** Waits until what was pressed has come to the text. */
function sourceBegins(text: string): Promise<void> {
  return inWorkbench(page, "await inPage.settled(() => source().startsWith(given));", text);
}

test("by keyboard alone: from the tabs into the editor, and out of it", async () => {
  await openAnew();
  await inWorkbench(page, `tabs()[0].focus();`);
  await press(Key.ARROW_RIGHT);
  assert.equal(await focused(), "tab-threads");
  await press(Key.END);
  assert.equal(await focused(), "tab-asyncio");
  await press(Key.ARROW_RIGHT);
  assert.equal(await focused(), "tab-sequential");
  // Which goes back to the page before, in most browsers.
  const back = `{ key: "ArrowLeft", altKey: true, bubbles: true, cancelable: true }`;
  assert.ok(
    await inWorkbench(
      page,
      `return tabs()[0].dispatchEvent(new KeyboardEvent("keydown", ${back}));`,
    ),
    "the browser's own shortcuts stay its own",
  );
  assert.equal(await focused(), "tab-sequential");
  // Past the button that adds a version.
  await press(Key.TAB, Key.TAB);
  assert.equal(await focused(), "Sequential, a Python program");
  await press(Key.TAB, "#");
  await sourceBegins('    #"""');
  await press(Key.ESCAPE, Key.TAB);
  assert.equal(await focused(), "name");
  await page.driver.actions().keyDown(Key.SHIFT).sendKeys(Key.TAB).keyUp(Key.SHIFT).perform();
  await page.driver.actions().keyDown(Key.CONTROL).sendKeys("z").keyUp(Key.CONTROL).perform();
  await page.driver.actions().keyDown(Key.CONTROL).sendKeys("z").keyUp(Key.CONTROL).perform();
  await sourceBegins('"""');
});

test("what was written is found again after a reload, and forgotten when that is asked for", async () => {
  await openAnew();
  await inWorkbench(page, `editor().shadowRoot.querySelector(".cm-content").focus();`);
  await press("# mine", Key.ENTER);
  await sourceBegins('# mine\n"""');
  await openWorkbench(page, `${site.root}program.html`);
  assert.match(await inWorkbench<string>(page, "return source();"), /^# mine\n"""/);
  const after = await inWorkbench<{ kept: string[]; back: string }>(
    page,
    `button("Forget all of it").click();
     await inPage.settled(() => !source().startsWith("# mine"));
     const kept = Object.keys(localStorage).filter((key) => key.includes("program"));
     button("Undo").click();
     await inPage.settled(() => source().startsWith("# mine"));
     return { kept, back: source() };`,
  );
  assert.deepEqual(after.kept, []);
  assert.match(after.back, /^# mine\n"""/);
});

test("who presses a button that goes away goes on at the version that is shown", async () => {
  await openAnew();
  await write("# mine\n");
  await inWorkbench(
    page,
    `const isAtTab = () => root.activeElement?.getAttribute("role") === "tab";
     for (const words of ["Start over", "Undo"]) {
       await inPage.settled(() => button(words));
       button(words).focus();
       button(words).click();
       await inPage.settled(isAtTab);
     }`,
  );
});

test("what is written in another tab is the same here, and nothing of it is lost", async () => {
  await openAnew();
  const here = await page.driver.getWindowHandle();
  await page.driver.switchTo().newWindow("tab");
  await openWorkbench(page, `${site.root}program.html`);
  await write("# from another tab\n");
  await page.driver.close();
  await page.driver.switchTo().window(here);
  await inWorkbench(
    page,
    `await inPage.settled(() => source() === "# from another tab\\n");
     root.querySelector("#tab-threads").click();`,
  );
  await openWorkbench(page, `${site.root}program.html`);
  assert.equal(await inWorkbench<string>(page, "return source();"), "# from another tab\n");
});

/** Writes a version's source, as the editor tells of it. */
function write(source: string): Promise<void> {
  return inWorkbench(
    page,
    `editor().dispatchEvent(new CustomEvent("source-change", { detail: given }));
     await inPage.settled(() => source() === given);`,
    source,
  );
}

test("a version is added, named, duplicated and removed", async () => {
  await openAnew();
  const names = await inWorkbench<string[][]>(
    page,
    `const names = () => tabs().map(({ textContent }) => textContent.trim());
     const seen = [];
     button("Add a version").click();
     await inPage.settled(() => tabs().length === 6);
     seen.push(names());
     const name = root.querySelector("#name");
     name.value = "Threads";
     name.dispatchEvent(new Event("change"));
     await inPage.settled(() => root.querySelector("#tab-threads-2"));
     button("Duplicate").click();
     await inPage.settled(() => tabs().length === 7);
     seen.push(names());
     button("Remove").click();
     await inPage.settled(() => tabs().length === 6);
     seen.push(names());
     return seen;`,
  );
  assert.deepEqual(names[0]?.slice(0, 3), ["Sequential", "New version", "Threads"]);
  assert.deepEqual(names[1]?.slice(0, 3), ["Sequential", "Threads 2", "Threads 2 copy"]);
  assert.equal(names[2]?.length, 6);
});

/** A link to a program, as the page makes it. */
async function linkTo(source: string): Promise<string> {
  return inWorkbench<string>(
    page,
    `editor().dispatchEvent(new CustomEvent("source-change", { detail: given }));
     let copied;
     navigator.clipboard.writeText = async (text) => { copied = text; };
     button("Copy a link").click();
     await inPage.settled(() => copied !== undefined || /too long/.test(root.querySelector("p[role=status]").textContent));
     return copied ?? root.querySelector("p[role=status]").textContent;`,
    source,
  );
}

test("a link holds the program; it is shown with its addresses, and nothing of it runs", async () => {
  await openAnew();
  const link = await linkTo('URL = "https://example.org/secret"\nprint("shared")\n');
  assert.match(link, /\/program\.html#program=[\w-]+$/);
  await openAnew(new URL(link).hash);
  const shown = await inWorkbench<{ source: string; notice: string; address: string }>(
    page,
    `await inPage.settled(() => root.querySelector("section.notice"));
     return {
       source: source(),
       notice: root.querySelector("section.notice").textContent,
       address: location.href,
     };`,
  );
  assert.match(shown.source, /print\("shared"\)/);
  assert.match(shown.notice, /None of it has run/);
  assert.match(shown.notice, /https:\/\/example\.org\/secret/);
  assert.equal(shown.address, `${site.root}program.html`);
  assert.ok(!site.requests.some((url) => url.startsWith("/python")));
});

test("a second link leaves what was made of the first to be had back, until something is written", async () => {
  await openAnew();
  const [first, second] = [await linkTo("first = 1\n"), await linkTo("second = 2\n")].map(
    (link) => new URL(link).hash,
  );
  await openAnew(first);
  await inWorkbench(page, `await inPage.settled(() => source() === "first = 1\\n");`);
  await write("first = 'mine'\n");
  const undone = await inWorkbench<{ back: string; step: boolean }>(
    page,
    `const follow = async (hash) => {
       location.hash = hash;
       await inPage.settled(() => source() === "second = 2\\n");
     };
     await follow(given);
     button("Undo").click();
     await inPage.settled(() => source() !== "second = 2\\n");
     const back = source();
     await follow(given);
     editor().dispatchEvent(new CustomEvent("source-change", { detail: "second = 'mine'\\n" }));
     await inPage.settled(() => source() === "second = 'mine'\\n");
     return { back, step: button("Undo") !== undefined };`,
    second,
  );
  assert.equal(undone.back, "first = 'mine'\n");
  assert.equal(undone.step, false, "what was written since would be undone as well");
});

test("a link that opens takes back what was said of one before that did not", async () => {
  await openAnew();
  const { hash } = new URL(await linkTo("good = 1\n"));
  await openAnew("#program=%%%");
  const said = await inWorkbench<string[]>(
    page,
    `const alert = () => root.querySelector("[role=alert]");
     await inPage.settled(alert);
     const before = alert().textContent;
     location.hash = given;
     await inPage.settled(() => source() === "good = 1\\n");
     return [before, String(alert())];`,
    hash,
  );
  assert.match(said[0] ?? "", /broken/);
  assert.equal(said[1], "null");
});

/** Opens a file, as from the reader's own machine. */
const OPEN_FILE = `
  const open = (text, name) => {
    const files = new DataTransfer();
    files.items.add(new File([text], name));
    const input = root.querySelector("#file");
    input.files = files.files;
    input.dispatchEvent(new Event("change"));
  };
  const alert = () => root.querySelector("[role=alert]");
`;

test("a script is opened as a version, however its file is called, and a good file after a bad one", async () => {
  await openAnew();
  const seen = await inWorkbench<{ bad: string; good: string; names: string[] }>(
    page,
    `${OPEN_FILE}
     open("none", "bad.json");
     await inPage.settled(alert);
     const bad = alert().textContent;
     open("print(1)", "Work.PY");
     await inPage.settled(() => tabs().length === 6);
     const good = String(alert());
     open("#".repeat(250_000), "n".repeat(90) + ".py");
     await inPage.settled(() => tabs().length === 7);
     return { bad, good, names: tabs().map(({ textContent }) => textContent.trim()) };`,
  );
  assert.match(seen.bad, /bad\.json cannot be opened\. .*not JSON/);
  assert.equal(seen.good, "null");
  assert.deepEqual(seen.names.slice(1, 3), ["Work", "n".repeat(80)]);
});

test("a file that is gone cannot be opened, which is said", async () => {
  await openAnew();
  const said = await inWorkbench<string>(
    page,
    `${OPEN_FILE}
     File.prototype.text = () => Promise.reject(new DOMException("it is gone", "NotFoundError"));
     open("print(1)", "gone.py");
     await inPage.settled(alert);
     return alert().textContent;`,
  );
  assert.equal(said, "gone.py cannot be opened. The browser cannot read it (it is gone).");
});

test("with as many versions as can be run, no further one is offered, and a file says why not", async () => {
  await openAnew();
  const seen = await inWorkbench<{ offered: unknown[]; said: string }>(
    page,
    `${OPEN_FILE}
     for (let count = 6; count <= 12; count += 1) {
       button("Duplicate").click();
       await inPage.settled(() => tabs().length === count);
     }
     open("print(1)", "more.py");
     await inPage.settled(alert);
     return { offered: ["Duplicate", "Add a version"].filter(button), said: alert().textContent };`,
  );
  assert.deepEqual(seen.offered, []);
  assert.match(seen.said, /has 12 versions, and no more can be run/);
});

test("a link with thousands of hosts leaves Run where it is, and says how many there are", async () => {
  const hosts = Array.from({ length: 3_000 }, (_, number) => `"https://h${number}.org/"`);
  const source = `HOSTS = [${hosts.join()}]\n`;
  await openAnew(await fragmentOf({ versions: [{ id: "many", name: "Many", source }] }));
  const seen = await inWorkbench<{ notice: string; items: number }>(
    page,
    `await inPage.settled(() => root.querySelector("section.notice"));
     return {
       notice: root.querySelector("section.notice").textContent,
       items: all("section.notice li").length,
     };`,
  );
  assert.match(seen.notice, /h11\.org and 2,988 more hosts,\s+and others whose addresses it puts/);
  assert.equal(seen.items, 12);
});

test("nothing of a program with long names goes over the edge of a narrow window", async () => {
  const [long, source] = ["n".repeat(80), 'print("same")\n'];
  const drafts = [
    { name: long, source },
    { name: `${long.slice(1)}2`, source },
  ];
  await openAnew(await fragmentOf({ versions: identified(drafts) }));
  await page.driver.manage().window().setRect({ width: 390, height: 800 });
  await inWorkbench(
    page,
    `const { documentElement } = document;
     const fits = () => documentElement.scrollWidth <= documentElement.clientWidth;
     await inPage.settled(fits);
     button("Run").click();
     await inPage.settled(() => root.querySelector(".stage playground-take-along") && fits());`,
  );
  await page.driver.manage().window().setRect({ width: 1280, height: 900 });
});

test("what is too long for a link goes as a file", async () => {
  await openAnew();
  const noise = Array.from({ length: 9_000 }, (_, index) => (index * 7_919 * 104_729).toString(36));
  assert.match(await linkTo(noise.join(" ")), /too long for a link/);
});

for (const [what, fragment, sentence] of BAD_LINKS) {
  test(`a link that is ${what} says so, and the page stays usable`, async () => {
    await openAnew(fragment);
    const said = await inWorkbench<string>(
      page,
      `await inPage.settled(() => root.querySelector("[role=alert]"));
       return root.querySelector("[role=alert]").textContent;`,
    );
    assert.match(said, sentence);
    assert.equal(await inWorkbench<number>(page, "return tabs().length;"), 5);
  });
}

test("a link into the library opens what it names", async () => {
  await openAnew("#library=ranks");
  const shown = await inWorkbench<string>(
    page,
    `await inPage.settled(() => root.querySelector("#program").value === "ranks"); return source();`,
  );
  assert.match(shown, /π as a sum/);
});

/** Has the library's index wait for the page to say that it may come. */
const WAITING_LIBRARY = `{
  const { fetch } = globalThis;
  const may = Promise.withResolvers();
  globalThis.libraryMayCome = may.resolve;
  globalThis.fetch = async (address, ...given) => {
    if (/programs\\/index/.test(address)) {
      await may.promise;
    }
    return fetch(address, ...given);
  };
}`;

test("a link that comes before the library does is followed once it is there", async () => {
  const { root } = await testBed.site({
    altered: { "program.js": (own) => `${WAITING_LIBRARY} ${own}` },
  });
  await page.driver.get(`${root}program.html`);
  const seen = await inWorkbench<{ shown: string; alert: string }>(
    page,
    `const changed = new Promise((resolve) => addEventListener("hashchange", resolve));
     location.hash = "#library=ranks";
     await changed;
     libraryMayCome();
     await inPage.settled(() => root.querySelector("#program"));
     return {
       shown: root.querySelector("#program").value,
       alert: root.querySelector("[role=alert]")?.textContent ?? "",
     };`,
  );
  assert.deepEqual(seen, { shown: "ranks", alert: "" });
});

/** Opens the wizard, whose part of the page is `dialogue` from then on. */
const OPEN_WIZARD = `
  const dialogue = root.querySelector("playground-wizard-dialogue").shadowRoot;
  dialogue.querySelector("button").click();
  await inPage.settled(() => dialogue.querySelector("playground-code-editor")?.shadowRoot?.querySelector(".cm-content"));
`;

test("the wizard writes the versions; what was shown before can be had back", async () => {
  await openAnew("#library=ranks");
  await inWorkbench(
    page,
    `await inPage.settled(() => root.querySelector("#program").value === "ranks");`,
  );
  const { names, pool, back } = await inWorkbench<{ names: string[]; pool: string; back: string }>(
    page,
    `${OPEN_WIZARD}
     [...dialogue.querySelectorAll("button")].find(({ textContent }) => textContent.includes("Write")).click();
     await inPage.settled(() => root.querySelector("#tab-pool-map"));
     const names = tabs().map(({ textContent }) => textContent.trim());
     root.querySelector("#tab-pool-map").click();
     await inPage.settled(() => source().includes("Pool()"));
     const pool = source();
     button("Undo").click();
     await inPage.settled(() => root.querySelector("#program").value === "ranks");
     return { names, pool, back: source() };`,
  );
  assert.deepEqual(names, [
    "For loop",
    "ThreadPoolExecutor",
    "Pool.map",
    "ProcessPoolExecutor",
    "joblib",
    "dask.delayed",
    "asyncio.to_thread",
  ]);
  assert.match(pool, /pool\.map\(work, items, chunksize=1\)/);
  assert.match(back, /π as a sum/);
});

test("the wizard that is closed before its editor has come opens again, and complains of nothing", async () => {
  await openAnew();
  const alert = await inWorkbench<string | null>(
    page,
    `const { host } = root.querySelector("playground-wizard-dialogue").shadowRoot;
     host.shadowRoot.querySelector("button").click();
     await host.updateComplete;
     host.shadowRoot.querySelector("dialog").close();
     await inPage.settled(() => host.wizard !== null);
     await inPage.drawn();
     ${OPEN_WIZARD}
     return dialogue.querySelector("[role=alert]")?.textContent ?? null;`,
  );
  assert.equal(alert, null);
});

test("Escape in the wizard's editor leaves it to Tab, and closes nothing", async () => {
  await openAnew();
  await inWorkbench(
    page,
    `${OPEN_WIZARD}
     await inPage.settled(() => dialogue.activeElement?.localName === "playground-code-editor");`,
  );
  const isOpen = () =>
    inWorkbench<boolean>(
      page,
      `return root.querySelector("playground-wizard-dialogue").shadowRoot.querySelector("dialog").open;`,
    );
  await press(Key.ESCAPE);
  assert.equal(await isOpen(), true);
  await press(Key.TAB);
  const next = await inWorkbench<string>(
    page,
    `return root.querySelector("playground-wizard-dialogue").shadowRoot.activeElement.textContent.trim();`,
  );
  assert.equal(next, "Write the versions");
  await press(Key.ESCAPE);
  assert.equal(await isOpen(), false);
});

for (const scheme of ["light", "dark"]) {
  test(`axe finds nothing serious, ${scheme}: as it opens, in the wizard, with a shared program`, async () => {
    await openAnew(`?theme=${scheme}`);
    assert.deepEqual(await axeFindings(page), []);
    const link = await linkTo('URL = "https://example.org/secret"\n');
    await inWorkbench(page, OPEN_WIZARD);
    assert.deepEqual(await axeFindings(page), []);
    await page.driver.get("about:blank");
    await openWorkbench(page, link.replace("#", `?theme=${scheme}#`));
    await inWorkbench(page, `await inPage.settled(() => root.querySelector("section.notice"));`);
    assert.deepEqual(await axeFindings(page), []);
  });
}
