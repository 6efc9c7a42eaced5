/** How what things cost grows with how many there are: what grows faster than its work is seen here. */

import type { Browser } from "../../tests/end-to-end/browsers/browser.ts";
import type { Page } from "../../tests/end-to-end/support/page.ts";
import { SAVING } from "../../tests/end-to-end/support/saving.ts";
import { withSite } from "../contenders/in-browser.ts";
import type { Figure } from "./figure.ts";
import { Gathered } from "./gathered.ts";

const MIB = 2 ** 20;

/** How many spans a report has that is to reach the targets: with ten times as many, memory is used up. */
const MANY = 1e6;

/** What it is to reach. */
const TARGETS = {
  openMs: { atMost: 3_000 },
  longestMs: { atMost: 50 },
};

/** What a report can be saved as that has all of its spans, by what its button says. */
const FILES = ["Report", "Spans"];

/** Memory, a report's size, how soon it opens and is saved again, from a thousand spans on. */
export async function growth(browser: Browser, trials: number, most: number): Promise<Figure[]> {
  const gathered = new Gathered();
  for (let trial = 0; trial < trials; trial += 1) {
    for (let count = 1e3; count <= most; count *= 10) {
      await withSite(browser, async (page, site) => {
        await page.open(`${site.root}playground.html`);
        await spans(gathered, page, count);
      });
    }
  }
  return gathered.figures();
}

/** As many spans as items: each is a range of its own. */
async function spans(gathered: Gathered, page: Page, count: number): Promise<void> {
  const fields = { task: "do-nothing", size: count, chunkSize: 1, workers: 1, trials: 1 };
  const { memory, size } = await page.call<{ memory: number; size: number }>(
    `const { report, error } = await inPage.runPlayground(0, given, null);
     if (error !== undefined) throw new Error(JSON.stringify(error));
     const { bytes: memory } = await performance.measureUserAgentSpecificMemory();
     const text = JSON.stringify(report);
     await (await caches.open("growth")).put("/report", new Response(text));
     return { memory, size: text.length };`,
    { ...fields, strategies: "sequential" },
  );
  const name = `${count.toLocaleString("en")} spans`;
  gathered.add({ group: "growth: memory after a run", name, unit: "MiB" }, memory / MIB);
  gathered.add({ group: "growth: a report’s size", name, unit: "MiB" }, size / MIB);
  const targets = count === MANY ? TARGETS : {};
  await opening(gathered, page, name, targets);
  for (const file of FILES) {
    await saving(gathered, page, name, file, targets);
  }
}

/** The report that was kept, on a page that has run nothing. */
async function opening(
  gathered: Gathered,
  page: Page,
  name: string,
  targets: Partial<typeof TARGETS>,
): Promise<void> {
  await page.driver.navigate().refresh();
  const { ms, longestMs } = await timed(
    page,
    `const saved = await (await caches.match("/report")).blob();
     await inPage.opened();`,
    `await inPage.openReport("report.json", saved);`,
  );
  const told: [string, number, Figure["target"]][] = [
    ["growth: until a report is open", ms, targets.openMs],
    ["growth: longest task meanwhile", longestMs, targets.longestMs],
  ];
  for (const [group, ms, target] of told) {
    gathered.add({ group, name, unit: "ms", ...(target && { target }) }, ms);
  }
}

/** The report that is open, saved as a file. */
async function saving(
  gathered: Gathered,
  page: Page,
  name: string,
  file: string,
  targets: Partial<typeof TARGETS>,
): Promise<void> {
  const { ms, longestMs } = await timed(page, SAVING, "await saved(given);", file);
  const saves = `growth: until “${file}” is saved`;
  const longest = `growth: longest task while “${file}” is made`;
  gathered.add({ group: saves, name, unit: "ms" }, ms);
  const target = targets.longestMs && { target: targets.longestMs };
  gathered.add({ group: longest, name, unit: "ms", ...target }, longestMs);
}

/** What a script in a page took, and the longest task of the page's thread meanwhile; neither counts what prepares it. */
function timed(
  page: Page,
  preparation: string,
  script: string,
  given?: string,
): Promise<{ ms: number; longestMs: number }> {
  return page.call(
    `${preparation}
     let ms;
     const { longTasksMs } = await inPage.notice(async () => {
       const begin = performance.now();
       ${script}
       ms = performance.now() - begin;
     });
     return { ms, longestMs: Math.max(0, ...longTasksMs) };`,
    given,
  );
}
