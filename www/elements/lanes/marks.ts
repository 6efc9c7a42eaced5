import type { SpanKind } from "../../generated/types/SpanKind";
import type { LanePaint } from "./draw-lanes";
import { type Fills, SPAN_KINDS } from "./span-style";
import { faded, type Tile } from "./texture";

/** What is marked of a strategy's lanes: all, some kinds of spans, or nothing. */
export type Mark = "all" | ReadonlySet<SpanKind> | null;

/**
 * What of a strategy's lanes an author had marked.
 *
 * @param highlight words as `threads`, `threads:lock-wait`, or `*:copy` for every strategy's
 */
export function markOf(highlight: string | null, strategy: string): Mark {
  const own = (highlight ?? "")
    .split(/[\s,]+/)
    .map((word) => word.split(":"))
    .filter(([id]) => id === strategy || id === "*");
  if (own.length === 0) {
    return null;
  }
  const kinds = own.flatMap(([, kind]) => SPAN_KINDS.filter((known) => known === kind));
  return kinds.length === 0 ? "all" : new Set(kinds);
}

/** What lanes are drawn with where only some kinds of spans are marked: the others fade. */
export function marking(paint: LanePaint<Tile>, mark: Mark): LanePaint<Tile> {
  if (mark === null || mark === "all") {
    return paint;
  }
  const fills = SPAN_KINDS.map((kind) => [
    kind,
    mark.has(kind) ? paint.fills[kind] : faded(paint.fills[kind]),
  ]);
  return { ...paint, fills: Object.fromEntries(fills) as Fills<Tile> };
}
