/**
 * What the threads of an interpreter do with their time: spans on lanes, recorded as they change.
 *
 * At any moment a lane is doing one thing; when it begins another, what it did becomes a span.
 */

/** What a lane does. A kind's number is its place here, as in Rust's `SpanKind`. */
export const SPAN_KINDS = [
  "run",
  "fetch",
  "wait",
  "lock-wait",
  "serialise",
  "copy",
  "start",
] as const;

/** One of them. */
export type SpanKind = (typeof SPAN_KINDS)[number];

/** Numbers a span is made of: its kind, when it began and ended, its first item and its end. */
export const SPAN_NUMBERS = 5;

/** Stands for items where there are none. */
const NO_ITEM = -1;

/** Milliseconds, on the clock that all workers of a page share. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}

/** The spans of one lane. */
export class SpanRecorder {
  #numbers = new Float64Array(64 * SPAN_NUMBERS);
  #length = 0;
  #kind: SpanKind | undefined;
  #since = 0;

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
    }
    this.#kind = kind;
    this.#since = at;
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
