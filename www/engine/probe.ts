/** What the coordinator and its probe, a nested worker, say to each other. */

/** What the probe writes into the memory that it is given. */
export const MARK = 0x5eed;

/** From the coordinator to the probe: write {@link MARK} at the memory's start. */
export interface ShareMessage {
  /** Says what this message is. */
  kind: "share";
  /** Shared memory of at least four bytes. */
  memory: WebAssembly.Memory;
}

/** From the probe: it runs; it has written. */
export type ProbeAnswer = { kind: "alive" } | { kind: "shared" };
