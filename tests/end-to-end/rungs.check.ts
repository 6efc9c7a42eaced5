/** Every engine reaches in every place the rung that the table says, and runs both kinds of task. */

import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { snippets } from "../../www/elements/snippets.ts";
import type { RunReport } from "../../www/generated/types/RunReport.ts";
import { BROWSERS } from "./browsers/chosen.ts";
import { PLACES, type Place } from "./rungs.ts";
import { serveArticle } from "./server/article.ts";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";

const COMPUTING = { task: "count-primes", size: 20_000, workers: 2, trials: 1 };
/** WebKitGTK lets some processes' requests past the simulated network, and the report says so. */
const WAITING = {
  task: "download-images",
  strategies: "sequential event-loop",
  size: 3,
  trials: 1,
  latencyMs: 10,
};

/** How long a run may take before the test gives up. */
const PATIENCE_MS = 60_000;

/** What isolates an article. */
const ISOLATING = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

/** Serves what a place consists of. */
async function build({ headers, article }: Place): Promise<string> {
  const { root } = await testBed.site({ isolated: headers });
  if (article === undefined) {
    return `${root}index.html`;
  }
  const { element, frame } = snippets({ task: "count-primes" }, "auto", root);
  const pasted = {
    element,
    frame,
    "sandboxed frame": frame.replace("<iframe ", '<iframe sandbox="allow-scripts" '),
  }[article.paste];
  const { address } = await testBed.serve(() =>
    serveArticle(pasted, article.isolated ? ISOLATING : {}),
  );
  return address;
}

/** Goes into the window that the playground is in. */
async function enter({ driver }: Page, { article }: Place): Promise<void> {
  await driver.switchTo().defaultContent();
  if (article !== undefined && article.paste !== "element") {
    await driver.switchTo().frame(0);
  }
}

/** Begins a run, unless it has begun, and says how it ended, once it has. */
const RUN = `
  const [fields] = arguments;
  window.outcomes ??= {};
  if (!(fields.task in window.outcomes)) {
    window.outcomes[fields.task] = null;
    customElements.whenDefined("parallel-playground")
      .then(() => document.querySelector("parallel-playground").run(fields))
      .catch((error) => ({ error: String(error) }))
      .then((outcome) => { window.outcomes[fields.task] = outcome; });
  }
  return window.outcomes[fields.task];
`;

/** Runs where the playground is; a page that reloads itself meanwhile begins anew. */
function run(page: Page, place: Place, fields: object): Promise<RunReport> {
  const outcome = async () => {
    try {
      await enter(page, place);
      return await page.driver.executeScript<RunReport | null>(RUN, fields);
    } catch {
      return null;
    }
  };
  return page.driver.wait(outcome, PATIENCE_MS, "the run did not end") as Promise<RunReport>;
}

/** That nothing starts is seen by what `embed.html` says instead. */
async function assertNothingStarts(page: Page, place: Place): Promise<void> {
  await enter(page, place);
  const fallback = await page.driver.findElement({ css: "parallel-playground:not(:defined) > p" });
  assert.match(await fallback.getText(), /did not start/);
}

for (const browser of BROWSERS) {
  describe(browser.name, () => {
    let page: Page;

    before(async () => {
      page = await testBed.page({}, browser);
    });

    for (const place of PLACES) {
      test(place.name, async () => {
        await page.driver.switchTo().defaultContent();
        await page.driver.get(await build(place));
        const rung = place.rungs[browser.name];
        if (rung === "none") {
          return assertNothingStarts(page, place);
        }
        for (const fields of [COMPUTING, WAITING]) {
          const report = await run(page, place, fields);
          assert.equal(report.environment?.rung, rung, JSON.stringify(report).slice(0, 900));
          assert.ok(report.results.length > 1);
          assert.ok(report.results.every(({ matchesSequential }) => matchesSequential));
        }
      });
    }
  });
}
