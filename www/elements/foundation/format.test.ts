import assert from "node:assert/strict";
import { test } from "node:test";
import { count, instant, rate, roughly, roundDuration } from "./format";

test("a count has its thousands set apart", () => {
  const shown = [-0, 7, 999, 1000, 2_000_000, 12_345.6, -1234].map(count);
  assert.deepEqual(shown, ["0", "7", "999", "1,000", "2,000,000", "12,346", "-1,234"]);
});

/** A label with a plain space. */
function label(ms: number, endMs: number, stepMs: number): string {
  return instant(ms, endMs, stepMs).replace("\u00a0", " ");
}

test("the places of an axis are told apart, however near they are", () => {
  assert.equal(label(5, 20, 5), "5 ms");
  assert.equal(label(1500, 4000, 500), "1.5 s");
  assert.equal(label(12, 20, 0.01), "12 ms");
  assert.equal(label(12.01, 20, 0.01), "12.01 ms");
  assert.equal(label(12.345, 20, 0.005), "12.345 ms");
  assert.equal(label(12_340, 20_000, 10), "12.34 s");
});

test("steps of less than a hundredth of a second are in milliseconds", () => {
  assert.equal(label(12_345, 20_000, 5), "12,345 ms");
  assert.equal(label(12_345.02, 20_000, 0.02), "12,345.02 ms");
});

/** In the way of the tests above: units stay with their numbers. */
const spaced = (text: string) => text.replaceAll("\u00a0", " ");

test("an estimate is no more precise than it is true", () => {
  assert.equal(spaced(roughly(0)), "less than 1 s");
  assert.equal(spaced(roughly(12_345)), "about 12 s");
  assert.equal(spaced(roughly(59_700)), "about 1 min 0 s");
  assert.equal(spaced(roundDuration(20)), "20 ms");
  assert.equal(spaced(roundDuration(1500)), "1.5 s");
  assert.equal(spaced(rate(1234.5, "items")), "1,230 items/s");
});
