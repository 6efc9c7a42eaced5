import type * as everything from "workerpool";

declare global {
  /** Its file for browsers is no module, and leaves this behind. */
  var workerpool: typeof everything;
}
