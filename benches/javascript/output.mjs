// Prints a task's output as JSON: `node output.mjs count-primes 1000 1`, by size and seed.

import { TASKS } from "./tasks/catalogue.js";

const [id = "", size, seed] = process.argv.slice(2);
const task = TASKS[id];
if (task === undefined) {
  throw new Error(`There is no task “${id}”; there are: ${Object.keys(TASKS).join(", ")}.`);
}
const input = task.build(Number(size), Number(seed));
console.log(JSON.stringify(task.describe(input, task.run(input))));
