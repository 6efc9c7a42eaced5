/** Times tasks in the page by itself, and through workerpool; and what messages cost. */

import { extracts, startPool } from "./pool.js";
import { TASKS } from "./tasks/catalogue.js";

/** @typedef {import("../contenders/contender.ts").Job} Job */
/** @typedef {import("../contenders/contender.ts").Timing} Timing */

/**
 * @typedef {object} Ready
 * @property {string} key which job it is for
 * @property {any} input
 * @property {import("workerpool").Pool} pool
 * @property {[strategy: string, execute: () => Promise<any>][]} strategies
 */

/** The job that is at hand. @type {Ready | undefined} */
let ready;

/** The ids of the tasks that there are. */
export const tasks = () => Object.keys(TASKS);

/**
 * Does a job once by each strategy. Where the job is a new one, its workers are started, and
 * everything is executed once before.
 *
 * @param {Job} job
 * @returns {Promise<Timing[]>}
 */
export async function round(job) {
  const { input, strategies } = await prepare(job);
  const timings = [];
  for (const [strategy, execute] of strategies) {
    const begin = performance.now();
    const output = await execute();
    const ms = performance.now() - begin;
    timings.push({ strategy, ms, output: TASKS[job.task].describe(input, output) });
  }
  return timings;
}

/**
 * @param {Job} job
 * @returns {Promise<Ready>}
 */
async function prepare(job) {
  const key = JSON.stringify(job);
  if (ready?.key === key) {
    return ready;
  }
  await ready?.pool.terminate();
  const { task: id, size, workers, seed } = job;
  const task = TASKS[id];
  const input = task.build(size, seed);
  const pool = startPool(workers);
  const onPool = async () => {
    const parts = extracts(task, input, workers).map((extract) => pool.exec("run", [id, extract]));
    return task.combine(await Promise.all(parts));
  };
  /** @type {Ready["strategies"]} */
  const strategies = [
    ["sequential", async () => task.run(input)],
    ["workerpool", onPool],
  ];
  for (const [, execute] of strategies) {
    await execute();
  }
  ready = { key, input, pool, strategies };
  return ready;
}

/**
 * What messages cost by the usual libraries, from a worker to its own workers, as the playground's
 * coordinator sends them: see messages.worker.js.
 *
 * @param {import("./messages.worker.js").Wanted} wanted
 * @returns {Promise<import("./messages.worker.js").Costs>}
 */
export function messages(wanted) {
  const worker = new Worker(new URL("messages.worker.js", import.meta.url), { type: "module" });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(wanted);
  }).finally(() => worker.terminate());
}
