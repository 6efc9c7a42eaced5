/** What a run came to: in words, and as a graph. */

export { graphSection } from "./graph-section";
export { deviations, reservations, verdict, withinNoise } from "./verdict";
