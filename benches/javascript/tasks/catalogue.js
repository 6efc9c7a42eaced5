/** Every task that there is in plain JavaScript, by its id. */

import { countInRange } from "./count-in-range.js";
import { countPrimes } from "./count-primes.js";
import { countWords } from "./count-words.js";
import { doNothing } from "./do-nothing.js";
import { estimatePi } from "./estimate-pi.js";
import { mandelbrot } from "./mandelbrot.js";
import { multiplyMatrices } from "./multiply-matrices.js";
import { sortNumbers } from "./sort-numbers.js";

/** @type {Record<string, import("./task.d.ts").Task<any, any>>} */
export const TASKS = {
  "count-primes": countPrimes,
  "count-in-range": countInRange,
  "estimate-pi": estimatePi,
  mandelbrot,
  "multiply-matrices": multiplyMatrices,
  "sort-numbers": sortNumbers,
  "count-words": countWords,
  "do-nothing": doNothing,
};
