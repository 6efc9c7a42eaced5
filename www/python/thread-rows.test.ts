import assert from "node:assert/strict";
import { test } from "node:test";
import { SPAN_NUMBERS } from "../engine/span-kinds";
import { OWN_ROWS, rowsOf } from "./thread-rows";

const RUN = 0;

/** A thread that runs from one time to another. */
function thread(startMs: number, endMs: number): Float64Array {
  return Float64Array.of(RUN, startMs, endMs, -1, -1);
}

/** When the spans of a row begin and end. */
function times(spans: Float64Array): [number, number][] {
  return Array.from({ length: spans.length / SPAN_NUMBERS }, (_, place) => {
    const at = place * SPAN_NUMBERS;
    return [spans[at + 1] ?? Number.NaN, spans[at + 2] ?? Number.NaN];
  });
}

test("each thread has a row of its own, even where they run one after the other", () => {
  const threads = Array.from({ length: OWN_ROWS }, (_, place) => thread(place, place + 1));
  const rows = rowsOf(threads);
  assert.deepEqual(
    rows,
    threads.map((spans, place) => ({ first: place + 1, threads: 1, spans })),
  );
});

test("ten thousand short threads take over each other's rows, and all that they did is there", () => {
  const count = 10_000;
  const rows = rowsOf(Array.from({ length: count }, (_, place) => thread(place, place + 1)));
  assert.equal(rows.length, OWN_ROWS);
  const all = rows.flatMap(({ spans }) => times(spans)).sort(([one], [other]) => one - other);
  assert.deepEqual(
    all,
    Array.from({ length: count }, (_, place) => [place, place + 1]),
  );
  for (const { threads, spans } of rows) {
    const own = times(spans);
    assert.equal(own.length, threads);
    assert.ok(own.every(([start], place) => start >= (own[place - 1]?.[1] ?? 0)));
  }
});

test("a thread that has not ended keeps its row", () => {
  const long = Array.from({ length: OWN_ROWS + 10 }, () => thread(0, 1_000));
  const rows = rowsOf([...long, thread(1, 2), thread(3, 4)]);
  assert.equal(rows.length, long.length + 1);
  assert.deepEqual(rows.at(-1), {
    first: long.length + 1,
    threads: 2,
    spans: Float64Array.of(RUN, 1, 2, -1, -1, RUN, 3, 4, -1, -1),
  });
});
