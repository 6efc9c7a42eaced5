import assert from "node:assert/strict";
import type { Lane } from "../../../www/generated/types/Lane.ts";
import type { LaneKind } from "../../../www/generated/types/LaneKind.ts";
import type { RunReport } from "../../../www/generated/types/RunReport.ts";
import type { Span } from "../../../www/generated/types/Span.ts";
import type { SpanKind } from "../../../www/generated/types/SpanKind.ts";
import type { StrategyResult } from "../../../www/generated/types/StrategyResult.ts";

/** A strategy's result; it has to have one. */
export function resultOf({ results, skipped }: RunReport, strategy: string): StrategyResult {
  const result = results.find((candidate) => candidate.strategy === strategy);
  assert.ok(result, `${strategy} has no result: ${JSON.stringify(skipped)}`);
  return result;
}

/** The lanes of one kind in each trial. */
export function lanesOf({ trials }: StrategyResult, kind: LaneKind): Lane[][] {
  return trials.map(({ lanes }) => lanes.filter((lane) => lane.kind === kind));
}

/** A lane's spans of one kind. */
export function spansOf(lane: Lane, kind: SpanKind): Span[] {
  return lane.spans.filter((span) => span.kind === kind);
}

/** Whether some span of one lane was going on while one of the other was. */
export function overlap(one: Span[], other: Span[]): boolean {
  return one.some((a) => other.some((b) => a.startMs < b.endMs && b.startMs < a.endMs));
}

/** Whether two lanes did this at the same moment. Pages are asked it as well, with what it calls. */
export function areTogether(lanes: Lane[], doing: SpanKind): boolean {
  const spans = lanes.map((lane) => spansOf(lane, doing));
  return spans.some((one, place) => spans.slice(place + 1).some((other) => overlap(one, other)));
}

/** The most spans that were going on at once. */
export function mostAtOnce(spans: Span[]): number {
  const starts = spans.map(({ startMs }) => startMs);
  const at = (time: number): number =>
    spans.filter(({ startMs, endMs }) => startMs <= time && time < endMs).length;
  return Math.max(0, ...starts.map(at));
}
