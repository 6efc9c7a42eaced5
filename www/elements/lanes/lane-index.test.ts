import assert from "node:assert/strict";
import { test } from "node:test";
import type { Span } from "../../generated/types/Span";
import { LaneIndex } from "./lane-index";
import { SPAN_KINDS } from "./span-style";

/** A lane of spans and gaps whose lengths and kinds look random, and are always the same. */
function irregular(length: number): Span[] {
  let state = 1;
  const below = (limit: number) => {
    state = (state * 48271) % 0x7fffffff;
    return state % limit;
  };
  let now = 0;
  return Array.from({ length }, () => {
    const startMs = now + below(3);
    now = startMs + below(10) / 4;
    const kind = SPAN_KINDS[below(SPAN_KINDS.length)] ?? "run";
    return { kind, startMs, endMs: now };
  });
}

function filled(spans: Span[]): LaneIndex {
  const index = new LaneIndex({ spans });
  assert.ok(index.fill(Number.POSITIVE_INFINITY));
  return index;
}

const SPANS = irregular(1000);
const END = SPANS.at(-1)?.endMs ?? 0;

test("spans are found as by looking at each", () => {
  const index = filled(SPANS);
  const orLength = (found: number) => (found < 0 ? SPANS.length : found);
  for (let ms = -5; ms < END + 5; ms += 1.3) {
    const ending = orLength(SPANS.findIndex(({ endMs }) => endMs >= ms));
    const beginning = orLength(SPANS.findIndex(({ startMs }) => startMs >= ms));
    assert.equal(index.firstEnding(ms), ending);
    assert.equal(index.firstBeginning(ms), beginning);
    assert.equal(index.firstBeginning(ms, Math.max(beginning - 7, 0)), beginning);
  }
});

test("times by kind are summed up as by adding each", () => {
  const index = filled(SPANS);
  for (const [from, to] of [
    [0, 1000],
    [0, 0],
    [31, 33],
    [64, 640],
    [999, 1000],
  ] as const) {
    const sums = new Float64Array(SPAN_KINDS.length);
    index.addTimes(sums, from, to);
    SPAN_KINDS.forEach((kind, number) => {
      const own = SPANS.slice(from, to).filter((span) => span.kind === kind);
      const expected = own.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
      assert.ok(Math.abs((sums[number] ?? 0) - expected) < 1e-9, `${kind} ${from}..${to}`);
    });
  }
});

test("the time of a kind between moments counts the parts of spans, too", () => {
  const index = filled(SPANS);
  const moments = Float64Array.of(-10, 5, 10.1, 10.2, 33.3, 777.7, 777.7, END - 1, END, END + 100);
  for (const kind of SPAN_KINDS) {
    const times = new Float64Array(moments.length - 1).fill(7);
    index.addTimesBetween(kind, moments, times);
    times.forEach((time, place) => {
      const [from = 0, to = 0] = moments.subarray(place);
      const expected = SPANS.filter((span) => span.kind === kind).reduce(
        (sum, { startMs, endMs }) =>
          sum + Math.max(Math.min(endMs, to) - Math.max(startMs, from), 0),
        7,
      );
      assert.ok(Math.abs(time - expected) < 1e-9, `${kind} ${from} to ${to}: ${time}, ${expected}`);
    });
  }
});

test("it is filled piece by piece, and what is filled can be found", () => {
  const spans = irregular(10_000);
  const index = new LaneIndex({ spans });
  assert.equal(index.length, 0);
  assert.equal(index.firstEnding(0), 0);
  assert.equal(index.fill(0), false);
  const { length } = index;
  assert.ok(length > 0 && length < spans.length, `${length}`);
  assert.equal(index.firstBeginning(Number.POSITIVE_INFINITY), length);
  let rounds = 0;
  while (!index.fill(0)) {
    rounds += 1;
  }
  assert.ok(rounds > 1);
  assert.ok(index.isComplete);
  assert.equal(index.length, spans.length);
});

test("it knows how many spans of a kind there are", () => {
  const index = filled(SPANS);
  for (const kind of SPAN_KINDS) {
    assert.equal(index.count(kind), SPANS.filter((span) => span.kind === kind).length);
  }
});

test("a lane without spans has none to find", () => {
  const index = filled([]);
  assert.equal(index.firstEnding(0), 0);
  const times = new Float64Array(1);
  index.addTimesBetween("run", Float64Array.of(0, 10), times);
  assert.deepEqual(times, Float64Array.of(0));
});
