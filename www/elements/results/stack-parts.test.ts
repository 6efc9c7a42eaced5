import assert from "node:assert/strict";
import { test } from "node:test";
import type { SpeedupStack } from "../../generated/types/SpeedupStack";
import { amountText, drawnStack, partsSeen, workersOf } from "./stack-parts";

const NONE: SpeedupStack = {
  speedup: 0,
  inflation: 0,
  lockWait: 0,
  serialise: 0,
  copy: 0,
  waiting: 0,
  startAndCombine: 0,
};

test("the segments follow each other from nothing to the workers", () => {
  const stack = { ...NONE, speedup: 1.5, inflation: 0.2, waiting: 0.299, copy: 0.001 };
  const { segments, gains } = drawnStack(stack);
  assert.deepEqual(
    segments.map(({ part }) => part.name),
    ["speedup", "inflation", "waiting"],
  );
  const [first, ...others] = segments;
  assert.equal(first?.from, 0);
  others.reduce((last, next) => {
    assert.equal(next.from, last);
    return next.to;
  }, first?.to);
  assert.ok(Math.abs((segments.at(-1)?.to ?? 0) - 2) < 0.005);
  assert.deepEqual(gains, []);
  assert.equal(workersOf(stack), 2);
});

test("what took less than sequential reaches beyond the workers, and back to them", () => {
  const stack = { ...NONE, speedup: 2.3, waiting: 0.1, inflation: -0.4 };
  const { segments, gains } = drawnStack(stack);
  const end = segments.at(-1)?.to ?? 0;
  assert.ok(Math.abs(end - 2.4) < 1e-9);
  assert.deepEqual(
    gains.map(({ part, from }) => [part.name, from]),
    [["inflation", 2]],
  );
  assert.ok(Math.abs((gains[0]?.to ?? 0) - end) < 1e-9);
});

test("only what is seen is named, and amounts have a true minus", () => {
  const seen = partsSeen([
    { ...NONE, speedup: 2 },
    { ...NONE, speedup: 1, lockWait: 1 },
  ]);
  assert.deepEqual(
    seen.map(({ name }) => name),
    ["speedup", "lockWait"],
  );
  assert.deepEqual([0.123, -0.34, -0.001].map(amountText), ["0.12", "−0.34", "0"]);
});
