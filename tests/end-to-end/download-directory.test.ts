/** What was downloaded lies in the directory: listed, packed and cleared through the page. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";

let page: Page;

before(async () => {
  const site = await testBed.site();
  page = await testBed.page();
  await page.open(`${site.root}playground.html?task=download-images`);
  await page.call(
    "return customElements.whenDefined('playground-download-directory').then(() => 1)",
  );
});

/** The directory's part of the page says what is in it. */
function shown(): Promise<string> {
  return page.call<string>("return inPage.directory().textContent.replace(/\\s+/g, ' ');");
}

test("a download fills the directory, and clearing empties it", async () => {
  await page.report({ task: "download-images", size: 5, trials: 1, strategies: "sequential" });
  await page.call("await inPage.settled(() => /5 files/.test(inPage.directory().textContent));");
  assert.match(await shown(), /001-picture\.jpg/);

  const bytes = await page.call<number>(`
    const saved = new Promise((resolve) => {
      const make = URL.createObjectURL;
      URL.createObjectURL = (blob) => {
        resolve(blob);
        URL.createObjectURL = make;
        return make.call(URL, blob);
      };
    });
    inPage.press("Download as zip");
    const zip = new Uint8Array(await (await saved).arrayBuffer());
    const signature = String.fromCharCode(...zip.subarray(0, 2));
    if (signature !== "PK") throw new Error("not a zip archive: " + signature);
    return zip.length;
  `);
  assert.ok(bytes > 5_000, `${bytes} bytes`);

  const focused = await page.call<string>(
    `const clear = [...inPage.directory().querySelectorAll("button")].find(({ textContent }) => /Clear/.test(textContent));
     clear.focus();
     clear.click();
     await inPage.settled(() => /Empty/.test(inPage.directory().textContent));
     return inPage.directory().activeElement?.textContent ?? "";`,
  );
  assert.equal(focused, "Download directory");
  assert.doesNotMatch(await shown(), /picture\.jpg/);
});

test("clearing it in one tab, while another runs, costs neither anything", async () => {
  const other = await page.driver.getWindowHandle();
  const address = await page.driver.getCurrentUrl();
  const begin = `window.ended = document.querySelector("parallel-playground")
    .run({ task: "download-images", size: 40, trials: 3, strategies: "threads processes", latencyMs: 20 })
    .then((report) => report.results.map(({ matchesSequential }) => matchesSequential), String);`;
  await page.call(begin);
  await page.driver.switchTo().newWindow("tab");
  await page.open(address);
  await page.call(
    "return customElements.whenDefined('playground-download-directory').then(() => 1)",
  );
  await page.call(begin);
  await page.call(`
    const { press } = inPage;
    await inPage.settled(() => inPage.directory()?.querySelector("button"));
    press("Clear");
  `);
  const ended = () => page.call<unknown>("return window.ended;");
  assert.deepEqual(await ended(), [true, true, true]);
  await page.driver.close();
  await page.driver.switchTo().window(other);
  assert.deepEqual(await ended(), [true, true, true]);
});

test("while all of it is packed, nothing else is done with all of it, whatever else is read", async () => {
  await page.report({ task: "download-images", size: 2, trials: 1, strategies: "sequential" });
  const isOffered = await page.call<boolean>(`
    const buttons = () => [...inPage.directory().querySelectorAll(".actions button")];
    const isAnyOffered = () =>
      buttons().some((button) => button.getAttribute("aria-disabled") !== "true");
    await inPage.settled(isAnyOffered);
    const packing = inPage.withhold("zipDirectory");
    inPage.press("Download as zip");
    await packing.asked;
    const listing = inPage.withhold("listDirectory");
    inPage.directory().host.revision += 1;
    await listing.put();
    const isOffered = isAnyOffered();
    await packing.put();
    return isOffered;
  `);
  assert.equal(isOffered, false);
});

test("a picture is not opened that was read when the directory had left the page", async () => {
  const seen = await page.call<{ errors: string[]; isOpen: boolean }>(`
    const errors = [];
    addEventListener("unhandledrejection", ({ reason }) => errors.push(String(reason)));
    const directory = inPage.directory();
    const reading = inPage.withhold("readFile");
    inPage.press("picture.jpg");
    await reading.asked;
    directory.host.remove();
    await reading.put();
    return { errors, isOpen: directory.querySelector("img") !== null };
  `);
  assert.deepEqual(seen, { errors: [], isOpen: false });
});
