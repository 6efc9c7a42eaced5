/** A refused field is brought to the reader, and its default is a button away. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Site } from "./server/site.ts";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";

let page: Page;
let site: Site;

before(async () => {
  site = await testBed.site();
  page = await testBed.page();
});

/** Presses Run, and waits until the field named `given` has the focus. */
const PRESS_RUN = `
  const controls = await inPage.reach("run-controls");
  await inPage.settled(() => controls.querySelector(".actions button"));
  for (const details of controls.querySelectorAll("details")) {
    details.open = false;
  }
  controls.querySelector(".actions button").click();
  await inPage.settled(() => controls.activeElement?.name === given);
`;

const BEHIND = {
  "the full page": "playground.html",
  "an article": "embed.html?compact",
};

for (const [where, address] of Object.entries(BEHIND)) {
  test(`in ${where} Run brings the reader to a bad value, whose default is a button away`, async () => {
    await page.open(site.root + address);
    await page.call(`
      const playground = document.querySelector("parallel-playground");
      playground.setAttribute("task", "download-images");
      playground.setAttribute("retries", "abc");
    `);
    const { offered, shown, value } = await page.call<Record<string, string>>(
      `${PRESS_RUN}
      const input = controls.activeElement;
      const field = input.closest(".field");
      const button = field.querySelector(".error ~ button");
      const offered = button.textContent;
      const shown = String(input.checkVisibility());
      button.click();
      const isGone = () => field.querySelector(".error ~ button") === null;
      await inPage.settled(() => isGone() && controls.activeElement?.localName === "input");
      return { offered, shown, value: controls.activeElement?.value };
    `,
      "retries",
    );
    assert.deepEqual({ offered, shown, value }, { offered: "Use 2", shown: "true", value: "2" });
  });
}

test("every refused field of a form offers its default", async () => {
  const offers: [object, string, string][] = [
    [{ size: "many" }, "size", "Use 2,000,000"],
    [{ task: "count-sheep" }, "task", "Use Count primes"],
    [{ strategies: "telepathy" }, "strategies", "Use the usual ones"],
    [{ chunkSize: "some" }, "chunkSize", "Use auto"],
    [{ call: "shout", strategies: "processes" }, "call", "Use map"],
    [{ task: "download-images", network: "pigeon" }, "network", "Use the simulated network"],
  ];
  for (const [fields, name, offer] of offers) {
    await page.open(`${site.root}playground.html`);
    const offered = await page.call<string>(
      `
      const playground = document.querySelector("parallel-playground");
      for (const [name, value] of Object.entries(given.fields)) {
        playground.setAttribute(name.replace(/[A-Z]/g, (letter) => "-" + letter.toLowerCase()), value);
      }
      const controls = await inPage.reach("run-controls");
      await inPage.settled(() => controls.querySelector(".error ~ button"));
      return controls.querySelector("#" + given.name + "-error ~ button")?.textContent;
    `,
      { fields, name },
    );
    assert.equal(offered, offer);
  }
});

test("a bad value that the task has no use for refuses nothing", async () => {
  await page.open(`${site.root}playground.html`);
  assert.ok(
    await page.report({ retries: "abc", strategies: "sequential", size: 1_000, trials: 1 }),
  );
});
