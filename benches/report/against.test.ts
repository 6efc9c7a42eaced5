import assert from "node:assert/strict";
import { test } from "node:test";
import type { Figure } from "../figures/figure.ts";
import { worsened } from "./against.ts";

const figure = (values: number[], better: Figure["better"] = "less"): Figure => ({
  group: "a group",
  name: "a name",
  unit: "ms",
  values,
  better,
});

test("what is slower beyond the noise is told", () => {
  const lines = worsened([figure([12, 12.1, 12.2])], [figure([10, 10.1, 10.2])]);
  assert.deepEqual(lines, ["a group, a name: 12.1 ms, and was 10.1"]);
});

test("what gains less is told where more is better", () => {
  const [now, before] = [figure([1.5, 1.5], "more"), figure([1.9, 1.9], "more")];
  assert.equal(worsened([now], [before]).length, 1);
  assert.equal(worsened([before], [now]).length, 0);
});

test("noise, little changes and what is better are not told", () => {
  const before = figure([10, 11, 12]);
  assert.deepEqual(worsened([figure([10.5, 12, 13.5])], [before]), []);
  assert.deepEqual(worsened([figure([10.2, 10.2])], [figure([10, 10])]), []);
  assert.deepEqual(worsened([figure([5, 5])], [before]), []);
});

test("what was not measured before is not compared", () => {
  assert.deepEqual(worsened([figure([12])], []), []);
});
