/** What messages cost by the usual libraries, and what the clock costs, from within a worker. */

import * as Comlink from "../node_modules/comlink/dist/esm/comlink.js";
import { startPool } from "./pool.js";

/**
 * @typedef {object} Wanted
 * @property {number} messages how many
 * @property {number} workers how many workers share those that are sent singly
 */

/**
 * Microseconds a message, and others.
 *
 * @typedef {object} Costs
 * @property {number} comlinkRoundTripUs one after another
 * @property {number} workerpoolRoundTripUs one after another
 * @property {number} workerpoolSinglyUs all at once, shared by the workers
 * @property {number} workerpoolStartMs until every worker has answered
 * @property {number} clockNs to read `performance.now()`
 */

/** @param {Wanted} wanted */
async function measure({ messages, workers }) {
  const echo = new Worker(new URL("echo.worker.js", import.meta.url), { type: "module" });
  /** @type {Comlink.Remote<import("./echo.worker.js").Echo>} */
  const remote = Comlink.wrap(echo);
  const comlinkRoundTripUs = await oneByOne(messages, () => remote.echo(1));
  echo.terminate();

  const alone = startPool(1);
  const workerpoolRoundTripUs = await oneByOne(messages, () => ask(alone));
  await alone.terminate();

  const begin = performance.now();
  const pool = startPool(workers);
  const all = (/** @type {number} */ length) =>
    Promise.all(Array.from({ length }, () => ask(pool)));
  await all(workers);
  const workerpoolStartMs = performance.now() - begin;
  await all(messages);
  const workerpoolSinglyUs = await perMessage(messages, () => all(messages));
  await pool.terminate();

  postMessage({
    comlinkRoundTripUs,
    workerpoolRoundTripUs,
    workerpoolSinglyUs,
    workerpoolStartMs,
    clockNs: readClock(),
  });
}

addEventListener("message", ({ data }) => void measure(data));

/** Nanoseconds that the clock takes to be read; as often before, so that the loop is compiled. */
function readClock() {
  const readings = 200_000;
  const read = () => {
    let last = 0;
    for (let reading = 0; reading < readings; reading += 1) {
      last = performance.now();
    }
    return last;
  };
  const begin = read();
  return (1e6 * (read() - begin)) / readings;
}

/**
 * An item that costs nothing.
 *
 * @param {import("workerpool").Pool} pool
 */
const ask = (pool) => pool.exec("run", ["do-nothing", 1]);

/**
 * What one of many takes, each sent when the last is answered; after as many that do not count.
 *
 * @param {number} messages
 * @param {() => PromiseLike<unknown>} send
 */
async function oneByOne(messages, send) {
  const all = async () => {
    for (let sent = 0; sent < messages; sent += 1) {
      await send();
    }
  };
  await all();
  return perMessage(messages, all);
}

/**
 * @param {number} messages
 * @param {() => Promise<unknown>} all
 */
async function perMessage(messages, all) {
  const begin = performance.now();
  await all();
  return (1e3 * (performance.now() - begin)) / messages;
}
