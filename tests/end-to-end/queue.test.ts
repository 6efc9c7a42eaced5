/** However many playgrounds a document has, they share one engine, and their runs take turns. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";

let page: Page;

before(async () => {
  const site = await testBed.site();
  page = await testBed.page();
  await page.open(`${site.root}two-elements.html`);
});

test("two playgrounds run one after another, in the order they were asked", async () => {
  const told = await page.call<string[]>(`
    const elements = [...document.querySelectorAll("parallel-playground")];
    const told = [];
    elements.forEach((element, index) => {
      const tell = (what) => told.push(index + " " + what);
      element.addEventListener("run-progress", ({ detail }) => tell(detail.kind));
      element.addEventListener("run-end", () => tell("run-end"));
    });
    await Promise.all(elements.map((element) => element.run()));
    return told;
  `);
  assert.ok(told.includes("1 queued"), `the second waits: ${told.join(", ")}`);
  assert.ok(!told.includes("0 queued"), "the first does not");
  assert.ok(
    told.indexOf("1 trial-start") > told.lastIndexOf("0 trial-end"),
    `the second begins when the first is over: ${told.join(", ")}`,
  );
});

test("a request that is refused does not wait for its turn", async () => {
  const order = await page.call<string[]>(`
    const [busy, refused] = document.querySelectorAll("parallel-playground");
    const cancel = new AbortController();
    const begun = new Promise((resolve) => {
      busy.addEventListener("run-progress", ({ detail }) => {
        if (detail.kind === "trial-start") resolve();
      });
    });
    const long = { task: "count-primes", size: 5000000, strategies: "sequential", trials: 101 };
    const order = [];
    const running = busy.run(long, { signal: cancel.signal }).then(() => order.push("run"));
    await begun;
    await refused.run({ size: 0 }).catch(({ code }) => order.push(code));
    cancel.abort();
    await running;
    return order;
  `);
  assert.deepEqual(order, ["out-of-range", "run"]);
});

test("Run that is pressed again before anything is seen of the first run begins no second one", async () => {
  const begun = await page.call<number>(`
    await inPage.opened();
    const element = document.querySelector("parallel-playground");
    const ended = new Promise((resolve) => element.addEventListener("run-end", resolve));
    let begun = 0;
    element.addEventListener("run-start", () => {
      begun += 1;
    });
    for (let presses = 0; presses < 2; presses += 1) {
      inPage.part("run-controls").querySelector("button.main").click();
      await element.updateComplete;
    }
    await ended;
    return begun;
  `);
  assert.equal(begun, 1);
});
