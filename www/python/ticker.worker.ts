/** The clock of one interpreter's threads: writes a signal as often as it is told, while it is told. */

import { isOfKind } from "../engine/message";

/** What it is sent, once. */
export interface TickerStart {
  kind: "start";
  /** Where the interpreter looks for signals. */
  signals: Uint8Array<SharedArrayBuffer>;
  /** Whether to tick, and after how many microseconds. */
  control: Int32Array<SharedArrayBuffer>;
  /** What to write; a signal that is already there stays. */
  signal: number;
}

function tick({ signals, control, signal }: TickerStart): never {
  for (;;) {
    Atomics.wait(control, 0, 0);
    // Not where it is woken from the other wait, which would cut this one short.
    const interval = Atomics.load(control, 1);
    Atomics.wait(control, 1, interval, interval / 1_000);
    if (Atomics.load(control, 0) === 1) {
      Atomics.compareExchange(signals, 0, 0, signal);
    }
  }
}

addEventListener("message", ({ data }: MessageEvent<unknown>) => {
  if (isOfKind(data, "start")) {
    postMessage({ kind: "started" });
    tick(data as TickerStart);
  }
});
