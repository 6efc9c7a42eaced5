/** A lane's spans, for all rooms. */

export { type HasSpans, SpanRow } from "../../engine/span-row";
