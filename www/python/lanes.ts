/** The lanes of a trial: from what each thread of each interpreter did, one row a worker. */

import { msg, str } from "@lit/localize";
import { SPAN_KINDS, SPAN_NUMBERS } from "../engine/span-kinds";
import type { LaneKind } from "../generated/types/LaneKind";
import type { PythonLane } from "../generated/types/PythonLane";
import type { ThreadLane } from "./gil";
import type { ProcessLanes } from "./system";
import { rowsOf, type ThreadRow } from "./thread-rows";

/** What the interpreters of a trial did: the program's own, and its children, if it had any. */
export interface Recorded {
  program: readonly ThreadLane[];
  /** Of each child, in the order they were started, what it is and what its threads did. */
  children: readonly ProcessLanes[];
}

/** Kinds in which a thread holds the GIL. */
const HOLDING = new Set(
  ["run", "serialise", "copy"].map((kind) => SPAN_KINDS.indexOf(kind as never)),
);

/** The names of processes that a program knows by their numbers. */
const RANK = /^rank (\d+)$/;

/** Rows whose times count from `beginMs`. */
export function lanesOf({ program, children }: Recorded, beginMs: number): PythonLane[] {
  const [main, ...others] = program;
  const coordinator = children.length > 0 ? merged(program) : (main?.spans ?? new Float64Array());
  // Those that a library keeps from an earlier trial, and that have nothing to do, are none of this one's.
  const had = others.map(({ spans }) => spans).filter(hasRun);
  const threads = children.length > 0 ? [] : rowsOf(had);
  const lane = (name: string, kind: LaneKind, spans: Float64Array): PythonLane => ({
    name,
    kind,
    spans: countedFrom(beginMs, spans),
  });
  return [
    ...threads.map((row) => lane(threadName(row), "thread", row.spans)),
    ...children.map(({ name, lanes }, place) =>
      lane(processName(name, place + 1), "process", merged(lanes)),
    ),
    lane(mainName(threads.length + children.length), "coordinator", coordinator),
  ];
}

function threadName({ first: number, threads }: ThreadRow): string {
  const others = threads - 1;
  return others > 0 ? msg(str`thread ${number} and ${others} more`) : msg(str`thread ${number}`);
}

function processName(name: string, number: number): string {
  const [, rank] = RANK.exec(name) ?? [];
  return rank === undefined ? msg(str`process ${number}`) : msg(str`rank ${rank}`);
}

function mainName(others: number): string {
  return others > 0 ? "main" : msg("main thread");
}

/**
 * One row for all threads of an interpreter. At any moment one holds the GIL, and what it does is
 * shown; where none does, what the first waits for.
 */
function merged(threads: readonly ThreadLane[]): Float64Array {
  const [main, ...helpers] = threads.map(({ spans }) => rows(spans));
  if (main === undefined || helpers.length === 0) {
    return threads[0]?.spans ?? new Float64Array();
  }
  const busy = [...helpers, main].flat().filter(([kind = -1]) => HOLDING.has(kind));
  busy.sort((one, other) => (one[1] ?? 0) - (other[1] ?? 0));
  const idle = main
    .filter(([kind = -1]) => !HOLDING.has(kind))
    .flatMap((row) => without(row, busy));
  const all = [...busy, ...idle].sort((one, other) => (one[1] ?? 0) - (other[1] ?? 0));
  return Float64Array.from(all.flat());
}

/** Whether a thread ever held the GIL. */
function hasRun(spans: Float64Array): boolean {
  return rows(spans).some(([kind = -1]) => HOLDING.has(kind));
}

function rows(spans: Float64Array): number[][] {
  return Array.from({ length: spans.length / SPAN_NUMBERS }, (_, place) => [
    ...spans.subarray(place * SPAN_NUMBERS, (place + 1) * SPAN_NUMBERS),
  ]);
}

/** The pieces of a span in which none of `busy`, which are in order, goes on. */
function without([kind = 0, start = 0, end = 0, ...items]: number[], busy: number[][]): number[][] {
  const pieces: number[][] = [];
  let from = start;
  for (let place = firstEndingAfter(start, busy); from < end; place += 1) {
    const [, busyStart = Infinity, busyEnd = Infinity] = busy[place] ?? [];
    const to = Math.min(busyStart, end);
    if (to > from) {
      pieces.push([kind, from, to, ...items]);
    }
    from = Math.max(from, busyEnd);
  }
  return pieces;
}

/** Where the first span is that is not over at a time. */
function firstEndingAfter(time: number, busy: number[][]): number {
  let [low, high] = [0, busy.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((busy[middle]?.[2] ?? 0) > time) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

function countedFrom(beginMs: number, spans: Float64Array): Float64Array {
  return spans.map((value, place) => {
    const part = place % SPAN_NUMBERS;
    return part === 1 || part === 2 ? value - beginMs : value;
  });
}
