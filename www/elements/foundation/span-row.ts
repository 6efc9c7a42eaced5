/** A lane's spans, for all rooms. */

export { type HasSpans, packedLane, SpanRow } from "../../engine/span-row";
