/**
 * For a page that has `embed.html` in frames, and may run scripts: makes each frame as high as its
 * content. Without it a frame keeps the height that its tag says, and scrolls.
 */

import { isFromFrame, type ToFrame } from "./messages";

/** The site whose frames are listened to: the one that this script is from. */
const site = new URL("./", import.meta.url);

addEventListener("message", ({ source, origin, data }: MessageEvent<unknown>) => {
  const frame = [...document.querySelectorAll("iframe")].find(
    ({ contentWindow }) => contentWindow === source,
  );
  if (frame === undefined || !isOurs(frame, origin) || !isFromFrame(data)) {
    return;
  }
  if (data.kind === "parallel-playground-height") {
    frame.style.boxSizing = "content-box";
    frame.style.height = `${data.height}px`;
  } else {
    listenTo(frame, origin);
  }
});

// Those that were ready before this script was.
for (const frame of document.querySelectorAll("iframe")) {
  if (isOurs(frame, site.origin)) {
    listenTo(frame, frame.sandbox.length > 0 ? "null" : site.origin);
  }
}

/** Whether a frame shows the playground's site; one in a sandbox has no origin to tell. */
function isOurs({ src, sandbox }: HTMLIFrameElement, origin: string): boolean {
  return (
    src.startsWith(site.href) &&
    (origin === site.origin || (sandbox.length > 0 && origin === "null"))
  );
}

function listenTo({ contentWindow }: HTMLIFrameElement, origin: string): void {
  const message: ToFrame = { kind: "parallel-playground-listening" };
  contentWindow?.postMessage(message, origin === "null" ? "*" : origin);
}
