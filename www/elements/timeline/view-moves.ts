import type { Viewport } from "../lanes/lanes";
import type { LaneAction } from "./lane-keys";

/** How much closer a step of zooming looks. */
const ZOOM_STEP = 1.5;
/** How much of what is in view a step of panning passes. */
const PAN_STEP = 1 / 8;

/**
 * Moves the view as a key or a button asks.
 *
 * @param aroundMs what zooming keeps where it is; the middle of the view, if nothing is said
 * @returns whether the action is one that moves the view
 */
export function moveView(viewport: Viewport, action: LaneAction, aroundMs?: number): boolean {
  const { startMs, endMs } = viewport.scale;
  const around = aroundMs ?? (startMs + endMs) / 2;
  switch (action) {
    case "zoom-in":
      viewport.zoom(ZOOM_STEP, around);
      return true;
    case "zoom-out":
      viewport.zoom(1 / ZOOM_STEP, around);
      return true;
    case "earlier":
      viewport.pan((startMs - endMs) * PAN_STEP);
      return true;
    case "later":
      viewport.pan((endMs - startMs) * PAN_STEP);
      return true;
    case "fit":
      viewport.fit();
      return true;
    default:
      return false;
  }
}
