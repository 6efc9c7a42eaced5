/**
 * What `embed.html` in a frame and `embed-parent.js` on the page around it say to each other: the
 * frame is ready; the page listens; the frame's content is so high.
 */

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
  if (!hasKind(data)) {
    return false;
  }
  if (data.kind === "parallel-playground-height") {
    return "height" in data && Number.isInteger(data.height) && isHeight(Number(data.height));
  }
  return data.kind === "parallel-playground-ready";
}

/** Whether a message is the one of the page around. */
export function isToFrame(data: unknown): data is ToFrame {
  return hasKind(data) && data.kind === "parallel-playground-listening";
}

function hasKind(data: unknown): data is { kind: unknown } {
  return typeof data === "object" && data !== null && "kind" in data;
}

function isHeight(height: number): boolean {
  return height > 0 && height <= MAX_HEIGHT;
}
