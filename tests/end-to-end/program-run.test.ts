/** A program that was written in the page runs: its versions are timed, compared and explained. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { Key } from "selenium-webdriver";
import { fragmentOf } from "../../www/elements/program/sharing.ts";
import { identified } from "../../www/elements/program/version.ts";
import { axeFindings } from "./support/axe.ts";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";
import { inWorkbench, openWorkbench } from "./support/workbench.ts";

/** One version that prints as the first does, one that does not, one that raises. */
const VERSIONS = [
  { name: "First", source: 'print("same")\n' },
  {
    name: "Pool",
    source: `from multiprocessing import Pool

def work(item):
    return item

if __name__ == "__main__":
    with Pool(2) as pool:
        results = pool.map(work, range(120), chunksize=1)
    print("same")
`,
  },
  { name: "Other", source: 'print("other")\n' },
  { name: "Raises", source: "print(1 / 0)\n" },
];

let page: Page;
let root: string;

before(async () => {
  root = (await testBed.site()).root;
  page = await testBed.page();
  await openWorkbench(page, `${root}program.html`);
});

test("by keyboard: a shared program runs once Run is pressed, and each version is told of", async () => {
  await page.driver.get("about:blank");
  const fragment = await fragmentOf({ versions: identified(VERSIONS) });
  await openWorkbench(page, `${root}program.html${fragment}`);
  await inWorkbench(
    page,
    `await inPage.settled(() => root.querySelector("section.notice"));
     const trials = root.querySelector("#trials");
     trials.value = "1";
     trials.dispatchEvent(new Event("change"));
     button("Run").focus();`,
  );
  await page.driver.actions().sendKeys(Key.ENTER).perform();
  const seen = await inWorkbench<{ tabs: string[]; printed: string; isForeign: boolean }>(
    page,
    `await inPage.settled(() => root.querySelector(".stage playground-take-along"));
     const console = () => root.querySelector(".stage playground-console")?.shadowRoot?.textContent;
     await inPage.settled(() => console()?.includes("other"));
     return {
       tabs: tabs().map(({ textContent }) => textContent.replace(/\\s+/g, " ").trim()),
       printed: root.querySelector(".stage").textContent + console(),
       isForeign: root.querySelector("section[aria-label='A shared program']") !== null,
     };`,
  );
  assert.deepEqual(seen.tabs, [
    "First",
    "Pool",
    "Other ≠ prints something else",
    "Raises ≠ did not finish",
  ]);
  assert.match(seen.printed, /same/);
  assert.equal(seen.isForeign, false);
});

test("a change that may help is made in the code, shown, and undone", async () => {
  const { changed, shown, back } = await inWorkbench<Record<string, string>>(
    page,
    `await inPage.settled(() => button("chunksize=50"));
     button("chunksize=50").click();
     await inPage.settled(() => source().includes("chunksize=50"));
     const changed = source();
     const shown = root.querySelector(".change").textContent;
     button("Undo").click();
     await inPage.settled(() => source().includes("chunksize=1)"));
     return { changed, shown, back: source() };`,
  );
  assert.match(changed ?? "", /pool\.map\(work, range\(120\), chunksize=50\)/);
  assert.match(shown ?? "", /− results = .*chunksize=1\)\s*\+ results = .*chunksize=50\)/);
  assert.equal(back, VERSIONS[1]?.source);
});

test("what a run found of a program is not said of another", async () => {
  const { there, back } = await inWorkbench<Record<string, string>>(
    page,
    `const choose = async (id, isThere) => {
       const select = root.querySelector("#program");
       select.value = id;
       select.dispatchEvent(new Event("change"));
       await inPage.settled(() => isThere(tabs()[0].textContent.includes("First")));
     };
     const said = () => tabs().map(({ textContent }) => textContent).join() + (button("chunksize=50")?.textContent ?? "");
     await choose("race-and-lock", (isShared) => !isShared);
     const there = said();
     await choose("shared", (isShared) => isShared);
     return { there, back: said() };`,
  );
  assert.doesNotMatch(there ?? "", /≠|chunksize/);
  assert.match(back ?? "", /≠[\s\S]*chunksize/);
});

test("what runs is what was shown when Run was pressed, and pressing it again begins nothing", async () => {
  await page.driver.get("about:blank");
  const fragment = await fragmentOf({ versions: identified(VERSIONS) });
  await openWorkbench(page, `${root}program.html${fragment}`);
  const seen = await inWorkbench<{ isOff: boolean; printed: string }>(
    page,
    `const choose = (id) => {
       const select = root.querySelector("#program");
       select.value = id;
       select.dispatchEvent(new Event("change"));
     };
     await inPage.settled(() => tabs()[0].textContent.includes("First"));
     const trials = root.querySelector("#trials");
     trials.value = "1";
     trials.dispatchEvent(new Event("change"));
     button("Run").click();
     choose("own");
     await root.host.updateComplete;
     const isBusy = () => button("Run").getAttribute("aria-disabled") === "true";
     const isOff = isBusy();
     await inPage.settled(() => root.querySelector(".stage playground-take-along"));
     choose("shared");
     const console = () => root.querySelector(".stage playground-console")?.shadowRoot?.textContent ?? "";
     await inPage.settled(() => console() !== "" && !isBusy());
     return { isOff, printed: console() };`,
  );
  assert.ok(seen.isOff);
  assert.match(seen.printed, /same/);
});

test("axe finds nothing serious in what a run shows", async () => {
  assert.deepEqual(await axeFindings(page), []);
});

test("a program that never ends is cancelled, and the page goes on", async () => {
  const again = await inWorkbench<{ isHeld: boolean; printed: string }>(
    page,
    `const element = editor();
     const write = (text) => editor().dispatchEvent(new CustomEvent("source-change", { detail: text }));
     for (const name of ["Pool", "Other", "Raises"]) {
       tabs().find(({ textContent }) => textContent.includes(name)).click();
       await inPage.settled(() => root.querySelector("#name").value === name);
       button("Remove").click();
       await inPage.settled(() => !tabs().some(({ textContent }) => textContent.includes(name)));
     }
     write('print("begun")\\nwhile True:\\n    pass\\n');
     button("Run").focus();
     button("Run").click();
     const console = () => root.querySelector(".stage playground-console")?.shadowRoot?.textContent ?? "";
     await inPage.settled(() => console().includes("begun"));
     const heading = root.querySelector(".status h2");
     const isHeld = root.activeElement === button("Run");
     button("Cancel").focus();
     button("Cancel").click();
     await inPage.settled(() => root.activeElement === heading);
     const isBusy = () => button("Run").getAttribute("aria-disabled") === "true";
     await inPage.settled(() => !isBusy());
     write('print("after")\\n');
     button("Run").click();
     await inPage.settled(() => console().includes("after") && !isBusy());
     return { isHeld, printed: console() };`,
  );
  assert.ok(again.isHeld, "Run keeps the focus");
  assert.match(again.printed, /after/);
});
