/** What strategies cost beyond what they compute. */

import type { JavaScript } from "../contenders/javascript.ts";
import type { Playground, Result } from "../contenders/playground.ts";
import type { Figure } from "./figure.ts";
import { Gathered } from "./gathered.ts";

/** Workers of the strategies that have some. */
const WORKERS = 2;
/** Items that are sent to each process before it is done with the first. */
const AHEAD = 32;

/** All that is said of overheads. */
export async function overheads(
  playground: Playground,
  elsewhere: Playground,
  javascript: JavaScript,
  trials: number,
): Promise<Figure[]> {
  const gathered = new Gathered();
  for (let trial = 0; trial < trials; trial += 1) {
    await dispatch(gathered, playground);
    const clockNs = await messages(gathered, playground, elsewhere, javascript);
    await recording(gathered, playground, clockNs);
    await firstCalls(gathered, playground);
  }
  return gathered.figures();
}

/** An item that costs nothing, in ranges as each strategy cuts them. */
async function dispatch(gathered: Gathered, playground: Playground): Promise<void> {
  const targets = new Map([
    ["threads", 20],
    ["processes", 200],
  ]);
  for (const size of [1e3, 1e4, 1e5, 1e6, 1e7]) {
    const strategies =
      "sequential event-loop threads gil-threads processes work-queue task-graph ranks";
    const results = await playground.run({ ...empty(size), strategies });
    for (const { strategy, medianMs } of results) {
      const target = size === 1e6 ? targets.get(strategy) : undefined;
      gathered.add(
        {
          group: "empty items, auto chunks",
          name: `${strategy}, ${size.toLocaleString("en")} items`,
          unit: "ns an item",
          ...(target && { target: { atMost: target } }),
        },
        (1e6 * medianMs) / size,
      );
    }
  }
}

/** Messages to processes, against what libraries for JavaScript take; yields what the clock takes. */
async function messages(
  gathered: Gathered,
  playground: Playground,
  elsewhere: Playground,
  javascript: JavaScript,
): Promise<number> {
  const count = 5_000;
  // The module needs some thousand messages until it is compiled well.
  const single = { ...empty(count), trials: 3, strategies: "processes", chunkSize: 1 };
  const oneByOne = { ...single, workers: 1, preDispatch: 1 };
  const tripUs = async (where: Playground) =>
    (1e3 * timeOf(await where.run(oneByOne), "processes")) / count;
  const own = { roundTrip: await tripUs(playground), elsewhere: await tripUs(elsewhere) };
  const ahead = await playground.run({ ...single, preDispatch: AHEAD });
  const theirs = await javascript.ask<Record<string, number>>("messages", {
    messages: count,
    workers: WORKERS,
  });
  const singlyUs = (1e3 * timeOf(ahead, "processes")) / count;
  const { comlinkRoundTripUs = 0, workerpoolRoundTripUs = 0, workerpoolSinglyUs = 0 } = theirs;
  const trip = { group: "a round trip to a worker", unit: "µs" };
  const best = Math.min(comlinkRoundTripUs, workerpoolRoundTripUs);
  gathered.add({ ...trip, name: "playground, to a process" }, own.roundTrip);
  gathered.add({ ...trip, name: "playground, where no page is isolated" }, own.elsewhere);
  gathered.add({ ...trip, name: "Comlink" }, comlinkRoundTripUs);
  gathered.add({ ...trip, name: "workerpool" }, workerpoolRoundTripUs);
  gathered.add(
    { ...trip, name: "playground / the better of both", unit: "x", target: { atMost: 0.9 } },
    own.roundTrip / best,
  );
  const there = "playground, where no page is isolated / the better of both";
  gathered.add({ ...trip, name: there, unit: "x", target: { atMost: 1.2 } }, own.elsewhere / best);
  const singly = { group: `items sent singly to two workers, ${AHEAD} ahead`, unit: "µs an item" };
  gathered.add({ ...singly, name: "playground, processes" }, singlyUs);
  gathered.add({ ...singly, name: "workerpool" }, workerpoolSinglyUs);
  gathered.add(
    { ...singly, name: "playground / workerpool", unit: "x", target: { atMost: 0.35 } },
    singlyUs / workerpoolSinglyUs,
  );
  gathered.add(
    { group: "starting two workers", name: "workerpool", unit: "ms" },
    theirs.workerpoolStartMs ?? 0,
  );
  return theirs.clockNs ?? Number.NaN;
}

/** What it takes to record a span, and what all of a run's take of it. */
async function recording(
  gathered: Gathered,
  playground: Playground,
  clockNs: number,
): Promise<void> {
  const group = "recording a span";
  const pushNs = await playground.recordingNs();
  gathered.add(
    { group, name: "putting it where it stays", unit: "ns", target: { atMost: 50 } },
    pushNs,
  );
  gathered.add({ group, name: "reading the clock, twice", unit: "ns" }, 2 * clockNs);
  const strategies = "threads processes";
  const fields = { task: "count-primes", size: 3_000_000, workers: WORKERS, trials: 1, strategies };
  for (const { strategy, medianMs, workers, spans } of await playground.run(fields)) {
    const share = (spans * (pushNs + 2 * clockNs)) / (1e6 * medianMs * workers);
    const name = `all spans of count-primes, ${strategy}, of its workers’ time`;
    gathered.add({ group, name, unit: "%", target: { atMost: 2 } }, 100 * share);
  }
}

/** The first run on a fresh page: workers are started, and nothing is compiled well yet. */
async function firstCalls(gathered: Gathered, playground: Playground): Promise<void> {
  await playground.reload();
  const strategies = "sequential threads processes";
  const fields = { task: "count-primes", size: 1_000_000, workers: WORKERS, trials: 3, strategies };
  for (const { strategy, startupMs, warmUpMs, medianMs } of await playground.run(fields)) {
    if (strategy !== "sequential") {
      gathered.add({ group: "starting two workers", name: strategy, unit: "ms" }, startupMs);
    }
    if (warmUpMs !== undefined) {
      gathered.add(
        { group: "first call / later ones", name: strategy, unit: "x" },
        warmUpMs / medianMs,
      );
    }
  }
}

function empty(size: number): object {
  return { task: "do-nothing", size, workers: WORKERS, trials: 1 };
}

function timeOf(results: readonly Result[], strategy: string): number {
  return results.find((result) => result.strategy === strategy)?.medianMs ?? Number.NaN;
}
