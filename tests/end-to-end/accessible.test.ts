/** An accessibility checker (axe) finds nothing serious on the page, in any state. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { axeFindings } from "./support/axe.ts";
import { bothLanguages } from "./support/both-languages.ts";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";

let page: Page;
let root: string;

before(async () => {
  root = (await testBed.site()).root;
  page = await testBed.page();
});

const DOWNLOAD = {
  task: "download-images",
  make: "contact-sheet",
  size: 6,
  latencyMs: 10,
  verbose: 11,
  strategies: "threads gil-threads processes work-queue task-graph pipeline",
};

/** The page's states: how it is brought there. */
const STATES: Record<string, () => Promise<unknown>> = {
  "as it opens": () => page.call("await inPage.opened();"),
  "with settings open": () =>
    page.call(`
      const controls = await inPage.reach("run-controls");
      await inPage.unfold(controls.querySelector("details.more"));
    `),
  "with a refused setting": () =>
    page.call(`
      await inPage.opened();
      document.querySelector("parallel-playground").setAttribute("workers", "none");
      await inPage.settled(() => inPage.part("run-controls").querySelector("[aria-invalid=true]"));
    `),
  "during a run": () =>
    page.call(`
      const playground = document.querySelector("parallel-playground");
      playground.run({ size: 20_000_000, strategies: "sequential", trials: 9 }).catch(() => {});
      await inPage.settled(() => inPage.part("run-progress") !== undefined);
    `),
  "after computing": () => page.report({ task: "mandelbrot", size: 60, trials: 2, verbose: 5 }),
  "after downloading": () => page.report(DOWNLOAD),
  "with a report of both languages": () =>
    page.call(`await inPage.openReport("both.json", given);`, bothLanguages()),
  "with everything unfolded": async () => {
    await page.report({ size: 20_000, strategies: "gil-threads processes", workers: 3 });
    await page.call(`
      const unfold = (root) => {
        for (const element of root.querySelectorAll("*")) {
          if (element.localName === "details") {
            element.open = true;
          }
          if (element.shadowRoot !== null) {
            unfold(element.shadowRoot);
          }
        }
      };
      for (const name of ["open-report", "hazards", "scaling", "code-view", "kept-here"]) {
        await inPage.reach(name);
      }
      await inPage.settled(() => inPage.part("outlook")?.querySelector("details"));
      unfold(document);
      await inPage.settled(() => inPage.part("code-view").querySelector("playground-code-listing"));
      const view = () => inPage.part("outlook").querySelector("playground-outlook-view")?.shadowRoot;
      await inPage.settled(() => view()?.querySelector("table"));
      inPage.part("hazards").querySelector("button").click();
      await inPage.settled(() => inPage.part("hazards").querySelector("dl") !== null);
    `);
  },
};

for (const scheme of ["light", "dark"]) {
  for (const [state, reach] of Object.entries(STATES)) {
    test(`nothing serious is found ${state}, ${scheme}`, async () => {
      await page.open(`${root}playground.html?theme=${scheme}`);
      await reach();
      assert.deepEqual(await axeFindings(page), []);
    });
  }
}
