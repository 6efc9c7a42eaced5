/** sort-numbers: ranges of random numbers are sorted, and then merged. */

import { bytesOf, digest } from "./digest.js";
import { SplitMix64 } from "./splitmix64.js";

const SHOWN = 5;

/** @type {import("./task.d.ts").Task<Uint32Array, Uint32Array>} */
export const sortNumbers = {
  build(size, seed) {
    const numbers = new Uint32Array(size);
    const stream = SplitMix64.at(seed, 0);
    for (let number = 0; number < size; number += 1) {
      stream.next();
      numbers[number] = stream.high;
    }
    return numbers;
  },
  items: (numbers) => numbers.length,
  extract: (numbers, { start, end }) => numbers.slice(start, end),
  run: (numbers) => numbers.slice().sort(),
  // Neighbours first, so that each number is moved about log2(parts) times.
  combine([first = new Uint32Array(), second, ...others]) {
    if (second === undefined) {
      return first;
    }
    const parts = [first, second, ...others];
    const middle = Math.ceil(parts.length / 2);
    return merged(
      sortNumbers.combine(parts.slice(0, middle)),
      sortNumbers.combine(parts.slice(middle)),
    );
  },
  describe: (_, sorted) => ({
    numbers: sorted.length,
    first: [...sorted.subarray(0, SHOWN)],
    last: [...sorted.subarray(-SHOWN)],
    digest: digest(bytesOf(sorted)),
  }),
};

/**
 * Two runs as one.
 *
 * @param {Uint32Array} left
 * @param {Uint32Array} right
 */
function merged(left, right) {
  const numbers = new Uint32Array(left.length + right.length);
  let fromLeft = 0;
  let fromRight = 0;
  for (let place = 0; place < numbers.length; place += 1) {
    const isLeft =
      fromRight === right.length || (fromLeft < left.length && left[fromLeft] <= right[fromRight]);
    numbers[place] = isLeft ? left[fromLeft++] : right[fromRight++];
  }
  return numbers;
}
