/** Times a task in the page by itself, and through workerpool. */

import "./node_modules/workerpool/dist/workerpool.js";
import { TASKS } from "./tasks/catalogue.js";

/** As many as Python's `Pool.map` makes. */
const CHUNKS_PER_WORKER = 4;

/**
 * Executes a task a few times by each strategy, in turn, after a first time that does not count.
 * Starting the workers is not timed: they are kept for all trials.
 *
 * @param {import("./measured.d.ts").Wanted} wanted
 * @returns {Promise<import("./measured.d.ts").Measured[]>}
 */
export async function bench({ id, size, seed, workers, trials }) {
  const task = TASKS[id];
  const input = task.build(size, seed);
  const pool = workerpool.pool(new URL("worker.js", import.meta.url).href, {
    maxWorkers: workers,
    minWorkers: workers,
    workerType: "web",
    workerOpts: { type: "module" },
  });
  const onPool = async () => {
    const parts = extracts(task, input, workers).map((extract) => pool.exec("run", [id, extract]));
    return task.combine(await Promise.all(parts));
  };
  const strategies = [
    { strategy: "sequential", workers: 1, execute: async () => task.run(input) },
    { strategy: "workerpool", workers, execute: onPool },
  ];
  const results = [];
  for (const { strategy, workers, execute } of strategies) {
    const output = task.describe(input, await execute());
    const trials_ms = /** @type {number[]} */ ([]);
    results.push({ task: id, strategy, size, workers, trials_ms, output });
  }
  for (let trial = 0; trial < trials; trial += 1) {
    for (const [index, { execute }] of strategies.entries()) {
      const begin = performance.now();
      await execute();
      results[index].trials_ms.push(performance.now() - begin);
    }
  }
  await pool.terminate();
  return results;
}

/**
 * The input in ranges of one size, of which the last may be smaller.
 *
 * @template Input
 * @param {import("./tasks/task.d.ts").Task<Input, unknown>} task
 * @param {Input} input
 * @param {number} workers
 */
function extracts(task, input, workers) {
  const items = task.items(input);
  const size = Math.ceil(items / (CHUNKS_PER_WORKER * workers));
  const starts = Array.from({ length: Math.ceil(items / size) }, (_, index) => index * size);
  return starts.map((start) => task.extract(input, { start, end: Math.min(items, start + size) }));
}
