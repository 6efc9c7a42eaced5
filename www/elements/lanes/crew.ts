import type { Trial } from "../../generated/types/Trial";
import { counted } from "../foundation/format";

/** Who works in a trial, such as `4 workers` or `1 worker, 8 in flight`. */
export function crewText(workers: number, trial: Trial | undefined): string {
  const own = counted(workers, "worker");
  const inFlight = inFlightText(trial);
  return inFlight === null ? own : `${own}, ${inFlight}`;
}

/** How many requests have a place outside of the workers, such as `8 in flight`; else nothing. */
export function inFlightText(trial: Trial | undefined): string | null {
  const places = trial?.lanes.filter(({ kind }) => kind === "request").length ?? 0;
  return places === 0 ? null : `${places} in flight`;
}
