import type { Trial } from "../../generated/types/Trial";

/** The trial nearest to the median: its lanes are shown, and what is told of one trial is its. */
export function medianTrial(trials: readonly Trial[], medianMs: number): Trial | undefined {
  const distance = ({ elapsedMs }: Trial) => Math.abs(elapsedMs - medianMs);
  return trials.toSorted((a, b) => distance(a) - distance(b))[0];
}
