import { msg, str } from "@lit/localize";
import type { Trial } from "../../generated/types/Trial";
import { counted } from "../foundation/format";

/** Who works in a trial, such as `4 workers`, `1 worker, 8 in flight` or `1 GPU`. */
export function crewText(workers: number, trial: Trial | undefined): string {
  const own = isOfGpu(trial)
    ? counted(workers, "GPU", "GPUs")
    : counted(workers, msg("worker"), msg("workers"));
  const inFlight = inFlightText(trial);
  return inFlight === null ? own : `${own}, ${inFlight}`;
}

/** Whether it was a GPU that computed. */
export function isOfGpu(trial: Trial | undefined): boolean {
  return trial?.lanes.some(({ kind }) => kind === "gpu") === true;
}

/** How many requests have a place outside of the workers, such as `8 in flight`; else nothing. */
export function inFlightText(trial: Trial | undefined): string | null {
  const places = trial?.lanes.filter(({ kind }) => kind === "request").length ?? 0;
  return places === 0 ? null : msg(str`${places} in flight`);
}
