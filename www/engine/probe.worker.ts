/** The smallest worker there can be: it shows that a nested worker runs and shares memory. */

import { isShareMessage, MARK, type ProbeAnswer } from "./probe";

function answer(message: ProbeAnswer): void {
  postMessage(message);
}

addEventListener("message", ({ data }: MessageEvent<unknown>) => {
  if (isShareMessage(data)) {
    Atomics.store(new Int32Array(data.memory.buffer), 0, MARK);
    answer({ kind: "shared" });
  }
});
answer({ kind: "alive" });
