/** Every engine reaches in every place the rung that the table says, and runs both kinds of task. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, describe, test } from "node:test";
import { snippets } from "../../www/elements/snippets.ts";
import type { RunReport } from "../../www/generated/types/RunReport.ts";
import { BROWSERS } from "./browsers/chosen.ts";
import { PLACES, type Place } from "./rungs.ts";
import { serveArticle } from "./server/article.ts";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";

const COMPUTING = { task: "count-primes", size: 20_000, workers: 2, trials: 1 };
const WAITING = { task: "download-images", size: 3, workers: 2, trials: 1, latencyMs: 10 };

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

/** Runs in the place's own window; where the page isolates itself it is loaded twice. */
async function run({ driver }: Page, { article }: Place, fields: object): Promise<RunReport> {
  const once = async () => {
    await driver.switchTo().defaultContent();
    if (article !== undefined && article.paste !== "element") {
      await driver.switchTo().frame(0);
    }
    return driver.executeAsyncScript<RunReport>(
      `const [fields, done] = arguments;
       customElements.whenDefined("parallel-playground")
         .then(() => document.querySelector("parallel-playground").run(fields))
         .then(done, (error) => done({ error: String(error) }));`,
      fields,
    );
  };
  return once().catch(once);
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
        for (const fields of [COMPUTING, WAITING]) {
          const report = await run(page, place, fields);
          assert.equal(
            report.environment?.rung,
            place.rungs[browser.name],
            JSON.stringify(report).slice(0, 900),
          );
          assert.ok(report.results.length > 1);
          assert.ok(report.results.every(({ matchesSequential }) => matchesSequential));
        }
      });
    }
  });
}

test("the README shows this table", () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  for (const { name, rungs } of PLACES) {
    const cells = [name, ...BROWSERS.map((browser) => rungs[browser.name])];
    assert.ok(readme.includes(`| ${cells.join(" | ")} |\n`), `the README lacks ${name}`);
  }
});
