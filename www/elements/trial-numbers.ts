import type { Lane } from "../generated/types/Lane";
import type { SpanKind } from "../generated/types/SpanKind";
import type { Trial } from "../generated/types/Trial";
import { indexOf } from "./lane-index";
import { SPAN_KINDS } from "./span-style";

/** The lanes of those that the work was shared among; of a strategy of one worker, that one's. */
export function workerLanes({ lanes }: Trial): Lane[] {
  const shared = lanes.filter(({ kind }) => kind === "thread" || kind === "process");
  return shared.length > 0 ? shared : lanes.filter(({ kind }) => kind === "coordinator");
}

/** How much of the workers' time was computing: 0 to 1. */
export function utilisation(trial: Trial): number {
  const lanes = workerLanes(trial);
  const available = lanes.length * trial.elapsedMs;
  return available > 0 ? busyMs(lanes) / available : 0;
}

/** By how much the busiest worker exceeds the mean: 0 if all did the same; nothing of one. */
export function imbalance(trial: Trial): number | null {
  const lanes = workerLanes(trial);
  const mean = busyMs(lanes) / lanes.length;
  return lanes.length > 1 && mean > 0
    ? Math.max(...lanes.map((lane) => lane.busyMs)) / mean - 1
    : null;
}

function busyMs(lanes: readonly Lane[]): number {
  return lanes.reduce((sum, lane) => sum + lane.busyMs, 0);
}

/** Whether all of a trial's lanes are read, so that what follows counts all of them. */
export function isRead({ lanes }: Trial): boolean {
  return lanes.every(({ spans }) => indexOf(spans).isComplete);
}

/** Every kind with the time that all lanes together spent on it. */
export function timesByKind({ lanes }: Trial): Map<SpanKind, number> {
  const timeOf = (kind: SpanKind) =>
    lanes.reduce((sum, { spans }) => sum + indexOf(spans).timeOf(kind), 0);
  return new Map(SPAN_KINDS.map((kind) => [kind, timeOf(kind)]));
}

/** How many requests were sent, those that were tried again among them. */
export function requestCount({ lanes }: Trial): number {
  return lanes.reduce((sum, { spans }) => sum + indexOf(spans).count("fetch"), 0);
}
