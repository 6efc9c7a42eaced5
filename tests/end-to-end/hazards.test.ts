/** The hazards are real, and each is told as it went. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";

let page: Page;

/** What the page tells of a scene: its title, its outcome, and whether it is marked as harmful. */
interface Told {
  title: string;
  outcome: string;
  harmed: boolean;
}

before(async () => {
  const site = await testBed.site();
  page = await testBed.page();
  await page.open(`${site.root}playground.html`);
});

/** Presses a hazard's button, as a reader would, and reads what the page then tells. */
function run(id: string): Promise<Told[]> {
  return page.call<Told[]>(
    `
      const hazards = await inPage.reach("hazards");
      const hazard = hazards.querySelector("#" + given);
      hazard.querySelector("button").click();
      await inPage.settled(() => hazard.querySelector("dl") !== null);
      return [...hazard.querySelectorAll("dl > div")].map((scene) => {
        const outcome = scene.querySelector("dd");
        return {
          title: scene.querySelector("dt").textContent,
          outcome: outcome.textContent,
          harmed: outcome.classList.contains("harmed"),
        };
      });
    `,
    id,
  );
}

test("only adding in two steps loses updates", async () => {
  const [twoSteps, atomic, locked] = await run("lost-updates");
  assert.ok(twoSteps && atomic && locked);
  assert.equal(twoSteps.harmed, twoSteps.outcome.includes("were lost"));
  for (const { outcome, harmed } of [atomic, locked]) {
    assert.match(outcome, /^Counted ([\d,]+) of \1: none was lost\.$/);
    assert.equal(harmed, false);
  }
});

test("opposite orders lock, are named, and come free again", async () => {
  const [opposite, same] = await run("deadlock");
  assert.ok(opposite?.harmed && same && !same.harmed);
  assert.match(opposite.outcome, /thread 1 held A and waited for B/);
  assert.match(opposite.outcome, /thread 2 held B and waited for A/);
});

test("what a killed process held is run again", async () => {
  const [undisturbed, disturbed] = await run("killed-worker");
  assert.ok(undisturbed && disturbed);
  assert.doesNotMatch(undisturbed.outcome, /died/);
  assert.match(disturbed.outcome, /Process 1 died; items .* were run again/);
  for (const { outcome } of [undisturbed, disturbed]) {
    assert.match(outcome, /Found 78,498 primes below 1,000,000\.$/);
  }
});
