// By name: a script that asks for these alone has no other part of the catalogue.
import { spanKinds } from "../generated/catalogue.json";
import type { SpanKind } from "../generated/types/SpanKind";

/** The kinds of spans, in the order in which Rust has them: a kind's number is its place here. */
export const SPAN_KINDS = spanKinds as readonly SpanKind[];

/**
 * Numbers of a packed span: its kind, when it began and ended, its first item and the one after its last,
 * as in `src/playground/packing.rs`.
 */
export const SPAN_NUMBERS = 5;
