/** A lane's spans, for all rooms. */

export { SpanRow, type Spans } from "../../engine/span-row";
