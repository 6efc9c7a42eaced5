/**
 * Spans as they are recorded, in memory that others can look into: an interpreter that computes
 * answers nobody, and is to be watched all the same.
 */

import { sharesMemory } from "../engine/shared-memory";
import { SPAN_KINDS, SPAN_NUMBERS } from "../engine/span-kinds";
import type { SpanKind } from "../generated/types/SpanKind";
import { now } from "./spans";

/** How many spans there is room for; of more, the latest are seen. */
const ROWS = 4_096;
/** Numbers a row has: the thread, the kind, when it began, and when it ended, 0 if it goes on. */
const NUMBERS = 4;

/** Memory that is shared: how many rows were ever written, and the rows. */
export interface SharedSpans {
  count: Int32Array<SharedArrayBuffer>;
  rows: Float64Array<SharedArrayBuffer>;
}

/** The side that writes. */
export class LiveSpans {
  /** What others look into; nothing where memory is not shared. */
  readonly shared: SharedSpans | undefined = sharesMemory()
    ? {
        count: new Int32Array(new SharedArrayBuffer(4)),
        rows: new Float64Array(new SharedArrayBuffer(8 * NUMBERS * ROWS)),
      }
    : undefined;

  /** A span begins; its row. */
  begin(thread: number, kind: SpanKind, at: number): number {
    if (this.shared === undefined) {
      return 0;
    }
    const { count, rows } = this.shared;
    const row = Atomics.load(count, 0);
    rows.set([thread, SPAN_KINDS.indexOf(kind), at, 0], NUMBERS * (row % ROWS));
    Atomics.store(count, 0, row + 1);
    return row;
  }

  /** The span of a row ends, if it is there still. */
  end(row: number, at: number): void {
    if (this.shared !== undefined && Atomics.load(this.shared.count, 0) - row <= ROWS) {
      this.shared.rows[NUMBERS * (row % ROWS) + 3] = at;
    }
  }

  /** Forgets all. */
  clear(): void {
    if (this.shared !== undefined) {
      Atomics.store(this.shared.count, 0, 0);
    }
  }
}

/** The spans of each thread so far, as `SpanRecorder` has them, in the order of the threads. */
export function spansSoFar({ count, rows }: SharedSpans): Float64Array<ArrayBuffer>[] {
  const threads = new Map<number, number[]>();
  const written = Atomics.load(count, 0);
  for (let row = Math.max(0, written - ROWS); row < written; row += 1) {
    const at = NUMBERS * (row % ROWS);
    const [thread = 0, kind = 0, start = 0, end = 0] = rows.subarray(at, at + NUMBERS);
    const spans = threads.get(thread) ?? [];
    threads.set(thread, spans);
    const span = [kind, start, end || now()];
    spans.push(...span, ...Array.from({ length: SPAN_NUMBERS - span.length }, () => -1));
  }
  const inOrder = [...threads].sort(([one], [other]) => one - other);
  return inOrder.map(([, spans]) => Float64Array.from(spans));
}
