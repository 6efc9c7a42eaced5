import type { Lane } from "../generated/types/Lane";
import type { LaneKind } from "../generated/types/LaneKind";
import type { Span } from "../generated/types/Span";
import type { SpanKind } from "../generated/types/SpanKind";

/** What somebody did from when to when, in milliseconds. */
export type Step = readonly [kind: SpanKind, startMs: number, endMs: number];

/** A lane of these steps, none of which is laid over another. */
export function laneOf(name: string, kind: LaneKind, steps: readonly Step[]): Lane {
  const spans: Span[] = [];
  let reached = Number.NEGATIVE_INFINITY;
  for (const [kind, startMs, endMs] of steps.toSorted(inOrder)) {
    const from = Math.max(startMs, reached);
    if (endMs > from) {
      spans.push({ kind, startMs: from, endMs });
      reached = endMs;
    }
  }
  return { name, kind, busyMs: timeOf(spans, "run"), spans };
}

/** By their beginnings, then by their ends. */
export function inOrder([, start, end]: Step, [, nextStart, nextEnd]: Step): number {
  return start - nextStart || end - nextEnd;
}

/** How long spans of a kind take together. */
function timeOf(spans: readonly Span[], kind: SpanKind): number {
  const own = spans.filter((span) => span.kind === kind);
  return own.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
}

/** Lanes with the machines that they are on, where these are several. */
export function onMachines(lanes: readonly (readonly [lane: Lane, machine: string])[]): Lane[] {
  const machines = new Set(lanes.map(([, machine]) => machine));
  return lanes.map(([lane, machine]) => (machines.size > 1 ? { ...lane, machine } : lane));
}
