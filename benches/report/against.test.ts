import assert from "node:assert/strict";
import { test } from "node:test";
import type { Figure } from "../figures/figure.ts";
import { changes } from "./against.ts";

const figure = (values: number[], better: Figure["better"] = "less"): Figure => ({
  group: "a group",
  name: "a name",
  unit: "ms",
  values,
  better,
});

test("what is slower beyond the noise is told, and what is quicker", () => {
  const [slow, quick] = [figure([12, 12.1, 12.2]), figure([10, 10.1, 10.2])];
  assert.deepEqual(changes([slow], [quick]), {
    worse: ["a group, a name: 12.1 ms, and was 10.1"],
    better: [],
  });
  assert.deepEqual(changes([quick], [slow]), {
    worse: [],
    better: ["a group, a name: 10.1 ms, and was 12.1"],
  });
});

test("what gains less is told where more is better", () => {
  const [less, more] = [figure([1.5, 1.5], "more"), figure([1.9, 1.9], "more")];
  assert.equal(changes([less], [more]).worse.length, 1);
  assert.equal(changes([more], [less]).better.length, 1);
});

test("noise and little changes are not told", () => {
  const before = figure([10, 11, 12]);
  const none = { worse: [], better: [] };
  assert.deepEqual(changes([figure([10.5, 12, 13.5])], [before]), none);
  assert.deepEqual(changes([figure([10.2, 10.2])], [figure([10, 10])]), none);
});

test("what was not measured before is not compared", () => {
  assert.deepEqual(changes([figure([12])], []), { worse: [], better: [] });
});
