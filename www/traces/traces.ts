/** Other programs' traces: a script of its own, which speaks what the page does. */

export { speak } from "../engine/speak";
export { reportOfTrace } from "./report-of-trace";
