/**
 * What the threads of an interpreter do with their time: spans on lanes, recorded as they change.
 *
 * At any moment a lane is doing one thing; when it begins another, what it did becomes a span.
 */

import { SPAN_KINDS, SPAN_NUMBERS } from "../engine/span-kinds";
import type { SpanKind } from "../generated/types/SpanKind";

/** Stands for items where there are none. */
const NO_ITEM = -1;

/** By how much this worker's clock differs from the crew's: they part where the machine slept. */
let shiftMs = 0;

/** Milliseconds, on the clock that all workers of a page share. */
export function now(): number {
  return performance.timeOrigin + performance.now() + shiftMs;
}

/** A reading of the crew's clock, on its way to an interpreter. */
export interface Reading {
  at: number;
  /** By how much the interpreter's own clock was seen to be ahead of it. */
  aheadMs: number;
}

/** Sets this worker's clock by a reading that has just come: it is later by now, and not earlier. */
export function setClock({ at, aheadMs }: Reading): void {
  shiftMs = 0;
  shiftMs = Math.max(-aheadMs, at - now());
}

/** Who is told of spans while they go on. */
export interface SpanWatch {
  /** A thread begins one; the number that it is known by. */
  begin(thread: number, kind: SpanKind, at: number): number;
  end(number: number, at: number): void;
}

/** The spans of one lane. */
export class SpanRecorder {
  readonly #thread: number;
  readonly #watch: SpanWatch;
  #watched = 0;
  #numbers = new Float64Array(64 * SPAN_NUMBERS);
  #length = 0;
  #kind: SpanKind | undefined;
  #since = 0;

  constructor(thread: number, watch: SpanWatch) {
    this.#thread = thread;
    this.#watch = watch;
  }

  /** What the lane is doing. */
  get kind(): SpanKind | undefined {
    return this.#kind;
  }

  /** From now on the lane does something else; nothing is recorded of doing `undefined`. */
  begin(kind: SpanKind | undefined, at = now()): void {
    if (kind === this.#kind) {
      return;
    }
    if (this.#kind !== undefined && at > this.#since) {
      this.#push(this.#kind, this.#since, at);
      this.#watch.end(this.#watched, at);
    }
    this.#kind = kind;
    this.#since = at;
    if (kind !== undefined) {
      this.#watched = this.#watch.begin(this.#thread, kind, at);
    }
  }

  /** All spans so far, the one that goes on included. */
  taken(at = now()): Float64Array<ArrayBuffer> {
    const kind = this.#kind;
    this.begin(undefined, at);
    const spans = this.#numbers.slice(0, this.#length);
    this.#length = 0;
    this.begin(kind, at);
    return spans;
  }

  #push(kind: SpanKind, start: number, end: number): void {
    if (this.#length === this.#numbers.length) {
      const longer = new Float64Array(2 * this.#length);
      longer.set(this.#numbers);
      this.#numbers = longer;
    }
    this.#numbers.set([SPAN_KINDS.indexOf(kind), start, end, NO_ITEM, NO_ITEM], this.#length);
    this.#length += SPAN_NUMBERS;
  }
}
