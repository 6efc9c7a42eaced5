import type { Span } from "../../generated/types/Span";
import type { SpanKind } from "../../generated/types/SpanKind";
import { type HasSpans, SpanRow } from "../foundation/span-row";
import { SPAN_KINDS } from "./span-style";

/** Spans between two places where the sums so far are kept. */
const BLOCK = 32;
/** Spans that are looked at between two glances at the clock. */
const STRIDE = 2048;

const NUMBERS = new Map(SPAN_KINDS.map((kind, number) => [kind, number]));
const KINDS = SPAN_KINDS.length;

/**
 * A lane's spans in columns, with running sums of the time that each kind took: what lies in any
 * stretch of time is found and summed up in a number of steps that hardly depends on how much it
 * is, so a lane of a million spans is drawn as fast as one of a thousand.
 *
 * It is filled piece by piece, since to sum up a million spans takes longer than a frame has.
 */
export class LaneIndex {
  readonly #spans: SpanRow;
  readonly #starts: Float64Array;
  readonly #ends: Float64Array;
  readonly #kinds: Uint8Array;
  /** By block and kind: the time that the kind took in all blocks before. */
  readonly #sums: Float64Array;
  /** By kind: the time that it took in all that is filled. */
  readonly #running = new Float64Array(KINDS);
  /** By kind: how many spans of it are filled in. */
  readonly #counts = new Uint32Array(KINDS);
  #length = 0;

  /** @param lane whose spans are in order of their start, one after the other: they do not overlap */
  constructor(lane: HasSpans) {
    this.#spans = new SpanRow(lane);
    const { length } = this.#spans;
    this.#starts = new Float64Array(length);
    this.#ends = new Float64Array(length);
    this.#kinds = new Uint8Array(length);
    this.#sums = new Float64Array((Math.floor(length / BLOCK) + 1) * KINDS);
  }

  /** How many spans are filled in. */
  get length(): number {
    return this.#length;
  }

  /** Whether all spans are filled in. */
  get isComplete(): boolean {
    return this.#length === this.#spans.length;
  }

  /** How many spans of this kind are filled in. */
  count(kind: SpanKind): number {
    return this.#counts[NUMBERS.get(kind) ?? 0] ?? 0;
  }

  /** Fills in more spans until `endsAt`, by `performance.now()`; true once all are there. */
  fill(endsAt: number): boolean {
    while (!this.isComplete) {
      this.#fillStride(Math.min(this.#length + STRIDE, this.#spans.length));
      if (performance.now() >= endsAt) {
        break;
      }
    }
    return this.isComplete;
  }

  #fillStride(end: number): void {
    for (let index = this.#length; index < end; index++) {
      const [startMs, endMs] = [this.#spans.startMs(index), this.#spans.endMs(index)];
      const number = NUMBERS.get(this.#spans.kind(index)) ?? 0;
      if (index % BLOCK === 0) {
        this.#sums.set(this.#running, (index / BLOCK) * KINDS);
      }
      this.#starts[index] = startMs;
      this.#ends[index] = endMs;
      this.#kinds[index] = number;
      this.#counts[number] = (this.#counts[number] ?? 0) + 1;
      this.#running[number] = (this.#running[number] ?? 0) + endMs - startMs;
    }
    this.#length = end;
    if (end % BLOCK === 0) {
      this.#sums.set(this.#running, (end / BLOCK) * KINDS);
    }
  }

  /** How many spans there are, filled in or not. */
  get spanCount(): number {
    return this.#spans.length;
  }

  /** A span by itself, if there is one, filled in or not. */
  at(index: number): Span | undefined {
    return this.#spans.at(index);
  }

  /** When a span begins. */
  startMs(index: number): number {
    return this.#starts[index] ?? Number.POSITIVE_INFINITY;
  }

  /** When a span is over. */
  endMs(index: number): number {
    return this.#ends[index] ?? Number.POSITIVE_INFINITY;
  }

  /** A span's kind. */
  kind(index: number): SpanKind {
    return SPAN_KINDS[this.#kinds[index] ?? 0] as SpanKind;
  }

  /** The first span from `from` on that ends at `ms` or later; else the number of spans. */
  firstEnding(ms: number, from = 0): number {
    return firstAtLeast(this.#ends, ms, from, this.#length);
  }

  /** The first span from `from` on that begins at `ms` or later; else the number of spans. */
  firstBeginning(ms: number, from = 0): number {
    return firstAtLeast(this.#starts, ms, from, this.#length);
  }

  /** Adds to `sums`, by kind in the legend's order, what the spans `from` to before `to` took. */
  addTimes(sums: Float64Array, from: number, to: number): void {
    if (to - from <= BLOCK) {
      this.#addEach(sums, from, to, 1);
    } else {
      this.#addBefore(sums, to, 1);
      this.#addBefore(sums, from, -1);
    }
  }

  /**
   * Adds to each of `times` how long a kind lasts from one moment to the next.
   *
   * @param moments one more than times, in order
   */
  addTimesBetween(kind: SpanKind, moments: Float64Array, times: Float64Array): void {
    const number = NUMBERS.get(kind) ?? 0;
    let index = 0;
    let before = 0;
    moments.forEach((ms, place) => {
      index = this.firstEnding(ms, index);
      const sum = this.#sumBefore(number, index) + this.#begun(number, index, ms);
      if (place > 0) {
        times[place - 1] = (times[place - 1] ?? 0) + sum - before;
      }
      before = sum;
    });
  }

  /** How much of a span, if it is of that kind, has passed at `ms`. */
  #begun(number: number, index: number, ms: number): number {
    return index < this.#length && this.#kinds[index] === number
      ? Math.max(ms - this.startMs(index), 0)
      : 0;
  }

  #sumBefore(number: number, to: number): number {
    const block = Math.floor(to / BLOCK);
    let sum = this.#sums[block * KINDS + number] ?? 0;
    for (let index = block * BLOCK; index < to; index++) {
      if (this.#kinds[index] === number) {
        sum += this.endMs(index) - this.startMs(index);
      }
    }
    return sum;
  }

  #addBefore(sums: Float64Array, index: number, sign: 1 | -1): void {
    const block = Math.floor(index / BLOCK);
    for (let number = 0; number < KINDS; number++) {
      sums[number] = (sums[number] ?? 0) + sign * (this.#sums[block * KINDS + number] ?? 0);
    }
    this.#addEach(sums, block * BLOCK, index, sign);
  }

  #addEach(sums: Float64Array, from: number, to: number, sign: 1 | -1): void {
    for (let index = from; index < to; index++) {
      const number = this.#kinds[index] ?? 0;
      sums[number] = (sums[number] ?? 0) + sign * (this.endMs(index) - this.startMs(index));
    }
  }
}

/** In rising values, the first place from `from` on whose value is at least `value`. */
function firstAtLeast(values: Float64Array, value: number, from: number, length: number): number {
  // What is looked for is mostly near: look in steps that double, then halve what they passed.
  let low = from;
  let step = 1;
  while (low + step <= length && (values[low + step - 1] as number) < value) {
    low += step;
    step *= 2;
  }
  let high = Math.min(low + step - 1, length);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] as number) < value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** How long filling may take out of a frame in which something is to be drawn as well. */
const BUDGET_MS = 3;

/** Fills lanes for as long as a frame can spare; true once all are filled. */
export function fillAll(lanes: readonly LaneIndex[]): boolean {
  const endsAt = performance.now() + BUDGET_MS;
  return lanes.every((lane) => lane.fill(endsAt));
}

const known = new WeakMap<HasSpans, LaneIndex>();

/** The index of a lane's spans: one, whoever asks. Spans never change. */
export function indexOf(lane: HasSpans): LaneIndex {
  let index = known.get(lane);
  if (index === undefined) {
    index = new LaneIndex(lane);
    known.set(lane, index);
  }
  return index;
}
