/** How long tasks take, against the same tasks elsewhere. */

import type { Figure, Target } from "./figure.ts";
import { median } from "./figure.ts";
import { type Measured, ratios } from "./rounds.ts";

/** A task with the sizes it is timed at. */
export interface Sizes {
  task: string;
  /** So that the module takes a fifth of a second and more, where its bounds allow. */
  size: number;
  /** So that it takes about a sixth of that: for a first look. */
  quick: number;
  /** So that plain Python takes a second or two. */
  python: number;
}

/** The tasks that compute. */
export const SIZES: readonly Sizes[] = [
  { task: "count-primes", size: 3_000_000, quick: 800_000, python: 300_000 },
  { task: "count-in-range", size: 20_000_000, quick: 4_000_000, python: 1_000_000 },
  { task: "estimate-pi", size: 100_000_000, quick: 16_000_000, python: 1_000_000 },
  { task: "mandelbrot", size: 900, quick: 360, python: 200 },
  { task: "multiply-matrices", size: 1_024, quick: 512, python: 200 },
  { task: "sort-numbers", size: 8_000_000, quick: 1_200_000, python: 1_000_000 },
  { task: "count-words", size: 12_000_000, quick: 2_000_000, python: 1_000_000 },
  { task: "make-thumbnails", size: 60, quick: 10, python: 0 },
];

/** One side of a comparison: a strategy of a contender. */
type Side = readonly [contender: string, strategy: string];

/** A ratio of two times, task by task, with what its median and its worst are to reach. */
interface Comparison {
  group: string;
  /** The time that is divided. */
  of: Side;
  /** The time it is divided by. */
  by: Side;
  better: "more" | "less";
  median?: Target;
  worst?: Target;
}

/** What is compared at the module's sizes; `wasm` stands for the browser at hand. */
const COMPILED: readonly Comparison[] = [
  {
    group: "wasm / native, any x86-64",
    of: ["wasm", "sequential"],
    by: ["native-baseline", "sequential"],
    better: "less",
    median: { atMost: 1.15 },
    worst: { atMost: 1.5 },
  },
  {
    group: "wasm / native, this machine",
    of: ["wasm", "sequential"],
    by: ["native-machine", "sequential"],
    better: "less",
    median: { atMost: 1.5 },
  },
  {
    group: "speed-up by threads",
    of: ["wasm", "sequential"],
    by: ["wasm", "threads"],
    better: "more",
    median: { atLeast: 1.9 },
    worst: { atLeast: 1.7 },
  },
  {
    group: "speed-up by threads, native",
    of: ["native-baseline", "sequential"],
    by: ["native-baseline", "threads"],
    better: "more",
  },
  {
    group: "speed-up by processes",
    of: ["wasm", "sequential"],
    by: ["wasm", "processes"],
    better: "more",
  },
  {
    group: "JavaScript / wasm, one worker",
    of: ["javascript", "sequential"],
    by: ["wasm", "sequential"],
    better: "more",
  },
  {
    group: "JavaScript with workerpool / wasm threads",
    of: ["javascript", "workerpool"],
    by: ["wasm", "threads"],
    better: "more",
    median: { atLeast: 1.5 },
  },
];

/** What is compared at Python's sizes. */
const PYTHON: readonly Comparison[] = [
  {
    group: "Python / wasm, one worker",
    of: ["python", "sequential"],
    by: ["wasm", "sequential"],
    better: "more",
  },
  {
    group: "Python multiprocessing.Pool / wasm threads",
    of: ["python", "processes"],
    by: ["wasm", "threads"],
    better: "more",
    worst: { atLeast: 30 },
  },
  {
    group: "joblib (loky) / wasm threads",
    of: ["python", "processes-joblib"],
    by: ["wasm", "threads"],
    better: "more",
  },
  {
    group: "numpy / wasm, one worker",
    of: ["python", "numpy"],
    by: ["wasm", "sequential"],
    better: "more",
    worst: { atLeast: 1 },
  },
];

/** What is compared of CPython in the tab; `group` is what it is compared with. */
const IN_TAB: readonly Comparison[] = [
  {
    group: "one interpreter: in the tab / natively",
    of: ["tab", "sequential"],
    by: ["native", "sequential"],
    better: "less",
    median: { atMost: 2 },
  },
  {
    group: "speed-up by processes in the tab",
    of: ["tab", "sequential"],
    by: ["tab", "processes"],
    better: "more",
  },
  {
    group: "speed-up by processes natively",
    of: ["native", "sequential"],
    by: ["native", "processes"],
    better: "more",
  },
];

/** Tasks whose input is a few numbers, so that processes need hardly be sent anything. */
const SMALL_INPUT = new Set(["count-primes", "estimate-pi", "mandelbrot"]);

/** The ratios at the module's sizes. */
export function compiledFigures(measured: readonly Measured[], wasm: string): Figure[] {
  const figures = COMPILED.flatMap((comparison) => compare(comparison, measured, wasm));
  const small = smallInputs(figures, "speed-up by processes", 1.85);
  return [...figures, ...small, ...againstRayon(figures)];
}

/** The ratios at Python's sizes. */
export function pythonFigures(measured: readonly Measured[], wasm: string): Figure[] {
  return PYTHON.flatMap((comparison) => compare(comparison, measured, wasm));
}

/**
 * The ratios of CPython in the tab.
 *
 * @param what says which two they are
 */
export function inTabFigures(measured: readonly Measured[], what: string): Figure[] {
  const figures = IN_TAB.flatMap((comparison) => compare(comparison, measured, "wasm"));
  const small = smallInputs(figures, "speed-up by processes in the tab", 1.7);
  return [...figures, ...small].map((one) => ({ ...one, group: `${what}: ${one.group}` }));
}

function compare(
  { group, of, by, better, ...targets }: Comparison,
  measured: readonly Measured[],
  wasm: string,
): Figure[] {
  const find = ([contender, strategy]: Side, task: string) =>
    measured.find(
      (one) =>
        one.task === task &&
        one.strategy === strategy &&
        one.contender === (contender === "wasm" ? wasm : contender),
    );
  const tasks = [...new Set(measured.map(({ task }) => task))];
  const byTask = tasks.flatMap((task): Figure[] => {
    const [one, other] = [find(of, task), find(by, task)];
    if (one === undefined || other === undefined) {
      return [];
    }
    return [{ group, name: task, unit: "x", values: ratios(one, other), better }];
  });
  return byTask.length === 0 ? [] : [...byTask, ...summary(group, byTask, better, targets)];
}

/** The median of tasks and the worst of them. */
function summary(
  group: string,
  byTask: readonly Figure[],
  better: Figure["better"],
  targets: Pick<Comparison, "median" | "worst">,
): Figure[] {
  const medians = byTask.map(median);
  const worst = better === "less" ? Math.max(...medians) : Math.min(...medians);
  const middle = median({ values: medians });
  const figure = (name: string, value: number, target?: Target): Figure => ({
    group,
    name,
    unit: "x",
    values: [value],
    better,
    ...(target && { target }),
  });
  return [
    figure("median of tasks", middle, targets.median),
    figure("worst of tasks", worst, targets.worst),
  ];
}

function smallInputs(figures: readonly Figure[], group: string, atLeast: number): Figure[] {
  const small = figures.filter((one) => one.group === group && SMALL_INPUT.has(one.name));
  const [middle] = summary(group, small, "more", { median: { atLeast } });
  return middle === undefined ? [] : [{ ...middle, name: "median of tasks with small inputs" }];
}

/** The speed-up by threads over that of the same code natively. */
function againstRayon(figures: readonly Figure[]): Figure[] {
  const group = "speed-up by threads / native rayon's";
  const of = (name: string) => figures.filter((one) => one.group === name);
  const own = of("speed-up by threads");
  const byTask = of("speed-up by threads, native").flatMap((native): Figure[] => {
    const wasm = own.find(({ name }) => name === native.name);
    if (wasm === undefined || wasm.values.length !== native.values.length) {
      return [];
    }
    const values = wasm.values.map((value, round) => value / (native.values[round] ?? Number.NaN));
    return [{ group, name: native.name, unit: "x", values, better: "more" }];
  });
  const tasks = byTask.filter(({ values }) => values.length > 1);
  return tasks.length === 0
    ? []
    : [...tasks, ...summary(group, tasks, "more", { median: { atLeast: 0.97 } })];
}
