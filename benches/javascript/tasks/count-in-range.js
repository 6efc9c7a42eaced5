/** count-in-range: how many numbers of each row of a matrix lie in 4 to 8. */

import { digest } from "./digest.js";
import { SplitMix64 } from "./splitmix64.js";
import { concatenated } from "./typed-arrays.js";

const COLUMNS = 5;
const BOUND = 10;
const LEAST = 4;
const MOST = 8;

/** @type {import("./task.d.ts").Task<Uint8Array, Uint8Array>} */
export const countInRange = {
  build(size, seed) {
    const numbers = new Uint8Array(size * COLUMNS);
    for (let row = 0; row < size; row += 1) {
      const stream = SplitMix64.ofItem(seed, row);
      for (let column = 0; column < COLUMNS; column += 1) {
        numbers[row * COLUMNS + column] = stream.below(BOUND);
      }
    }
    return numbers;
  },
  items: (numbers) => numbers.length / COLUMNS,
  extract: (numbers, { start, end }) => numbers.slice(start * COLUMNS, end * COLUMNS),
  run(numbers) {
    const counts = new Uint8Array(numbers.length / COLUMNS);
    for (let row = 0; row < counts.length; row += 1) {
      for (let column = 0; column < COLUMNS; column += 1) {
        const number = numbers[row * COLUMNS + column];
        if (LEAST <= number && number <= MOST) {
          counts[row] += 1;
        }
      }
    }
    return counts;
  },
  combine: (parts) => concatenated(Uint8Array, parts),
  describe: (_, counts) => ({
    rows: counts.length,
    total: counts.reduce((sum, count) => sum + count, 0),
    first: [...counts.subarray(0, 10)],
    digest: digest(counts),
  }),
};
