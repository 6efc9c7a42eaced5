/** What workerpool has its workers do. */

import "../node_modules/workerpool/dist/workerpool.js";
import { TASKS } from "./tasks/catalogue.js";

/**
 * Computes all items of an input.
 *
 * @param {string} id the task's
 * @param {unknown} extract the input
 */
const run = (id, extract) => TASKS[id].run(extract);

workerpool.worker({ run });
