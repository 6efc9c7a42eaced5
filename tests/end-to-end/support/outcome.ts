/** What the page's playgrounds say, as far as the tests look at it. See `src/playground/`. */

import type { EngineEvent } from "../../../www/engine/engine.ts";
import type { PlaygroundError } from "../../../www/generated/types/PlaygroundError.ts";
import type { RunReport } from "../../../www/generated/types/RunReport.ts";

/** An event of a playground; a picture's bytes are told by their number. */
export type PlaygroundEvent =
  | { type: "run-start"; detail: Pick<RunReport, "request"> }
  | { type: "run-progress"; detail: Exclude<EngineEvent, { kind: "picture" }> | PictureEvent }
  | { type: "run-end"; detail: { report: RunReport } }
  | { type: "run-error"; detail: PlaygroundError };

/** A picture that arrived. */
export type PictureEvent = Omit<Extract<EngineEvent, { kind: "picture" }>, "bytes"> & {
  bytes: number;
};

/** How a run ended, and everything that was said before. */
export interface Outcome {
  /** What it resolved to. */
  report?: RunReport;
  /** What it rejected with. */
  error?: PlaygroundError & { isError: boolean };
  /** What was said, in order. */
  events: PlaygroundEvent[];
}

/** Whether a run was cut short in the middle of a trial: what was told of trials last is a beginning. */
export function isCutShort({ events }: Outcome): boolean {
  const told = events.flatMap(({ type, detail }) => (type === "run-progress" ? [detail.kind] : []));
  return told.findLast((kind) => kind === "trial-start" || kind === "trial-end") === "trial-start";
}
