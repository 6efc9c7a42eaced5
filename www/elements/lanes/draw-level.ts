import type { Bounds, Level } from "./level";
import type { TimeScale } from "./time-scale";
import type { Stretch } from "./viewport";

/** What a level is drawn with. */
export interface LevelPaint {
  readonly line: string;
  readonly area: string;
}

/** How large a level is drawn, in the canvas's own pixels. */
export interface LevelSize {
  readonly height: number;
  /** Of the line. */
  readonly thickness: number;
}

/** All that a level needs to be drawn on. */
export type LevelContext = Pick<CanvasRenderingContext2D, "fillStyle" | "fillRect">;

/** From where to where, downwards, the line stands in a column. */
type Line = readonly [top: number, bottom: number];

/**
 * Draws a figure over time: an area under a line of steps. Where a column holds many values, the
 * line spans the least and the most of them.
 *
 * @param stretch when there was such a figure
 */
export function drawLevel(
  context: LevelContext,
  level: Level,
  stretch: Stretch,
  scale: TimeScale,
  { height, thickness }: LevelSize,
  paint: LevelPaint,
): void {
  const left = Math.max(Math.floor(scale.toPixel(stretch.startMs)), 0);
  const right = Math.min(Math.ceil(scale.toPixel(stretch.endMs)), Math.ceil(scale.width));
  if (right <= left) {
    return;
  }
  const edges = Array.from({ length: right - left + 1 }, (_, column) => scale.toMs(left + column));
  const room = height - thickness;
  const topOf = (value: number) => Math.round(room * (1 - value / Math.max(level.most, 1)));
  const toLine = ([low, high]: Bounds): Line => [topOf(high), topOf(low)];
  const lines = level.between(Float64Array.from(edges)).map(toLine);

  context.fillStyle = paint.area;
  forEachRun(lines, (from, to, [, bottom]) => {
    context.fillRect(left + from, bottom, to - from, height - bottom);
  });
  context.fillStyle = paint.line;
  forEachRun(lines.map(joined), (from, to, [top, bottom]) => {
    context.fillRect(left + from, top, to - from, bottom - top + thickness);
  });
}

/** A line that reaches up or down to the one in the column before. */
function joined([top, bottom]: Line, column: number, lines: readonly Line[]): Line {
  const [topBefore, bottomBefore] = lines[column - 1] ?? [bottom, top];
  return [Math.min(top, bottomBefore), Math.max(bottom, topBefore)];
}

/** Columns alike are drawn as one. */
function forEachRun(
  lines: readonly Line[],
  draw: (from: number, to: number, line: Line) => void,
): void {
  let from = 0;
  lines.forEach((line, column) => {
    const next = lines[column + 1];
    if (next?.[0] !== line[0] || next[1] !== line[1]) {
      draw(from, column + 1, line);
      from = column + 1;
    }
  });
}
