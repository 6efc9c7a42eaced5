/** How near predictions come to what is measured. */

import { cpus } from "node:os";
import type { Browser } from "../../tests/end-to-end/browsers/browser.ts";
import { serveSite } from "../../tests/end-to-end/server/site.ts";
import { catalogue } from "../../tests/end-to-end/support/catalogue.ts";
import type { Page } from "../../tests/end-to-end/support/page.ts";
import type { Accuracy } from "../../www/generated/types/Accuracy.ts";
import type { RunReport } from "../../www/generated/types/RunReport.ts";
import { startBrowser } from "../contenders/in-browser.ts";
import { type Figure, median } from "./figure.ts";
import { Gathered } from "./gathered.ts";

const STRATEGIES = ["threads", "processes"];
const TASKS = catalogue.tasks.filter(({ kind }) => kind === "compute").map(({ id }) => id);

/**
 * Every computing task is run on 1, 2, 4 … workers, up to the cores there are, and the time of each
 * count is predicted from the run with each other count.
 */
export async function predictions(browser: Browser, trials: number): Promise<Figure[]> {
  const site = await serveSite();
  const { page, end } = await startBrowser(browser);
  const gathered = new Gathered();
  try {
    await page.open(`${site.root}index.html`);
    await page.call("document.body.hidden = true;");
    for (const task of TASKS) {
      await predict(gathered, page, task, trials);
    }
  } finally {
    await end();
    await site.close();
  }
  const group = "error of predictions";
  const values = gathered.figures().map(median);
  const target = { atMost: 10 };
  return [
    ...gathered.figures(),
    {
      group,
      name: "median of tasks and strategies",
      unit: "%",
      values: [median({ values })],
      better: "less",
      target,
    },
  ];
}

/** Compares each run of a task with what the others predict of it. */
async function predict(
  gathered: Gathered,
  page: Page,
  task: string,
  trials: number,
): Promise<void> {
  const reports: RunReport[] = [];
  for (const workers of workerCounts(cpus().length)) {
    reports.push(await page.report({ task, strategies: STRATEGIES, workers, trials }));
  }
  for (const strategy of STRATEGIES) {
    const figure = { group: "error of predictions", name: `${task}, ${strategy}`, unit: "%" };
    for (const from of reports) {
      for (const to of reports.filter((report) => report !== from)) {
        gathered.add(figure, 100 * (await errorOf(page, from, to, strategy)));
      }
    }
  }
}

/** What a run predicts of another, and how far that is off, as a share of what was measured. */
async function errorOf(
  page: Page,
  from: RunReport,
  to: RunReport,
  strategy: string,
): Promise<number> {
  const accuracy = await page.call<Accuracy | null>("return inPage.accuracy(given);", {
    from,
    to,
    strategy,
  });
  const [checked] = accuracy?.checked ?? [];
  if (checked === undefined) {
    throw new Error(`${strategy} of ${from.request.task} cannot be predicted`);
  }
  return checked.error;
}

/** Powers of two, and at last all cores. */
function workerCounts(cores: number): number[] {
  const powers = Array.from({ length: 7 }, (_, power) => 2 ** power);
  return [...new Set([...powers.filter((count) => count < cores), cores])];
}
