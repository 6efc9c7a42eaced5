/** Colours before they begin again; a worker's number always stands beside its colour. */
const COLOURS = 8;

/** The colour of a worker, from 0, as a CSS value. */
export function workerColour(worker: number): string {
  return `var(--pp-worker-${worker % COLOURS})`;
}
