import type { SpanKind } from "../../generated/types/SpanKind";
import { LaneColumns } from "./lane-columns";
import type { LaneIndex } from "./lane-index";
import { type Fills, SPAN_STYLES } from "./span-style";
import type { TimeScale } from "./time-scale";

/** What lanes are drawn with; a fill is whatever their context takes for one. */
export interface LanePaint<Fill> {
  readonly fills: Fills<Fill>;
  /** The line on which a lane stands; none is drawn without. */
  readonly rule: Fill | null;
}

/** Where lanes stand, in the canvas's own pixels. */
export interface LaneLayout {
  readonly laneHeight: number;
  readonly gap: number;
}

/** All that lanes need to be drawn on. */
export interface LaneContext<Fill> {
  fillStyle: Fill;
  fillRect(left: number, top: number, width: number, height: number): void;
}

/** Spans narrower than this many pixels are gathered into columns. */
const NARROW = 1;
/** From this width on, neighbours are set apart by a hairline. */
const ROOMY = 8;

/** Draws one lane under the other. A lane is data: all that is known of the view is `scale`. */
export function drawLanes<Fill>(
  context: LaneContext<Fill>,
  lanes: readonly LaneIndex[],
  scale: TimeScale,
  layout: LaneLayout,
  paint: LanePaint<Fill>,
): void {
  lanes.forEach((lane, index) => {
    const top = index * (layout.laneHeight + layout.gap);
    if (paint.rule !== null) {
      context.fillStyle = paint.rule;
      context.fillRect(0, top + layout.laneHeight - 1, scale.width, 1);
    }
    drawSpans(context, lane, scale, top, layout.laneHeight, paint);
  });
}

/** However many spans there are: at most one is looked at for each column and each wide one. */
function drawSpans<Fill>(
  context: LaneContext<Fill>,
  lane: LaneIndex,
  scale: TimeScale,
  top: number,
  height: number,
  paint: LanePaint<Fill>,
): void {
  const columns = new LaneColumns(
    height,
    scale.pixelsPerMs,
    (kind, left, right, base, blockHeight) => {
      context.fillStyle = paint.fills[kind];
      context.fillRect(left, top + height - base - blockHeight, right - left, blockHeight);
    },
  );
  let index = lane.firstEnding(scale.startMs);
  while (index < lane.length && lane.startMs(index) <= scale.endMs) {
    const left = Math.max(scale.toPixel(lane.startMs(index)), 0);
    const right = Math.min(scale.toPixel(lane.endMs(index)), scale.width);
    if (right - left >= NARROW) {
      drawSpan(context, lane.kind(index), left, right, top, height, paint);
      index += 1;
      continue;
    }
    const column = Math.floor(left);
    const next = Math.max(lane.firstBeginning(scale.toMs(column + 1), index), index + 1);
    // Those that begin in this column end in it as well, but for the last, which may be a wide one.
    const last = next - 1;
    const isWide = scale.toPixel(lane.endMs(last)) - scale.toPixel(lane.startMs(last)) >= NARROW;
    const end = isWide && last > index ? last : next;
    columns.add(column, lane, index, end);
    index = end;
  }
  columns.end();
}

function drawSpan<Fill>(
  context: LaneContext<Fill>,
  kind: SpanKind,
  left: number,
  right: number,
  top: number,
  height: number,
  paint: LanePaint<Fill>,
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
 * The span at a time on a lane, or the nearest one that begins within `slackMs` of it.
 *
 * @returns its number
 */
export function spanAt(lane: LaneIndex, ms: number, slackMs: number): number | undefined {
  const index = lane.firstEnding(ms - slackMs);
  return index < lane.length && lane.startMs(index) <= ms + slackMs ? index : undefined;
}
