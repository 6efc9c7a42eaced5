/** How near CPython in the tab comes to CPython natively, and what it adds. */

import type { EitherPython, PythonInTab } from "../contenders/either-python.ts";
import type { Playground } from "../contenders/playground.ts";
import { PYTHON_TASKS } from "../contenders/program.ts";
import { idealMs, LATENCY_MS } from "./downloads.ts";
import type { Figure } from "./figure.ts";
import { Gathered } from "./gathered.ts";
import { type Measured, rounds } from "./rounds.ts";
import { inTabFigures, SIZES } from "./tasks.ts";

/** How much of everything is done. */
export interface Amount {
  trials: number;
  /** Of the sizes that take Python a second or two. */
  share: number;
  workers: number;
  seed: number;
}

/** Empty items, and how they are cut; the first is what `Pool.map` does by itself. */
const EMPTY_ITEMS: readonly [items: number, chunksize: number | null, name: string][] = [
  [200_000, null, "an empty item of Pool.map: in the tab / natively"],
  [2_000, 1, "… with chunksize=1"],
];

const TURNS = 3_000_000;

const MIB = 2 ** 20;

const PICTURES = 24;
const AT_ONCE = 8;
const DOWNLOADS = new Map([
  ["threads", { name: `by ${AT_ONCE} threads`, target: { atMost: 1.15 } }],
  ["event-loop", { name: `by asyncio, ${AT_ONCE} in flight`, target: { atMost: 1.1 } }],
]);

/** A run that computes next to nothing. */
const SMALL = { task: "count-primes", size: 1_000, strategies: "sequential", trials: 1 };

/** All that is said of Python in the tab. */
export async function inTab(
  playground: Playground,
  tab: PythonInTab,
  native: EitherPython,
  amount: Amount,
): Promise<Figure[]> {
  const [own, other] = await Promise.all(
    [tab, native].map((python) => python.ask<string>({ what: "version" })),
  );
  const group = `CPython ${own} in the tab, against ${other} natively`;
  const gathered = new Gathered();
  for (let trial = 0; trial < amount.trials; trial += 1) {
    await emptyItems(gathered, group, tab, native, amount.share);
    await spinning(gathered, group, tab, amount.share);
    await further(gathered, group, tab);
    await downloads(gathered, playground);
    await secondPage(gathered, group, playground);
  }
  return [...inTabFigures(await tasks(tab, native, amount), group), ...gathered.figures()];
}

/** The tasks that Python does by itself. */
async function tasks(
  tab: PythonInTab,
  native: EitherPython,
  { trials, share, workers, seed }: Amount,
): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const { task, python } of SIZES.filter(({ task }) => PYTHON_TASKS.has(task))) {
    const job = { task, size: Math.round(python * share), workers, seed };
    measured.push(...(await rounds([tab, native], job, trials)));
  }
  return measured;
}

async function emptyItems(
  gathered: Gathered,
  group: string,
  tab: PythonInTab,
  native: EitherPython,
  share: number,
): Promise<void> {
  for (const [items, chunksize, name] of EMPTY_ITEMS) {
    const question = { what: "empty_items", items: Math.round(items * share), chunksize };
    const [ownUs, otherUs] = [await tab.ask<number>(question), await native.ask<number>(question)];
    gathered.add({ group, name, unit: "x", target: { atMost: 2 } }, ownUs / otherUs);
    gathered.add({ group, name: `${name}, in the tab`, unit: "µs" }, ownUs);
  }
}

/** They must not gain either: then it would not be Python. */
async function spinning(
  gathered: Gathered,
  group: string,
  tab: PythonInTab,
  share: number,
): Promise<void> {
  const question = { what: "spinning", turns: Math.round(TURNS * share) };
  const { aloneMs, togetherMs } = await tab.ask<Record<string, number>>(question);
  const figure = {
    group,
    name: "two spinning threads / one after the other",
    unit: "x",
    target: { atLeast: 1, atMost: 1.15 },
  };
  gathered.add(figure, (togetherMs ?? Number.NaN) / (aloneMs ?? Number.NaN));
}

async function further(gathered: Gathered, group: string, tab: PythonInTab): Promise<void> {
  const { ms, bytes } = await tab.further();
  const start = { name: "a further interpreter", unit: "ms", target: { atMost: 600 } };
  gathered.add({ group, ...start }, ms);
  const memory = { name: "a further interpreter’s memory", unit: "MiB", target: { atMost: 45 } };
  gathered.add({ group, ...memory }, bytes / MIB);
}

async function downloads(gathered: Gathered, playground: Playground): Promise<void> {
  const results = await playground.run({
    task: "download-images",
    language: "python",
    size: PICTURES,
    strategies: [...DOWNLOADS.keys()].join(" "),
    workers: AT_ONCE,
    inFlight: AT_ONCE,
    latencyMs: LATENCY_MS,
    trials: 1,
  });
  const ideal = idealMs(PICTURES, AT_ONCE);
  const group = `download of ${PICTURES} pictures at ${LATENCY_MS} ms, Python in the tab: total / ideal`;
  for (const { strategy, medianMs } of results) {
    const figure = DOWNLOADS.get(strategy);
    if (figure !== undefined) {
      gathered.add({ group, unit: "x", ...figure }, medianMs / ideal);
    }
  }
}

/** From a page's first wish for Python to the end of its first run, where Python was here before. */
async function secondPage(
  gathered: Gathered,
  group: string,
  playground: Playground,
): Promise<void> {
  await playground.reload();
  const ms = await playground.wholeRunMs({ ...SMALL, language: "python" });
  const name = "a second page’s first run, loading included";
  gathered.add({ group, name, unit: "ms", target: { atMost: 1_500 } }, ms);
}
