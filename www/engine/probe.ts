/** What the coordinator and its probe, a nested worker, say to each other. */

import { isOfKind } from "./message";

/** What the probe writes into the memory that it is given. */
export const MARK = 0x5eed;

/** From the coordinator to the probe: write {@link MARK} at the memory's start. */
export interface ShareMessage {
  /** Says what this message is. */
  kind: "share";
  /** Shared memory of at least four bytes. */
  memory: WebAssembly.Memory;
}

/** Whether a message is that one. */
export function isShareMessage(data: unknown): data is ShareMessage {
  return isOfKind(data, "share") && "memory" in data && data.memory instanceof WebAssembly.Memory;
}

/** From the probe: it runs; it has written. */
export type ProbeAnswer = { kind: "alive" } | { kind: "shared" };
