/** do-nothing: items that cost nothing. */

/** @type {import("./task.d.ts").Task<number, number>} */
export const doNothing = {
  build: (size) => size,
  items: (items) => items,
  extract: (_, { start, end }) => end - start,
  run: (items) => items,
  combine: (parts) => parts.reduce((sum, done) => sum + done, 0),
  describe: (_, done) => done,
};
