import assert from "node:assert/strict";
import { test } from "node:test";
import { TimeScale } from "./time-scale";

test("pixels and times lead to one another", () => {
  const scale = new TimeScale(-50, 150, 400);
  assert.equal(scale.toPixel(-50), 0);
  assert.equal(scale.toPixel(150), 400);
  assert.equal(scale.toMs(scale.toPixel(33)), 33);
});

test("ticks are round, in view, and far enough apart", () => {
  for (const [start, end, width] of [
    [0, 1620, 600],
    [-12, 7.3, 320],
    [0, 0.004, 900],
    [5000, 90_000, 250],
  ] as const) {
    const scale = new TimeScale(start, end, width);
    const ticks = scale.ticks(60);
    assert.ok(ticks.length >= 1, `${ticks}`);
    for (const [index, tick] of ticks.entries()) {
      assert.ok(tick >= start && tick <= end, `${tick} in ${start} to ${end}`);
      const next = ticks[index + 1];
      if (next !== undefined) {
        assert.ok(scale.toPixel(next) - scale.toPixel(tick) >= 59.9);
        assert.match((next - tick).toExponential(3), /^[125]\.000e/);
      }
    }
  }
});

test("a view of no length has no ticks", () => {
  assert.deepEqual(new TimeScale(3, 3, 100).ticks(50), []);
});
