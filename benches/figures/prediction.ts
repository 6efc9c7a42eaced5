/** How near predictions come to what is measured. */

import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Browser } from "../../tests/end-to-end/browsers/browser.ts";
import { serveSite } from "../../tests/end-to-end/server/site.ts";
import type { Page } from "../../tests/end-to-end/support/page.ts";
import type { Accuracy } from "../../www/generated/types/Accuracy.ts";
import type { RunReport } from "../../www/generated/types/RunReport.ts";
import { startBrowser } from "../contenders/in-browser.ts";
import { PYTHON, ROOT } from "../contenders/program.ts";
import { type Figure, median } from "./figure.ts";
import { Gathered } from "./gathered.ts";
import { SIZES } from "./tasks.ts";

/** What is measured: at the same pace, since a machine may be slower in one run than in the next. */
const GROUP = "error of predictions, at one pace";

/** What no prediction can do better than, but by chance: a run done twice differs from itself by so much. */
const REPEATED = "difference of a run and its repetition, at one pace";

const STRATEGIES = ["threads", "processes"];

/** Ranges in which tasks are computed whose combining is real work: as many as many workers have. */
const RANGES = [16, 64];

/** Engines outside of a tab, and what they are predicted at. */
const ELSEWHERE = ["processes", "dask-distributed", "mpi"];
const ELSEWHERE_TASK = "estimate-pi";

/**
 * Every computing task is run on 1, 2, 4 … workers, up to the cores there are, and the time of each
 * count is predicted from the run with each other count; where combining is real work, the time in
 * more ranges as well.
 */
export async function predictions(
  browser: Browser,
  trials: number,
  isQuick: boolean,
): Promise<Figure[]> {
  const site = await serveSite();
  const { page, end } = await startBrowser(browser);
  const gathered = new Gathered();
  try {
    await page.open(`${site.root}index.html`);
    await page.call("document.body.hidden = true;");
    // Of what a clock can hardly tell, nothing can be foretold.
    for (const { task, size, quick } of SIZES) {
      await predict(gathered, page, { task, trials, size: isQuick ? quick : size });
    }
    await predictElsewhere(gathered, page, trials);
  } finally {
    await end();
    await site.close();
  }
  const figures = gathered.figures();
  return [
    ...figures,
    { ...middle(figures, GROUP), target: { atMost: 5 } },
    middle(figures, REPEATED),
  ];
}

/** The median of a group's tasks and strategies. */
function middle(figures: readonly Figure[], group: string): Figure {
  const values = figures.filter((figure) => figure.group === group).map(median);
  const name = "median of tasks and strategies";
  return { group, name, unit: "%", values: [median({ values })], better: "less" };
}

/** Compares each run of a task with what the others predict of it. */
async function predict(
  gathered: Gathered,
  page: Page,
  fields: { task: string; trials: number; size: number },
): Promise<void> {
  const { task } = fields;
  const reports: RunReport[] = [];
  for (const workers of workerCounts(cpus().length)) {
    reports.push(await page.report({ ...fields, strategies: STRATEGIES, workers }));
  }
  const [from] = reports.slice(-1);
  if (from === undefined) {
    return;
  }
  const { workers } = from.request;
  repeat(gathered, from, await page.report({ ...fields, strategies: STRATEGIES, workers }));
  if (from.soundings.length > 0) {
    await predictRanges(gathered, page, from);
  }
  for (const strategy of STRATEGIES) {
    const figure = { group: GROUP, name: `${task}, ${strategy}`, unit: "%" };
    for (const from of reports) {
      for (const to of reports.filter((report) => report !== from)) {
        await compare(gathered, figure, page, from, to, strategy);
      }
    }
  }
}

/** How far what a run took is from what it took when it was done again, as predictions are compared. */
function repeat(gathered: Gathered, first: RunReport, again: RunReport): void {
  const paced = atThePaceOf(first, again);
  for (const strategy of STRATEGIES) {
    const [one, other] = [timeOf(first, strategy), timeOf(paced, strategy)];
    const name = `${first.request.task}, ${strategy}`;
    gathered.add({ group: REPEATED, name, unit: "%" }, 100 * Math.abs(one / other - 1));
  }
}

/** The same of engines outside of a tab, whose reports are predicted from like a tab's own. */
async function predictElsewhere(gathered: Gathered, page: Page, trials: number): Promise<void> {
  const reports: RunReport[] = [];
  for (const workers of workerCounts(cpus().length)) {
    reports.push(await reportOfCommand(["--workers", `${workers}`, "--trials", `${trials}`]));
  }
  const group = `${GROUP}, of engines elsewhere`;
  for (const strategy of ELSEWHERE) {
    const figure = { group, name: `${ELSEWHERE_TASK}, ${strategy}`, unit: "%" };
    for (const from of reports) {
      for (const to of reports.filter((report) => report !== from)) {
        await compare(gathered, figure, page, from, to, strategy);
      }
    }
  }
}

/** What the package's command reports of a run. */
async function reportOfCommand(words: readonly string[]): Promise<RunReport> {
  const folder = await mkdtemp(join(tmpdir(), "prediction-"));
  const path = join(folder, "report.json");
  const task = ["--task", ELSEWHERE_TASK, "--strategies", ...ELSEWHERE];
  try {
    await promisify(execFile)(
      PYTHON,
      ["-m", "parallel_playground", "run", ...task, ...words, "-o", path],
      { cwd: ROOT, env: { ...process.env, PYTHONPATH: "python" } },
    );
    return JSON.parse(await readFile(path, "utf8"));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Compares what a run predicts of more ranges with what they take. */
async function predictRanges(gathered: Gathered, page: Page, from: RunReport): Promise<void> {
  const { task, size, trials, workers } = from.request;
  const items = from.results[0]?.items ?? size;
  for (const ranges of RANGES) {
    const chunkSize = Math.ceil(items / ranges);
    const fields = { task, size, trials, workers, chunkSize, strategies: STRATEGIES };
    const to = await page.report(fields);
    for (const strategy of STRATEGIES) {
      const name = `${task}, ${strategy}, ${ranges} ranges`;
      const figure = { group: `${GROUP}, of more ranges`, name, unit: "%" };
      await compare(gathered, figure, page, from, to, strategy);
    }
  }
}

/**
 * What a run predicts of another, and how far that is off, as a share of what was measured; a machine
 * that others use too may be slower in one run than in the other, which sequential tells. Where it would
 * be a guess nothing is predicted, which is told and not counted.
 */
async function compare(
  gathered: Gathered,
  figure: Parameters<Gathered["add"]>[0],
  page: Page,
  from: RunReport,
  to: RunReport,
  strategy: string,
): Promise<void> {
  const accuracy = await page.call<Accuracy | null>("return inPage.accuracy(given);", {
    from,
    to: atThePaceOf(from, to),
    strategy,
  });
  const [checked = null] = accuracy?.checked ?? [];
  if (checked === null) {
    const [here, there] = [from, to].map(({ request }) => `${request.workers}`);
    console.error(`${figure.name}: nothing is predicted of ${there} workers from ${here}`);
    return;
  }
  gathered.add(figure, 100 * checked.error);
}

/** A report as it would be if sequential had taken as long in it as in another. */
function atThePaceOf(other: RunReport, report: RunReport): RunReport {
  const pace = timeOf(other, "sequential") / timeOf(report, "sequential");
  const results = report.results.map((result) => ({ ...result, medianMs: pace * result.medianMs }));
  return { ...report, results };
}

/** What a strategy took. */
function timeOf({ results }: RunReport, strategy: string): number {
  const result = results.find((result) => result.strategy === strategy);
  if (result === undefined) {
    throw new Error(`a run without ${strategy}`);
  }
  return result.medianMs;
}

/** Powers of two, and at last all cores. */
function workerCounts(cores: number): number[] {
  const powers = Array.from({ length: 7 }, (_, power) => 2 ** power);
  return [...new Set([...powers.filter((count) => count < cores), cores])];
}
