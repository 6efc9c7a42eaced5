/** estimate-pi: throw darts at a square, and see how many land in the circle. */

import { SplitMix64 } from "./splitmix64.js";

/** @type {import("./task.d.ts").Task<{ seed: number, start: number, end: number }, number>} */
export const estimatePi = {
  build: (size, seed) => ({ seed, start: 0, end: size }),
  items: ({ start, end }) => end - start,
  extract: ({ seed, start: first }, { start, end }) => ({
    seed,
    start: first + start,
    end: first + end,
  }),
  run({ seed, start, end }) {
    const stream = SplitMix64.at(seed, start);
    let inside = 0;
    for (let sample = start; sample < end; sample += 1) {
      stream.next();
      if (isInside(stream.high >>> 1, stream.low & 0x7fffffff)) {
        inside += 1;
      }
    }
    return inside;
  },
  combine: (parts) => parts.reduce((sum, inside) => sum + inside, 0),
  describe({ start, end }, inside) {
    const samples = end - start;
    return { inside, samples, estimate: (4 * inside) / samples };
  },
};

/**
 * Whether a point is nearer to the origin than 2^31. JavaScript's numbers round the squares; where
 * that could matter, they are computed in full.
 *
 * @param {number} x a whole number of 31 bits
 * @param {number} y a whole number of 31 bits
 */
function isInside(x, y) {
  const beyond = x * x + y * y - 2 ** 62;
  return Math.abs(beyond) > 2 ** 12 ? beyond < 0 : BigInt(x) ** 2n + BigInt(y) ** 2n < 2n ** 62n;
}
