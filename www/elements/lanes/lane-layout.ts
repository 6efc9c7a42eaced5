import type { LaneLayout } from "./draw-lanes";

/** Lanes get lower as they get more, so that a trial stays in sight. */
const HEIGHTS = [
  { upTo: 8, laneHeight: 22, gap: 6 },
  { upTo: 16, laneHeight: 16, gap: 4 },
  { upTo: 64, laneHeight: 9, gap: 2 },
  { upTo: Number.POSITIVE_INFINITY, laneHeight: 4, gap: 1 },
] as const;

/** Below this height a lane has no room for its name. */
const NAMED_HEIGHT = 16;
/** How high lanes are, and how far apart, when there are so many. */
export function layoutOf(lanes: number): LaneLayout {
  return HEIGHTS.find(({ upTo }) => lanes <= upTo) ?? HEIGHTS[0];
}

/** Whether so many lanes leave each one room for its name. */
export function haveNames(lanes: number): boolean {
  return layoutOf(lanes).laneHeight >= NAMED_HEIGHT;
}

/** How high so many lanes are in all. */
export function heightOf(lanes: number): number {
  const { laneHeight, gap } = layoutOf(lanes);
  return lanes * (laneHeight + gap) - gap;
}

/** The same layout on a screen of so many times the pixels. */
export function scaled({ laneHeight, gap }: LaneLayout, density: number): LaneLayout {
  return { laneHeight: laneHeight * density, gap: gap * density };
}
