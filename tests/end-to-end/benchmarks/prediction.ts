/**
 * How near predictions come to measurements: `npm run bench:prediction`. Every computing task is
 * run by `threads` and by `processes` on 1, 2, 4 … workers, up to the cores there are, and each
 * count is predicted from the run with each other. It prints a table of errors, and their medians;
 * what they are worth depends on what else the machine does.
 *
 * The first argument is how many trials a run has, the others are tasks instead of all.
 */

import type { Accuracy } from "../../../www/generated/types/Accuracy.ts";
import type { RunReport } from "../../../www/generated/types/RunReport.ts";
import { browser } from "../browsers/chosen.ts";
import { serveSite } from "../server/site.ts";
import { catalogue } from "../support/catalogue.ts";
import { Page } from "../support/page.ts";

const [trials = "5", ...chosen] = process.argv.slice(2);
const STRATEGIES = ["threads", "processes"];
const ALL = catalogue.tasks.filter(({ kind }) => kind === "compute").map(({ id }) => id);
const TASKS = chosen.length > 0 ? chosen : ALL;

const site = await serveSite();
const { driver, end } = await browser.start({});
const errors: number[] = [];
try {
  await driver.manage().setTimeouts({ script: 600_000, pageLoad: 60_000 });
  const page = new Page(driver);
  await page.open(`${site.root}index.html`);
  const counts = workerCounts(await page.call<number>("return navigator.hardwareConcurrency;"));
  console.log(
    row("task", "strategy", "from", "to", "measured ms", "predicted ms", "error", "spread"),
  );
  for (const task of TASKS) {
    const reports: RunReport[] = [];
    for (const workers of counts) {
      reports.push(await page.report({ task, strategies: STRATEGIES, workers, trials }));
    }
    for (const strategy of STRATEGIES) {
      for (const from of reports) {
        await print(page, task, strategy, from, reports);
      }
    }
  }
} finally {
  await end();
  await site.close();
}
console.log(`median error of ${errors.length}: ${percent(median(errors))}`);

/** Prints what one run predicts of the others. */
async function print(
  page: Page,
  task: string,
  strategy: string,
  from: RunReport,
  reports: readonly RunReport[],
): Promise<void> {
  for (const to of reports.filter((report) => report !== from)) {
    const accuracy = await page.call<Accuracy | null>("return inPage.accuracy(given);", {
      from,
      to,
      strategy,
    });
    const [checked] = accuracy?.checked ?? [];
    const result = to.results.find((candidate) => candidate.strategy === strategy);
    if (checked === undefined || result === undefined) {
      throw new Error(`${strategy} of ${task} cannot be predicted`);
    }
    errors.push(checked.error);
    const { medianMs, minMs, maxMs } = result;
    console.log(
      row(
        task,
        strategy,
        `${from.request.workers}`,
        `${checked.workers}`,
        medianMs.toFixed(1),
        checked.predictedMs.toFixed(1),
        percent(checked.error),
        percent((maxMs - minMs) / medianMs),
      ),
    );
  }
}

/** Powers of two, and at last all cores. */
function workerCounts(cores: number): number[] {
  const powers = Array.from({ length: 7 }, (_, power) => 2 ** power);
  return [...new Set([...powers.filter((count) => count < cores), cores])];
}

function row(task: string, strategy: string, ...numbers: string[]): string {
  return [task.padEnd(18), strategy.padEnd(10), ...numbers.map((text) => text.padStart(13))].join(
    "",
  );
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? upper;
  return (lower + upper) / 2;
}
