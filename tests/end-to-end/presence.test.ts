/** An element that leaves its document takes its runs with it; one that moves keeps them. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { RunReport } from "../../www/generated/types/RunReport.ts";
import type { Page } from "./support/page.ts";
import { resultOf } from "./support/spans.ts";
import * as testBed from "./support/test-bed.ts";

const SHORT = { task: "count-primes", strategies: "sequential", size: 10_000, trials: 3 };
/** So much that on no machine a single trial is over before it is cut short. */
const LONG = { ...SHORT, size: 50_000_000 };

let root: string;
let page: Page;

before(async () => {
  ({ root } = await testBed.site());
  page = await testBed.page();
});

test("the run of an element that is gone is cut short, and whoever waits has a turn", async () => {
  await page.open(`${root}embed.html`);
  const { gone, next } = await page.call<{ gone: RunReport; next: RunReport }>(
    `
    const element = document.querySelector("parallel-playground");
    const started = new Promise((resolve) => element.addEventListener("run-start", resolve));
    const running = element.run(given.LONG);
    await started;
    element.remove();
    const another = document.createElement("parallel-playground");
    document.body.append(another);
    const next = await another.run(given.SHORT);
    return { gone: await running, next };
  `,
    { LONG, SHORT },
  );
  assert.match(gone.skipped[0]?.reason ?? "", /cancelled/);
  assert.equal(resultOf(next, "sequential").trials.length, SHORT.trials);
});

test("the clock of a run goes on where its element is moved to", async () => {
  await page.open(`${root}embed.html`);
  await page.report(SHORT);
  const [before, after] = await page.call<string[]>(
    `const clock = document.createElement("playground-run-clock");
     clock.startedAt = performance.now();
     document.body.append(clock);
     await clock.updateComplete;
     const text = () => clock.shadowRoot.textContent.trim();
     const before = text();
     document.body.prepend(clock);
     await inPage.settled(() => text() !== before);
     return [before, text()];`,
  );
  assert.notEqual(before, after);
});

test("a run goes on while its element is moved, at once or a little later", async () => {
  await page.open(`${root}embed.html`);
  const report = await page.call<RunReport>(
    `
    const element = document.querySelector("parallel-playground");
    const started = new Promise((resolve) => element.addEventListener("run-start", resolve));
    const running = element.run(given);
    await started;
    const place = document.createElement("div");
    document.body.append(place);
    place.append(element);
    element.remove();
    await new Promise((resolve) => setTimeout(resolve));
    document.body.append(element);
    return running;
  `,
    { ...SHORT, size: 1_000_000 },
  );
  assert.equal(resultOf(report, "sequential").trials.length, SHORT.trials);
});

test("an element that is adopted by a frame runs there, and looks as it did", async () => {
  await page.open(`${root}embed.html`);
  const { report, looks } = await page.call<{ report: RunReport; looks: string[][] }>(
    `
    await inPage.opened();
    const element = document.querySelector("parallel-playground");
    const look = () => ["playground-run-controls", "playground-rung-badge"].map((part) => {
      const root = element.shadowRoot.querySelector(part).shadowRoot;
      return getComputedStyle(root.firstElementChild).display + getComputedStyle(element).display;
    });
    await element.run(given);
    const before = look();
    const frame = document.createElement("iframe");
    document.body.append(frame);
    frame.contentDocument.body.append(element);
    const report = await element.run(given);
    await inPage.settled(() => element.shadowRoot.querySelector("playground-strategy-results"));
    return { report, looks: [before, look()] };
  `,
    SHORT,
  );
  assert.equal(resultOf(report, "sequential").trials.length, SHORT.trials);
  assert.deepEqual(looks[1], looks[0]);
  assert.deepEqual(await testBed.complaints(page), []);
});

test("an element whose frame is taken away reports no error with every frame that is drawn", async () => {
  await page.open(`${root}embed.html`);
  const errors = await page.call<string[]>(
    `
    const errors = [];
    addEventListener("error", ({ message }) => errors.push(message));
    const element = document.querySelector("parallel-playground");
    const frame = document.createElement("iframe");
    document.body.append(frame);
    const running = element.run(given);
    frame.contentDocument.body.append(element);
    await running;
    const view = () => element.shadowRoot.querySelector("playground-lane-view")?.shadowRoot;
    await inPage.settled(() => view()?.querySelector("playground-trial-lanes"));
    frame.remove();
    for (let drawn = 0; drawn < 5; drawn++) {
      await new Promise(requestAnimationFrame);
    }
    return errors;
  `,
    SHORT,
  );
  assert.deepEqual(errors, []);
});
