/** How near downloads come to what their latency allows. */

import { readFile } from "node:fs/promises";
import { listen } from "../../tests/end-to-end/server/listen.ts";
import { DIST } from "../../tests/end-to-end/server/site.ts";
import type { Playground } from "../contenders/playground.ts";
import type { Program } from "../contenders/program.ts";
import type { Figure, Target } from "./figure.ts";
import { Gathered } from "./gathered.ts";

/** How late each answer is. */
export const LATENCY_MS = 200;
/** Requests at once, and how near to the ideal the simulated network is to come. */
const IN_FLIGHT: readonly [inFlight: number, target: Target][] = [
  [8, { atMost: 1.1 }],
  [60, { atMost: 1.35 }],
];
/** Requests at once to the real server; a browser makes six at most to one host by HTTP/1.1. */
const REAL_IN_FLIGHT = 6;

/** Both networks, a few times. */
export async function downloads(
  playground: Playground,
  python: Program,
  pictures: number,
  trials: number,
): Promise<Figure[]> {
  const gathered = new Gathered();
  for (let trial = 0; trial < trials; trial += 1) {
    await simulated(gathered, playground, pictures);
    await real(gathered, playground, python, pictures);
  }
  return gathered.figures();
}

/** What a download would take if nothing but latency took time. */
export function idealMs(pictures: number, inFlight: number): number {
  return Math.ceil(pictures / inFlight) * LATENCY_MS;
}

async function simulated(
  gathered: Gathered,
  playground: Playground,
  pictures: number,
): Promise<void> {
  const group = `download of ${pictures} pictures at ${LATENCY_MS} ms, simulated: total / ideal`;
  for (const [inFlight, target] of IN_FLIGHT) {
    const results = await playground.run({
      task: "download-images",
      size: pictures,
      strategies: "event-loop",
      latencyMs: LATENCY_MS,
      inFlight,
    });
    for (const { strategy, medianMs } of results) {
      const [atOnce, aim] = strategy === "sequential" ? [1, { atMost: 1.05 }] : [inFlight, target];
      const figure = { group, name: `${atOnce} in flight`, unit: "x", target: aim };
      gathered.add(figure, medianMs / idealMs(pictures, atOnce));
    }
  }
}

/** A server on this machine that answers late. */
async function real(
  gathered: Gathered,
  playground: Playground,
  python: Program,
  pictures: number,
): Promise<void> {
  const group = `download of ${pictures} pictures at ${LATENCY_MS} ms, ${REAL_IN_FLIGHT} in flight, real: total / ideal`;
  const picture = await readFile(`${DIST}/pictures/01.jpg`);
  const server = await listen((_, response) => {
    setTimeout(() => {
      response.setHeader("access-control-allow-origin", "*");
      response.setHeader("content-type", "image/jpeg");
      response.end(picture);
    }, LATENCY_MS);
  });
  try {
    const urls = Array.from({ length: pictures }, (_, index) => `${server.origin}/${index}.jpg`);
    const ideal = idealMs(pictures, REAL_IN_FLIGHT);
    const results = await playground.run({
      task: "download-images",
      size: pictures,
      urls,
      network: "real",
      strategies: "event-loop threads",
      workers: REAL_IN_FLIGHT,
      inFlight: REAL_IN_FLIGHT,
    });
    for (const { strategy, medianMs } of results.filter((one) => one.strategy !== "sequential")) {
      gathered.add({ group, name: `playground, ${strategy}`, unit: "x" }, medianMs / ideal);
    }
    const job = { task: "download-images", size: 0, workers: REAL_IN_FLIGHT, seed: 1, urls };
    for (const { strategy, ms } of await python.round(job)) {
      gathered.add({ group, name: `Python, ${strategy}`, unit: "x" }, ms / ideal);
    }
  } finally {
    await server.close();
  }
}
