/** mandelbrot: a picture of the Mandelbrot set, row by row. */

import { bytesOf, digest } from "./digest.js";
import { concatenated } from "./typed-arrays.js";

const MOST_ITERATIONS = 2_000;
const LEFT = -2.1;
const REGION_WIDTH = 3.0;
const TOP = -1.0;
const REGION_HEIGHT = 2.0;

/** @typedef {{ width: number, height: number, start: number, end: number }} Rows */

/** @type {import("./task.d.ts").Task<Rows, Uint16Array>} */
export const mandelbrot = {
  build(width) {
    const height = Math.max(1, Math.floor((2 * width) / 3));
    return { width, height, start: 0, end: height };
  },
  items: ({ start, end }) => end - start,
  extract: ({ width, height, start: first }, { start, end }) => ({
    width,
    height,
    start: first + start,
    end: first + end,
  }),
  run({ width, height, start, end }) {
    const counts = new Uint16Array(width * (end - start));
    for (let row = start; row < end; row += 1) {
      const y = TOP + (REGION_HEIGHT * (row + 0.5)) / height;
      for (let column = 0; column < width; column += 1) {
        const x = LEFT + (REGION_WIDTH * (column + 0.5)) / width;
        counts[(row - start) * width + column] = iterations(x, y);
      }
    }
    return counts;
  },
  combine: (parts) => concatenated(Uint16Array, parts),
  describe: ({ width, start, end }, counts) => ({
    width,
    height: end - start,
    inside: counts.reduce((sum, count) => sum + (count === MOST_ITERATIONS ? 1 : 0), 0),
    digest: digest(bytesOf(counts)),
  }),
};

/**
 * How often z² + c can be taken, from z = 0, before z leaves the circle of radius 2.
 *
 * @param {number} cX
 * @param {number} cY
 */
function iterations(cX, cY) {
  let x = 0;
  let y = 0;
  let count = 0;
  while (count < MOST_ITERATIONS && x * x + y * y <= 4) {
    const next = x * x - y * y + cX;
    y = 2 * x * y + cY;
    x = next;
    count += 1;
  }
  return count;
}
