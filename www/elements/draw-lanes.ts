import type { Lane } from "../generated/types/Lane";
import type { Span } from "../generated/types/Span";
import type { SpanKind } from "../generated/types/SpanKind";
import { LaneColumns } from "./lane-columns";
import { type Fills, SPAN_STYLES } from "./span-style";
import type { TimeScale } from "./time-scale";

/** What lanes are drawn with. */
export interface LanePaint {
  readonly fills: Fills;
  /** The line on which a lane stands. */
  readonly rule: string;
}

/** Where lanes stand, in the canvas's own pixels. */
export interface LaneLayout {
  readonly laneHeight: number;
  readonly gap: number;
}

/** Spans narrower than this many pixels are gathered into columns. */
const NARROW = 1;
/** From this width on, neighbours are set apart by a hairline. */
const ROOMY = 8;

/** Draws one lane under the other. A lane is data: all that is known of the view is `scale`. */
export function drawLanes(
  context: CanvasRenderingContext2D,
  lanes: readonly Lane[],
  scale: TimeScale,
  layout: LaneLayout,
  paint: LanePaint,
): void {
  lanes.forEach((lane, index) => {
    const top = index * (layout.laneHeight + layout.gap);
    context.fillStyle = paint.rule;
    context.fillRect(0, top + layout.laneHeight - 1, scale.width, 1);
    drawSpans(context, lane.spans, scale, top, layout.laneHeight, paint);
  });
}

function drawSpans(
  context: CanvasRenderingContext2D,
  spans: readonly Span[],
  scale: TimeScale,
  top: number,
  height: number,
  paint: LanePaint,
): void {
  const columns = new LaneColumns(height, (kind, left, right, base, blockHeight) => {
    context.fillStyle = paint.fills[kind];
    context.fillRect(left, top + height - base - blockHeight, right - left, blockHeight);
  });
  for (let index = firstVisible(spans, scale.startMs); index < spans.length; index++) {
    const span = spans[index];
    if (span === undefined || span.startMs > scale.endMs) {
      break;
    }
    const left = Math.max(scale.toPixel(span.startMs), 0);
    const right = Math.min(scale.toPixel(span.endMs), scale.width);
    if (right - left < NARROW) {
      columns.add(Math.floor(left), span.kind, Math.max(right - left, 0));
    } else {
      drawSpan(context, span.kind, left, right, top, height, paint);
    }
  }
  columns.end();
}

function drawSpan(
  context: CanvasRenderingContext2D,
  kind: SpanKind,
  left: number,
  right: number,
  top: number,
  height: number,
  paint: LanePaint,
): void {
  // On whole pixels: two halves of a pixel would leave a seam between neighbours.
  const from = Math.round(left);
  const width = Math.max(Math.round(right) - from - (right - left >= ROOMY ? 1 : 0), 1);
  const thin = SPAN_STYLES[kind].texture === "thin-line";
  const thickness = thin ? Math.max(1, Math.round(height / 9)) : height;
  context.fillStyle = paint.fills[kind];
  context.fillRect(from, top + (height - thickness) / 2, width, thickness);
}

/**
 * The first span that could reach into the view. Spans are in order of their start and, on one
 * lane, one after the other, so their ends are in order as well.
 */
function firstVisible(spans: readonly Span[], startMs: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const span = spans[middle];
    if (span !== undefined && span.endMs < startMs) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** The span at a time on a lane, or the nearest one that begins within `slackMs` of it. */
export function spanAt(spans: readonly Span[], ms: number, slackMs: number): number | undefined {
  const index = firstVisible(spans, ms - slackMs);
  const span = spans[index];
  return span !== undefined && span.startMs <= ms + slackMs ? index : undefined;
}
