import type { Lane } from "../generated/types/Lane";
import type { Span } from "../generated/types/Span";
import type { SpanKind } from "../generated/types/SpanKind";
import { SPAN_KINDS } from "./span-kinds";

/** Spans of five numbers each; see `src/playground/packing.rs`. */
export type Packed = Float64Array<ArrayBuffer>;

/** A lane of such spans. */
export type PackedLane = Omit<Lane, "spans"> & { spans: Packed };

/** A lane, as far as its spans go. */
export type Spans = Pick<Lane, "spans">;

/** Numbers of a span. */
const WIDTH = 5;
/** In the place of items that there are not. */
const NONE = -1;

/** What lanes were opened from. */
const origins = new WeakMap<Spans, PackedLane>();

/**
 * A lane whose spans become objects once somebody asks for them. Whoever shows a lane has no need of
 * that: a million objects take hundreds of megabytes, and while a browser looks which of them may go,
 * the page stands still.
 */
export function openedLane(origin: PackedLane): Lane {
  const { spans: packed, ...lane } = origin;
  let spans: Span[] | undefined;
  const opened = {
    ...lane,
    get spans(): Span[] {
      spans ??= Array.from({ length: packed.length / WIDTH }, (_, index) =>
        unpacked(packed, index),
      );
      return spans;
    },
  };
  origins.set(opened, origin);
  return opened;
}

/** What a lane was opened from, if it was. */
export function originOf(lane: Spans): PackedLane | undefined {
  return origins.get(lane);
}

/** Room for so many spans. */
export function roomFor(spans: number): Packed {
  return new Float64Array(spans * WIDTH);
}

/** Puts a span in its place. */
export function pack({ kind, startMs, endMs, range }: Span, into: Packed, index: number): void {
  const { start, end } = range ?? { start: NONE, end: NONE };
  into.set([SPAN_KINDS.indexOf(kind), startMs, endMs, start, end], index * WIDTH);
}

/** A lane's spans, without an object for each. */
export class SpanRow {
  readonly #packed: Packed;
  /** How many there are. */
  readonly length: number;

  constructor(lane: Spans) {
    this.#packed = originOf(lane)?.spans ?? packed(lane.spans);
    this.length = this.#packed.length / WIDTH;
  }

  /** Each by itself. */
  *[Symbol.iterator](): Iterator<Span> {
    for (let index = 0; index < this.length; index += 1) {
      yield unpacked(this.#packed, index);
    }
  }

  /** A span by itself, if there is one. */
  at(index: number): Span | undefined {
    return index >= 0 && index < this.length ? unpacked(this.#packed, index) : undefined;
  }

  /** What a span is of. */
  kind(index: number): SpanKind {
    return kindOf(this.#packed, index);
  }

  /** When it begins. */
  startMs(index: number): number {
    return this.#packed[index * WIDTH + 1] ?? 0;
  }

  /** When it ends. */
  endMs(index: number): number {
    return this.#packed[index * WIDTH + 2] ?? 0;
  }
}

function packed(spans: readonly Span[]): Packed {
  const numbers = roomFor(spans.length);
  spans.forEach((span, index) => {
    pack(span, numbers, index);
  });
  return numbers;
}

function unpacked(packed: Packed, index: number): Span {
  const number = (place: number): number => packed[index * WIDTH + place] ?? 0;
  const [kind, startMs, endMs] = [kindOf(packed, index), number(1), number(2)];
  const [start, end] = [number(3), number(4)];
  return start < 0 ? { kind, startMs, endMs } : { kind, startMs, endMs, range: { start, end } };
}

function kindOf(packed: Packed, index: number): SpanKind {
  return SPAN_KINDS[packed[index * WIDTH] ?? 0] ?? "run";
}
