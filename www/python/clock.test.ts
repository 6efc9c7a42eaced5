import assert from "node:assert/strict";
import { test } from "node:test";
import { Clock } from "./clock";

Object.assign(globalThis, { crossOriginIsolated: true });

test("an interval that is longer than there is room for is as long as there is room for", () => {
  const clock = new Clock("");
  clock.interval = 3_600_000;
  assert.ok(clock.interval > 1_000_000, `${clock.interval} ms`);
});
