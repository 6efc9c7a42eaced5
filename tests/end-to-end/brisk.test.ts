/** However briskly the page is used, an error tracker of the page around it has nothing to log. */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as testBed from "./support/test-bed.ts";

/** Widths that windows are drawn to, one after another. */
const WIDTHS = [1280, 520, 1100, 700, 1280, 400, 900];

test("no error reaches the window while it is resized, unfolded and run at once", async () => {
  const site = await testBed.site();
  const page = await testBed.page();
  await page.open(`${site.root}playground.html?size=20000&strategies=sequential+threads&trials=2`);
  await page.call(`
    window.errors = [];
    addEventListener("error", ({ message }) => window.errors.push(message));
    addEventListener("unhandledrejection", ({ reason }) => window.errors.push(String(reason)));
    await inPage.opened();
    const playground = document.querySelector("parallel-playground");
    await playground.run();
    const section = await inPage.reach("scaling");
    section.querySelector("details").open = true;
    const view = () => section.querySelector("playground-scaling-view")?.shadowRoot;
    await inPage.settled(() => view()?.querySelector("button"));
    view().querySelectorAll("button")[1].click();
    await inPage.settled(() => view().querySelector("playground-line-chart"));
    window.going = playground.run({ size: 200_000, trials: 5 });
  `);
  for (const width of WIDTHS) {
    await page.driver.manage().window().setRect({ width, height: 900 });
    await page.call(`
      const all = (root) => [...root.querySelectorAll("*")].flatMap((part) =>
        [part, ...(part.shadowRoot === null ? [] : all(part.shadowRoot))]);
      const foldable = all(document).filter((part) => part.localName === "details");
      for (const part of foldable) {
        part.open = !part.open;
        await new Promise(requestAnimationFrame);
      }
    `);
  }
  const errors = await page.call<string[]>("await window.going; return window.errors;");
  assert.deepEqual(errors, []);
});
