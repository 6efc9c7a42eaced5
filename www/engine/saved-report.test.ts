import assert from "node:assert/strict";
import { test } from "node:test";
import { savedReport } from "./saved-report.ts";

/** What becomes of the one lane's spans of a report that was saved with them. */
function spansOf(...spans: unknown[]): unknown {
  const saved = { results: [{ trials: [{ lanes: [{ name: "worker", spans }] }] }] };
  const report = savedReport(JSON.stringify(saved)) as typeof saved;
  return report.results[0]?.trials[0]?.lanes[0]?.spans;
}

test("spans are packed", () => {
  const packed = spansOf(
    { kind: "run", startMs: 0.5, endMs: 2, range: { start: 3, end: 7 } },
    { kind: "run", startMs: 2, endMs: 3 },
  );
  assert.ok(packed instanceof Float64Array);
  assert.deepEqual([...packed.subarray(1, 5)], [0.5, 2, 3, 7]);
  assert.deepEqual([...packed.subarray(6)], [2, 3, -1, -1]);
});

for (const [what, span] of Object.entries({
  "of no known kind": { kind: "sleep", startMs: 0, endMs: 1 },
  "that never begins": { kind: "run", startMs: null, endMs: 1 },
  "of half an item": { kind: "run", startMs: 0, endMs: 1, range: { start: 0.5, end: 1 } },
  "of items beyond all": { kind: "run", startMs: 0, endMs: 1, range: { start: 0, end: 2 ** 32 } },
  "of a range without an end": { kind: "run", startMs: 0, endMs: 1, range: { start: 0 } },
  "that is nothing": null,
})) {
  test(`a span ${what} is left for Rust to refuse, and all others with it`, () => {
    const good = { kind: "run", startMs: 0, endMs: 1 };
    assert.deepEqual(spansOf(good, span), [good, span]);
  });
}

test("what lies too deep for Rust to follow is refused", () => {
  const nested = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;
  for (const where of ['{"results":[{"output":?}]}', '{"environment":{"native":{"a":?}}}']) {
    assert.ok(savedReport(where.replace("?", nested(1e5))) instanceof Error);
    assert.ok(!(savedReport(where.replace("?", nested(20))) instanceof Error));
  }
});

test("what is no report is left as it is", () => {
  for (const saved of [null, 7, [], {}, { results: 1 }, { results: [{}] }]) {
    assert.deepEqual(savedReport(JSON.stringify(saved)), saved);
  }
});

test("what is no JSON is the error that says so", () => {
  assert.ok(savedReport("{") instanceof SyntaxError);
});
