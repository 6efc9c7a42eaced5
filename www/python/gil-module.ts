/**
 * The module `_gil_js`, by which Python's `_gil` speaks with the GIL.
 *
 * Nothing that Python calls may return a promise: Pyodide would make a future of it, in the event
 * loop that happens to run. So a promise is always something's property.
 */

import type { PyCallable } from "pyodide/ffi";
import type { SpanKind } from "../generated/types/SpanKind";
import type { Clock } from "./clock";
import type { Gil } from "./gil";
import { now } from "./spans";

/** Something that a thread waits for. */
interface Awaited {
  readonly reached: Promise<unknown>;
}

/** A promise that a thread waits for, and what came of it. */
class Settled implements Awaited {
  isRejected = false;
  value: unknown;
  reason: unknown;
  readonly reached: Promise<unknown>;

  constructor(
    promise: PromiseLike<unknown>,
    reach: (seen: PromiseLike<unknown>) => Promise<unknown>,
  ) {
    const seen = promise.then(
      (value) => {
        this.value = value;
      },
      (reason: unknown) => {
        this.isRejected = true;
        this.reason = reason instanceof Error ? reason : new Error(String(reason));
      },
    );
    this.reached = reach(seen);
  }
}

/** What Python's `_gil` and `_threads` call. */
export function gilModule(gil: Gil, clock: Clock) {
  return {
    holder: () => gil.holder,
    park: (kind: SpanKind, timeoutMs: number, waitsFor: string): Awaited => ({
      reached: gil.park(kind, timeoutMs, waitsFor),
    }),
    unpark: (ident: number) => gil.unpark(ident),
    settled: (promise: PromiseLike<unknown>, kind: SpanKind, timeoutMs: number, waitsFor: string) =>
      new Settled(promise, (seen) => gil.wait(seen, kind, timeoutMs, waitsFor)),
    letOthersRun: (): Awaited => ({ reached: gil.yield() }),
    tick: (): Awaited => ({ reached: gil.tick() }),
    begin: (kind: SpanKind) => gil.begin(kind),
    start: (ident: number, name: string, given: PyCallable) => {
      const body = given.copy();
      void gil.start(ident, name, () => body.callPromising()).then(() => body.destroy());
    },
    setName: (ident: number, name: string) => gil.setName(ident, name),
    nameOf: (ident: number) => gil.nameOf(ident),
    interrupt: () => gil.interrupt(),
    addSignal: (signal: number) => clock.add(signal),
    takeSignal: () => clock.take(),
    takeLanes: () => void gil.takeLanes(),
    now,
    startClock: (): Awaited => ({ reached: clock.start() }),
    setInterval: (ms: number) => {
      clock.interval = ms;
    },
    getInterval: () => clock.interval,
  };
}
