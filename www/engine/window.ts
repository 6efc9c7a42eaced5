import catalogue from "../generated/catalogue.json";
import type { Span } from "../generated/types/Span";
import type { SpanKind } from "../generated/types/SpanKind";
import type { Window as LaneWindow } from "../generated/types/Window";

/** Bytes of a span, which lies in memory as `src/timeline/store.rs` says. */
const BYTES = 32;
/** In the place of items that there are not. */
const NONE = 0xffff_ffff;
/** A lane's outline has at most about so many spans: as many as pixels can show. */
const OUTLINE = 1_000;

const KINDS = catalogue.spanKinds as readonly SpanKind[];

/** What has been seen of a lane: its outline, and how many spans went into it. */
interface Seen {
  readonly spans: readonly Span[];
  readonly count: number;
}

/**
 * A look into a coordinator's memory, at the spans of the trial that goes on there: no message, and
 * nothing that the workers would have to do for it.
 */
export class SharedWindow {
  readonly #memory: WebAssembly.Memory;
  readonly #place: LaneWindow;
  #lanes: Seen[];

  /** @param memory shared with this thread */
  constructor(memory: WebAssembly.Memory, place: LaneWindow) {
    this.#memory = memory;
    this.#place = place;
    this.#lanes = place.lanes.map(() => ({ spans: [], count: 0 }));
  }

  /** Milliseconds since the trial began. */
  get elapsedMs(): number {
    return performance.timeOrigin + performance.now() - this.#place.beginMs;
  }

  /** Each lane's spans by now, in outline; nothing once the trial is over. */
  look(): (readonly Span[])[] | undefined {
    if (!this.#isOpen()) {
      return undefined;
    }
    const lanes = this.#read() ?? this.#lanes;
    // What was read after it was closed may have been anything.
    if (!this.#isOpen()) {
      return undefined;
    }
    this.#lanes = lanes;
    return lanes.map(({ spans }) => spans);
  }

  /** Each lane by now; nothing where something lies outside of what is seen of the memory. */
  #read(): Seen[] | undefined {
    // Memory that has grown is seen through a new buffer.
    const memory = new DataView(this.#memory.buffer);
    const gapMs = this.elapsedMs / OUTLINE;
    try {
      return this.#place.lanes.map((at, lane) => this.#seen(memory, at, this.#lanes[lane], gapMs));
    } catch (exception) {
      // It grew while it was read, or the window was closed and the addresses are anything.
      if (exception instanceof RangeError) {
        return undefined;
      }
      throw exception;
    }
  }

  #isOpen(): boolean {
    const { epoch, epochAddress } = this.#place;
    const numbers = new Int32Array(this.#memory.buffer);
    return Atomics.load(numbers, epochAddress / numbers.BYTES_PER_ELEMENT) === epoch;
  }

  /** A lane with what has been added since it was last looked at. */
  #seen(memory: DataView, at: number, before: Seen | undefined, gapMs: number): Seen {
    const numbers = new Int32Array(memory.buffer);
    // All spans that are counted are there to be read: this orders what follows.
    const count = Atomics.load(numbers, at / numbers.BYTES_PER_ELEMENT);
    const from = before?.count ?? 0;
    if (before !== undefined && count === from) {
      return before;
    }
    const spans = [...(before?.spans ?? []), ...this.#spans(memory, at, from, count)];
    return { spans: outline(spans, gapMs), count };
  }

  /** The spans of a lane from one number to before another. */
  *#spans(memory: DataView, contents: number, from: number, to: number): Generator<Span> {
    const { beginMs, firstBlock } = this.#place;
    let first = 0;
    for (let room = firstBlock, block = 1; first < to; block++) {
      const address = memory.getUint32(contents + 4 * block, true);
      for (let index = Math.max(from, first); index < Math.min(to, first + room); index++) {
        yield spanAt(memory, address + (index - first) * BYTES, beginMs);
      }
      first += room;
      room *= 2;
    }
  }
}

function spanAt(memory: DataView, at: number, beginMs: number): Span {
  const start = memory.getUint32(at + 20, true);
  const span = {
    kind: KINDS[memory.getUint32(at + 16, true)] ?? "run",
    startMs: memory.getFloat64(at, true) - beginMs,
    endMs: memory.getFloat64(at + 8, true) - beginMs,
  };
  return start === NONE
    ? span
    : { ...span, range: { start, end: memory.getUint32(at + 24, true) } };
}

/**
 * Spans in order of their start, neighbours of one kind that are less than `gapMs` apart made one,
 * which has no items; as `LaneRecorder::outline_since` in `src/timeline/recorder.rs`.
 */
export function outline(spans: readonly Span[], gapMs: number): Span[] {
  const joined: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.startMs - b.startMs)) {
    const last = joined.at(-1);
    if (last !== undefined && last.kind === span.kind && span.startMs - last.endMs < gapMs) {
      const { kind, startMs } = last;
      joined[joined.length - 1] = { kind, startMs, endMs: Math.max(last.endMs, span.endMs) };
    } else {
      joined.push(span);
    }
  }
  return joined;
}
