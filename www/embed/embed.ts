/**
 * `embed.html`'s side of growing to its content: it tells the page around it how high that is, if
 * that page has said that it listens, and nobody else.
 */

import { type FromFrame, isToFrame } from "./messages";

/** Who listens; a page without an origin of its own (a file) can only be told as anybody. */
let listener: string | undefined;

function tell(message: FromFrame, to: string): void {
  parent.postMessage(message, to);
}

function tellHeight(): void {
  if (listener !== undefined) {
    const { height } = document.documentElement.getBoundingClientRect();
    tell({ kind: "parallel-playground-height", height: Math.ceil(height) }, listener);
  }
}

if (parent !== self) {
  addEventListener("message", ({ source, origin, data }: MessageEvent<unknown>) => {
    // Whoever has this page in a frame may know how high it is, and is answered at its own origin.
    if (source === parent && isToFrame(data)) {
      listener = origin === "null" ? "*" : origin;
      tellHeight();
    }
  });
  new ResizeObserver(tellHeight).observe(document.documentElement);
  tell({ kind: "parallel-playground-ready" }, "*");
}
