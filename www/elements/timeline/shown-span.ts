import type { ItemRange } from "../../generated/types/ItemRange";
import type { Lane } from "../../generated/types/Lane";
import type { Span } from "../../generated/types/Span";
import { count, duration } from "../foundation/format";
import { type ShownTrial, SPAN_STYLES } from "../lanes/lanes";
import type { SpanPlace } from "./trial-lanes";

/** Where a span of one of the trials that are shown is. */
export interface ShownSpan {
  readonly strategy: string;
  readonly place: SpanPlace;
}

/** A span with the lane it is on. */
export interface SpanOnLane {
  readonly lane: Lane;
  readonly span: Span;
}

/** The span that is at a place, while it is known. */
export function spanOnLane(
  shown: readonly ShownTrial[],
  where: ShownSpan | null,
): SpanOnLane | undefined {
  if (where === null) {
    return undefined;
  }
  const trial = shown.find(({ strategy }) => strategy === where.strategy)?.trial;
  const lane = trial?.lanes[where.place.lane];
  const span = lane?.spans[where.place.span];
  return lane === undefined || span === undefined ? undefined : { lane, span };
}

/** A span in words. */
export function spanText({ lane, span }: SpanOnLane): string {
  const { label, meaning } = SPAN_STYLES[span.kind];
  const items = span.range === undefined ? "" : `, ${itemsText(span.range)}`;
  return `${lane.name}: ${label} (${meaning})${items}, ${duration(span.endMs - span.startMs)} from ${duration(span.startMs)}`;
}

function itemsText({ start, end }: ItemRange): string {
  return end - start === 1 ? `item ${count(start)}` : `items ${count(start)} to ${count(end - 1)}`;
}
