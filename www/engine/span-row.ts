import type { Lane } from "../generated/types/Lane";
import type { Span } from "../generated/types/Span";
import type { SpanKind } from "../generated/types/SpanKind";
import { SPAN_KINDS, SPAN_NUMBERS } from "./span-kinds";

/** The numbers of spans, one span after another. */
type Packed = Float64Array<ArrayBuffer>;

/** A lane whose spans are packed. */
export type PackedLane = Omit<Lane, "spans"> & { spans: Packed };

/** A lane, as far as its spans go. */
export type HasSpans = Pick<Lane, "spans">;

/** In the place of items that there are not. */
const NONE = -1;
const KIND_NUMBERS = new Map(SPAN_KINDS.map((kind, number) => [kind, number]));

/** What lanes were opened from. */
const origins = new WeakMap<HasSpans, PackedLane>();

/**
 * A lane whose spans become objects once somebody asks for them. Whoever shows a lane has no need of
 * that: a million objects take a hundred megabytes, and while a browser looks which of them may go,
 * the page stands still.
 */
export function openedLane(origin: PackedLane): Lane {
  const { spans: packed, ...lane } = origin;
  let own: Span[] | undefined;
  const opened = {
    ...lane,
    get spans(): Span[] {
      own ??= [...spansIn(packed)];
      return own;
    },
    set spans(others: Span[]) {
      own = others;
      origins.delete(opened);
    },
  };
  origins.set(opened, origin);
  return opened;
}

/** A lane with its spans packed: what it was opened from, if it was. */
export function packedLane(lane: Lane): PackedLane {
  return origins.get(lane) ?? { ...lane, spans: packed(lane.spans) };
}

/** A lane's spans, without an object for each. */
export class SpanRow {
  readonly #packed: Packed;
  /** How many there are. */
  readonly length: number;

  constructor(lane: HasSpans) {
    this.#packed = origins.get(lane)?.spans ?? packed(lane.spans);
    this.length = this.#packed.length / SPAN_NUMBERS;
  }

  /** Each by itself. */
  [Symbol.iterator](): Iterator<Span> {
    return spansIn(this.#packed);
  }

  /** A span by itself, if there is one. */
  at(index: number): Span | undefined {
    return index >= 0 && index < this.length ? spanAt(this.#packed, index) : undefined;
  }

  /** What a span is of. */
  kind(index: number): SpanKind {
    return kindAt(this.#packed, index);
  }

  /** When it begins. */
  startMs(index: number): number {
    return this.#packed[index * SPAN_NUMBERS + 1] ?? 0;
  }

  /** When it ends. */
  endMs(index: number): number {
    return this.#packed[index * SPAN_NUMBERS + 2] ?? 0;
  }
}

function packed(spans: readonly Span[]): Packed {
  const numbers = new Float64Array(spans.length * SPAN_NUMBERS);
  spans.forEach(({ kind, startMs, endMs, range }, index) => {
    const at = index * SPAN_NUMBERS;
    numbers[at] = KIND_NUMBERS.get(kind) ?? 0;
    numbers[at + 1] = startMs;
    numbers[at + 2] = endMs;
    numbers[at + 3] = range?.start ?? NONE;
    numbers[at + 4] = range?.end ?? NONE;
  });
  return numbers;
}

function* spansIn(packed: Packed): Generator<Span> {
  for (let index = 0; index * SPAN_NUMBERS < packed.length; index += 1) {
    yield spanAt(packed, index);
  }
}

function spanAt(packed: Packed, index: number): Span {
  const number = (place: number): number => packed[index * SPAN_NUMBERS + place] ?? 0;
  const [kind, startMs, endMs] = [kindAt(packed, index), number(1), number(2)];
  const [start, end] = [number(3), number(4)];
  return start < 0 ? { kind, startMs, endMs } : { kind, startMs, endMs, range: { start, end } };
}

function kindAt(packed: Packed, index: number): SpanKind {
  return SPAN_KINDS[packed[index * SPAN_NUMBERS] ?? 0] ?? "run";
}
