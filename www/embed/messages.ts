/**
 * What `embed.html` in a frame and `embed-parent.js` on the page around it say to each other: the
 * frame is ready; the page listens; the frame's content is so high.
 */

import { isOfKind } from "../engine/message";

/** From the frame. */
export type FromFrame =
  | { kind: "parallel-playground-ready" }
  | {
      kind: "parallel-playground-height";
      /** Of all its content, in CSS pixels. */
      height: number;
    };

/** From the page around it. */
export type ToFrame = { kind: "parallel-playground-listening" };

/** The highest that a frame may make itself, in CSS pixels. */
const MAX_HEIGHT = 20_000;

/** Whether a message is one of the frame's. */
export function isFromFrame(data: unknown): data is FromFrame {
  return isOfKind(data, "parallel-playground-height")
    ? "height" in data && isHeight(data.height)
    : isOfKind(data, "parallel-playground-ready");
}

/** Whether a message is the one of the page around. */
export function isToFrame(data: unknown): data is ToFrame {
  return isOfKind(data, "parallel-playground-listening");
}

function isHeight(height: unknown): boolean {
  return Number.isInteger(height) && Number(height) > 0 && Number(height) <= MAX_HEIGHT;
}
