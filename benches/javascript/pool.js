/** Workers by workerpool, and what they are given. */

import "../node_modules/workerpool/dist/workerpool.js";

/** As many as Python's `Pool.map` makes. */
const CHUNKS_PER_WORKER = 4;

/**
 * A pool of so many workers, which knows all tasks.
 *
 * @param {number} workers
 */
export function startPool(workers) {
  return workerpool.pool(new URL("worker.js", import.meta.url).href, {
    maxWorkers: workers,
    minWorkers: workers,
    workerType: "web",
    workerOpts: { type: "module" },
  });
}

/**
 * The input in ranges of one size, of which the last may be smaller.
 *
 * @template Input
 * @param {import("./tasks/task.d.ts").Task<Input, unknown>} task
 * @param {Input} input
 * @param {number} workers
 */
export function extracts(task, input, workers) {
  const items = task.items(input);
  const size = Math.ceil(items / (CHUNKS_PER_WORKER * workers));
  const starts = Array.from({ length: Math.ceil(items / size) }, (_, index) => index * size);
  return starts.map((start) => task.extract(input, { start, end: Math.min(items, start + size) }));
}
