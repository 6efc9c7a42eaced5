import assert from "node:assert/strict";
import { test } from "node:test";
import type { Lane } from "../../generated/types/Lane";
import type { Span } from "../../generated/types/Span";
import type { Trial } from "../../generated/types/Trial";
import { Completions } from "./completions";

function trial(elapsedMs: number, ...lanes: Span[][]): Trial {
  const named = lanes.map((spans): Lane => ({ name: "", kind: "thread", busyMs: 0, spans }));
  return { elapsedMs, lanes: named } as unknown as Trial;
}

const run = (startMs: number, endMs: number, start: number, end: number): Span => ({
  kind: "run",
  startMs,
  endMs,
  range: { start, end },
});

test("items count once their range is computed", () => {
  const completions = new Completions(
    trial(
      50,
      [run(0, 10, 0, 3), { kind: "wait", startMs: 10, endMs: 20 }, run(20, 40, 6, 10)],
      [run(0, 30, 3, 6), { kind: "run", startMs: 40, endMs: 50 }],
    ),
  );
  const shares = [-1, 9.9, 10, 29, 30, 39, 40, 50].map((ms) => completions.shareAt(ms));
  assert.deepEqual(shares, [0, 0, 0.3, 0.3, 0.6, 0.6, 1, 1]);
});

test("downloading an item does not complete it", () => {
  const fetch: Span = { kind: "fetch", startMs: 0, endMs: 5, range: { start: 0, end: 1 } };
  const completions = new Completions(trial(10, [fetch, run(5, 6, 0, 1)]));
  assert.equal(completions.shareAt(5), 0);
  assert.equal(completions.shareAt(6), 1);
});

test("a trial that tells no ranges is done when it is over", () => {
  const completions = new Completions(trial(10, [{ kind: "run", startMs: 0, endMs: 10 }]));
  assert.equal(completions.shareAt(9), 0);
  assert.equal(completions.shareAt(10), 1);
});
