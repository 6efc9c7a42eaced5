/** Fields that are not sound are refused, with a typed error that names the field and a remedy. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { catalogue } from "./support/catalogue.ts";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";

let page: Page;

before(async () => {
  const site = await testBed.site();
  page = await testBed.page();
  await page.open(`${site.root}embed.html`);
});

const numbers = [
  catalogue.workers,
  ...catalogue.fields,
  ...catalogue.tasks.slice(0, 1).map(({ trials }) => trials),
];
const DOWNLOAD = { task: "download-images" };
const ofDownloads = catalogue.downloadFields.map((field) => ({ ...DOWNLOAD, ...field }));
const sizes = catalogue.tasks.map(({ id, size }) => ({ task: id, name: "size", ...size }));

/** A number with its thousands set apart, as messages have it. */
function grouped(number: number): string {
  return number.toLocaleString("en-GB");
}

for (const { name, min, max, ...rest } of [...numbers, ...ofDownloads, ...sizes]) {
  const task = "task" in rest ? rest.task : catalogue.defaultTask;
  // Below zero, workers are counted down from the cores.
  const belowZero: [unknown, string][] = name === "workers" ? [] : [[-5, "out-of-range"]];
  const wrong: [unknown, string][] = [
    [min - 1, "out-of-range"],
    ...belowZero,
    [max + 1, "out-of-range"],
    ["1e300", "out-of-range"],
    ["many", "not-a-number"],
    ["2.5", "not-a-number"],
    [Number.NaN, "not-a-number"],
    ["Infinity", "not-a-number"],
  ];
  for (const [value, code] of wrong) {
    test(`${name} of ${task} cannot be ${value}`, async () => {
      const given = Number.isNaN(value) ? "NaN" : value;
      const failure = await page.failure({ task, [name]: given });
      assert.equal(failure.code, code);
      assert.equal(failure.field, name);
      assert.match(
        failure.message,
        new RegExp(`${grouped(min)} to ${grouped(max)}`),
        "it says what is allowed",
      );
    });
  }
}

const STRANGERS: Record<string, string> = {
  task: "count-sheep",
  strategies: "sequential telepathy",
  network: "carrier-pigeon",
};

for (const [field, value] of Object.entries(STRANGERS)) {
  test(`${field} cannot be “${value}”`, async () => {
    const failure = await page.failure({ ...DOWNLOAD, [field]: value });
    assert.equal(failure.code, "unknown-id");
    assert.equal(failure.field, field);
    assert.match(failure.message, /Choose from/);
  });
}

test("too many addresses are refused", async () => {
  const urls = Array.from({ length: 901 }, (_, index) => `http://127.0.0.1/${index}.png`);
  const failure = await page.failure({ ...DOWNLOAD, urls });
  assert.equal(failure.code, "out-of-range");
  assert.equal(failure.field, "urls");
});

test("unknown fields are ignored", async () => {
  const fields = { strategies: "sequential", size: 1_000, trials: 1, colour: "green" };
  assert.ok(await page.report(fields));
});

/** What the page says is wrong. */
const SHOWN = `
  const element = document.querySelector("parallel-playground");
  const shown = () => element.shadowRoot.querySelector('[role="alert"]')?.textContent ?? "";
`;

test("the page shows a bad field, and runs again once it is mended", async () => {
  const failure = await page.failure({ size: "many" });
  await page.call(`${SHOWN} await inPage.settled(() => shown().includes(given));`, failure.message);
  assert.ok(await page.report({ strategies: "sequential", size: 1_000, trials: 1 }));
  await page.call(`${SHOWN} await inPage.settled(() => shown() === "");`);
});

test("a check of sound settings that began before a run was refused takes nothing back", async () => {
  await page.driver.navigate().refresh();
  const [before, after] = await page.call<string[]>(`
    await inPage.opened();
    ${SHOWN}
    const forecast = inPage.withhold("forecast");
    element.dispatchEvent(new PointerEvent("pointerdown"));
    await forecast.asked;
    await element.run({ trials: 0 }).catch(() => undefined);
    await inPage.settled(() => shown() !== "");
    const before = shown();
    await forecast.put();
    return [before, shown()];
  `);
  assert.match(before ?? "", /trials/i);
  assert.equal(after, before);
});
