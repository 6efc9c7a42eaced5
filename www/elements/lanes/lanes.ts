/**
 * Lanes as they are drawn: which spans and levels there are, where on a time scale, and in which
 * colours. No element is here, so that lanes look the same on the page and in a saved picture.
 */

export { crewText, inFlightText, isOfGpu } from "./crew";
export { drawLanes, type LaneContext, type LanePaint, spanAt } from "./draw-lanes";
export { drawLevel, type LevelPaint } from "./draw-level";
export { fillAll, indexOf, LaneIndex } from "./lane-index";
export { haveNames, heightOf, layoutOf, scaled } from "./lane-layout";
export { beginsMachine, laneName, machinesText } from "./lane-name";
export { type Level, levelsOf } from "./level";
export { type Mark, marking, markOf } from "./marks";
export { Pixels } from "./pixels";
export {
  busyShare,
  extent,
  indexesOf,
  kindsIn,
  type ShownTrial,
  shownTrials,
} from "./shown-trial";
export { type Fills, meaningIn, SPAN_KINDS, SPAN_STYLES, type Texture } from "./span-style";
export { colourOf, type Tile, tileOf } from "./texture";
export { TimeScale } from "./time-scale";
export { Viewport } from "./viewport";
