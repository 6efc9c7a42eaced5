/** multiply-matrices: the product of two square matrices, row by row. */

import { bytesOf, digest } from "./digest.js";
import { SplitMix64 } from "./splitmix64.js";
import { concatenated } from "./typed-arrays.js";

/**
 * @typedef {{ n: number, left: Float64Array, right: Float64Array }} Matrices the left one row
 *   after row, the right one column after column
 */

/** Columns that are computed at once, so that no sum has to wait for the one before. */
const AT_ONCE = 4;

/** @type {import("./task.d.ts").Task<Matrices, Float64Array>} */
export const multiplyMatrices = {
  build: (n, seed) => ({
    n,
    left: randomMatrix(seed, 0, n),
    right: transposed(randomMatrix(seed, n, n), n),
  }),
  items: ({ n, left }) => left.length / n,
  extract: ({ n, left, right }, { start, end }) => ({
    n,
    left: left.slice(start * n, end * n),
    right,
  }),
  run({ n, left, right }) {
    const product = new Float64Array(left.length);
    const together = n - (n % AT_ONCE);
    for (let row = 0; row < left.length; row += n) {
      for (let column = 0; column < together; column += AT_ONCE) {
        const a = column * n;
        const b = a + n;
        const c = b + n;
        const d = c + n;
        let sumA = 0;
        let sumB = 0;
        let sumC = 0;
        let sumD = 0;
        for (let depth = 0; depth < n; depth += 1) {
          const factor = left[row + depth];
          sumA += factor * right[a + depth];
          sumB += factor * right[b + depth];
          sumC += factor * right[c + depth];
          sumD += factor * right[d + depth];
        }
        product[row + column] = sumA;
        product[row + column + 1] = sumB;
        product[row + column + 2] = sumC;
        product[row + column + 3] = sumD;
      }
      for (let column = together; column < n; column += 1) {
        for (let depth = 0; depth < n; depth += 1) {
          product[row + column] += left[row + depth] * right[column * n + depth];
        }
      }
    }
    return product;
  },
  combine: (parts) => concatenated(Float64Array, parts),
  describe({ n }, product) {
    let trace = 0;
    for (let place = 0; place < product.length; place += n + 1) {
      trace += product[place];
    }
    return { n, trace, digest: digest(bytesOf(product)) };
  },
};

/**
 * A matrix of whole numbers from -8 to 7.
 *
 * @param {number} seed
 * @param {number} first its first row's number, of which each has a stream of its own
 * @param {number} n
 */
function randomMatrix(seed, first, n) {
  const numbers = new Float64Array(n * n);
  for (let row = 0; row < n; row += 1) {
    const stream = SplitMix64.ofItem(seed, first + row);
    for (let column = 0; column < n; column += 1) {
      numbers[row * n + column] = stream.below(16) - 8;
    }
  }
  return numbers;
}

/**
 * A square matrix with its rows as columns.
 *
 * @param {Float64Array} matrix
 * @param {number} n
 */
function transposed(matrix, n) {
  return matrix.map((_, place) => matrix[(place % n) * n + Math.floor(place / n)]);
}
