/** Every engine reaches in every place the rung that the table says, and runs both kinds of task. */

import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { until } from "selenium-webdriver";
import { BROWSERS } from "./browsers/chosen.ts";
import { PLACES, type Place, type PythonRung, pythonRung } from "./rungs.ts";
import { serveArticle } from "./server/article.ts";
import { at, headers, listing } from "./support/guide.ts";
import type { Page } from "./support/page.ts";
import {
  assertSound,
  COMPUTING,
  enter,
  IN_PYTHON,
  runAnywhere,
  WAITING,
} from "./support/run-anywhere.ts";
import * as testBed from "./support/test-bed.ts";

/** How long it may take to be seen that nothing starts. */
const PATIENCE_MS = 30_000;

/** Serves what a place consists of. */
async function build({ headers: isolated, article }: Place): Promise<string> {
  const { root } = await testBed.site({ isolated });
  if (article === undefined) {
    return `${root}playground.html`;
  }
  const [element, frame] = [at(root, listing("element")), at(root, listing("frame"))];
  const pasted = {
    element,
    frame,
    "sandboxed frame": frame.replace("<iframe ", '<iframe sandbox="allow-scripts" '),
  }[article.paste];
  const { address } = await testBed.serve(() =>
    serveArticle(pasted, article.isolated ? headers("isolating") : {}),
  );
  return address;
}

/** Whether the playground is in a frame of the page. */
function isInFrame({ article }: Place): boolean {
  return article !== undefined && article.paste !== "element";
}

/** That nothing starts is seen by what `embed.html` says instead. */
async function assertNothingStarts({ driver }: Page, place: Place): Promise<void> {
  await enter(driver, isInFrame(place));
  const fallback = await driver.findElement({ css: "parallel-playground:not(:defined) > p" });
  // It is not shown at once, since the element may still be on its way.
  await driver.wait(until.elementTextContains(fallback, "could not start"), PATIENCE_MS);
}

/** What there is of Python is seen by what ran, and what is said of the rest. */
async function assertPython(page: Page, inFrame: boolean, rung: PythonRung): Promise<void> {
  const { results, skipped } = await runAnywhere(page, inFrame, IN_PYTHON);
  const ran = results.map(({ strategy }) => strategy);
  const told = JSON.stringify(skipped);
  if (rung === "one thread") {
    assert.deepEqual(ran, ["sequential"], told);
    assert.match(told, /JavaScript Promise Integration/);
    return;
  }
  assert.deepEqual(ran, ["sequential", "threads", "processes"], told);
  const [, threads] = results;
  const incidents = JSON.stringify(threads?.trials.map((trial) => trial.incidents));
  assert.equal(/only where they wait/.test(incidents), rung === "no switching", incidents);
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
          const report = await runAnywhere(page, isInFrame(place), fields);
          assert.equal(report.environment?.rung, rung, JSON.stringify(report).slice(0, 900));
          assertSound(report);
        }
        await assertPython(page, isInFrame(place), pythonRung(browser.name, place));
      });
    }
  });
}
