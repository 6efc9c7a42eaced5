/**
 * Measures the playground against native Rust, JavaScript and Python, and what it costs itself:
 * `cargo xtask bench`, which builds all of them, runs this. It prints a table of ratios, and leaves
 * them in `target/bench/` as JSON and as a page of charts.
 */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, platform } from "node:os";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "../tests/end-to-end/browsers/chromium.ts";
import { firefox } from "../tests/end-to-end/browsers/firefox.ts";
import type { Contender } from "./contenders/contender.ts";
import { nativePython, PythonInTab } from "./contenders/either-python.ts";
import { JavaScript } from "./contenders/javascript.ts";
import { Playground } from "./contenders/playground.ts";
import { native, PYTHON_TASKS, python } from "./contenders/program.ts";
import { downloads } from "./figures/downloads.ts";
import type { Figure } from "./figures/figure.ts";
import { gpuFigures } from "./figures/gpu.ts";
import { growth } from "./figures/growth.ts";
import { overheads } from "./figures/overheads.ts";
import { pageFigures } from "./figures/page.ts";
import { predictions } from "./figures/prediction.ts";
import { inTab } from "./figures/python.ts";
import { type Measured, rounds } from "./figures/rounds.ts";
import { compiledFigures, pythonFigures, SIZES } from "./figures/tasks.ts";
import { changes } from "./report/against.ts";
import { announcement } from "./report/announcement.ts";
import { charts } from "./report/charts.ts";
import type { Results } from "./report/results.ts";
import { table, targets } from "./report/table.ts";

const FOLDER = fileURLToPath(new URL("../target/bench", import.meta.url));
const SEED = 1;

const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    firefox: { type: "boolean", default: false },
    against: { type: "string" },
    workers: { type: "string", default: "2" },
    only: { type: "string", multiple: true },
  },
});
const workers = Number(options.workers);
/** Read before anything is measured, since what is measured is kept in the place of the last time's. */
const earlier = options.against === undefined ? undefined : resultsIn(options.against);

/** How often everything is done; `--quick` is for a first look, and reaches no conclusion. */
const often = options.quick
  ? {
      trials: 3,
      overheads: 1,
      downloads: 1,
      page: 1,
      growth: 1,
      grownTo: 1e5,
      lighthouse: 1,
      python: 1,
      pictures: 12,
      pythonShare: 0.2,
    }
  : {
      trials: 7,
      overheads: 7,
      downloads: 3,
      page: 3,
      growth: 3,
      grownTo: 1e6,
      lighthouse: 5,
      python: 5,
      pictures: 60,
      pythonShare: 1,
    };

/** What is measured, by name: `--only` chooses among them. */
const PARTS: Record<string, () => Promise<Figure[]>> = {
  tasks: () => compareTasks(),
  overheads: () =>
    together(
      [Playground.start(chromium), Playground.startElsewhere(chromium), JavaScript.start(chromium)],
      ([playground, elsewhere, javascript]) =>
        overheads(playground, elsewhere, javascript, often.overheads),
    ),
  downloads: () =>
    together([Playground.start(chromium), python()], ([playground, program]) =>
      downloads(playground, program, often.pictures, often.downloads),
    ),
  gpu: () => gpuFigures(chromium, SIZES, workers, often.trials, options.quick),
  python: () =>
    together(
      [Playground.start(chromium), PythonInTab.start(chromium), nativePython()],
      ([playground, tab, native]) =>
        inTab(playground, tab, native, {
          trials: often.python,
          share: often.pythonShare,
          workers,
          seed: SEED,
        }),
    ),
  predictions: () => predictions(chromium, often.trials, options.quick),
  page: () => pageFigures(chromium, often.page, often.lighthouse),
  growth: () => growth(chromium, often.growth, often.grownTo),
};

const measured: Measured[] = [];
const figures: Figure[] = [];
/** What each part took, in seconds. */
const tookS: Record<string, number> = {};
const chosen = Object.entries(PARTS).filter(([name]) => options.only?.includes(name) ?? true);
console.error(
  announcement(
    chosen.map(([name]) => name),
    options.quick,
    lastResults(),
  ),
);
for (const [name, part] of chosen) {
  await measure(name, part);
}
conclude();

/** What was found here before, if anything was. */
function lastResults(): Partial<Results> | null {
  try {
    return JSON.parse(readFileSync(`${FOLDER}/results.json`, "utf8"));
  } catch {
    return null;
  }
}

/** Measures one part; what fails is told, and takes nothing from the others. */
async function measure(name: string, part: () => Promise<Figure[]>): Promise<void> {
  const begin = performance.now();
  try {
    figures.push(...(await part()));
    tookS[name] = Math.round((performance.now() - begin) / 1e3);
    console.error(`${name}: measured in ${tookS[name]} s`);
  } catch (exception) {
    console.error(`${name}: not measured.`, exception);
    process.exitCode = 1;
  }
}

/** Times all tasks by all contenders. */
async function compareTasks(): Promise<Figure[]> {
  const browsers = [chromium, ...(options.firefox ? [firefox] : [])];
  const starts = [
    ...browsers.map((browser) => Playground.start(browser)),
    native("baseline"),
    native("machine"),
    JavaScript.start(chromium),
    python(),
  ];
  return together<Contender[], Figure[]>(starts, async (all) => {
    const compiled = all.filter(({ name }) => name !== "python");
    const interpreted = all.filter(({ name }) => name === "python" || name.startsWith("wasm-"));
    const [forCompiled, forPython]: Measured[][] = [[], []];
    for (const { task, size, quick, python } of SIZES) {
      const job = { task, workers, seed: SEED };
      console.error(`${task} …`);
      forCompiled.push(
        ...(await rounds(compiled, { ...job, size: options.quick ? quick : size }, often.trials)),
      );
      if (PYTHON_TASKS.has(task)) {
        const small = { ...job, size: Math.round(python * often.pythonShare) };
        forPython.push(...(await rounds(interpreted, small, often.trials)));
      }
    }
    measured.push(...forCompiled, ...forPython);
    return browsers.flatMap(({ name }) => {
      const wasm = `wasm-${name}`;
      const own = [...compiledFigures(forCompiled, wasm), ...pythonFigures(forPython, wasm)];
      return name === "chromium"
        ? own
        : own.map((figure) => ({ ...figure, group: `${name}: ${figure.group}` }));
    });
  });
}

/** Starts all, does something with them, and ends them, whatever happened. */
async function together<All extends Ending[], Result>(
  starts: { [Place in keyof All]: All[Place] | Promise<All[Place]> },
  work: (all: All) => Promise<Result>,
): Promise<Result> {
  const all: Ending[] = [];
  try {
    for (const start of starts) {
      all.push(await start);
    }
    return await work(all as All);
  } finally {
    for (const one of all) {
      await one.end();
    }
  }
}

/** What has to be ended. */
interface Ending {
  end(): Promise<void>;
}

/** The results of another time; a path counts from where the command was given. */
function resultsIn(path: string): Results {
  return JSON.parse(readFileSync(resolve(process.env.INIT_CWD ?? ".", path), "utf8"));
}

/** Prints and keeps what was measured, and compares it with an earlier time. */
function conclude(): void {
  const processors = cpus();
  const results: Results = {
    date: new Date().toISOString(),
    machine: `${processors[0]?.model ?? "an unknown processor"}, ${processors.length} logical cores, ${platform()}`,
    quick: options.quick,
    workers,
    tookS,
    figures,
    measured,
  };
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${FOLDER}/results.json`, JSON.stringify(results, null, 1));
  writeFileSync(`${FOLDER}/charts.html`, charts(results));
  console.log(table(figures));
  console.log(`\nWhat has a target:\n\n${table(targets(figures))}`);
  console.log(
    `\n${results.date}, ${results.machine}. Kept in target/bench/: results.json, charts.html.`,
  );
  if (earlier !== undefined) {
    const { worse, better } = changes(figures, earlier.figures);
    for (const [how, lines] of Object.entries({ Better: better, Worse: worse })) {
      console.log(`\n${how} than on ${earlier.date}: ${lines.length === 0 ? "nothing." : ""}`);
      for (const line of lines) {
        console.log(`  ${line}`);
      }
    }
    process.exitCode ||= worse.length === 0 ? 0 : 1;
  }
}
