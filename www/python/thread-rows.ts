/**
 * Rows for the threads of an interpreter: one each, until they are more than anybody can look at.
 * Further threads take over the rows of those that have ended, as in a pool.
 */

import { SPAN_NUMBERS } from "../engine/span-kinds";
import { joined } from "./pieces";

/** How many rows there are before any is taken over. */
export const OWN_ROWS = 64;

/** A row, and whose it is. */
export interface ThreadRow {
  /** The number of the first thread in it, from 1. */
  first: number;
  /** How many threads there are in it, one after the other. */
  threads: number;
  spans: Float64Array;
}

/** A row that is being filled. */
interface Filling {
  first: number;
  pieces: Float64Array[];
  endMs: number;
}

/** @param threads the spans of each thread, in the order they were started; none is without any */
export function rowsOf(threads: readonly Float64Array[]): ThreadRow[] {
  const rows: Filling[] = [];
  for (const [place, spans] of threads.entries()) {
    const [, startMs = 0] = spans;
    const endMs = spans[spans.length - SPAN_NUMBERS + 2] ?? 0;
    const free = rows.length < OWN_ROWS ? undefined : firstToEnd(rows);
    if (free !== undefined && free.endMs <= startMs) {
      free.pieces.push(spans);
      free.endMs = endMs;
    } else {
      rows.push({ first: place + 1, pieces: [spans], endMs });
    }
  }
  return rows.map(({ first, pieces }) => ({
    first,
    threads: pieces.length,
    spans: joined(Float64Array, pieces),
  }));
}

/** The one whose thread ended before all others', if there is any. */
function firstToEnd(rows: readonly Filling[]): Filling | undefined {
  let [first] = rows;
  for (const row of rows) {
    if (first === undefined || row.endMs < first.endMs) {
      first = row;
    }
  }
  return first;
}
