import assert from "node:assert/strict";
import { test } from "node:test";
import type { GraphNode } from "../../generated/types/GraphNode";
import { placed, summaryOf } from "./graph-layout";

const node = (label: string, ...dependsOn: number[]): GraphNode => ({ label, dependsOn });

/** Three ranges, of which two neighbours are combined at a time. */
const TREE = [
  node("run 0–4"),
  node("run 5–9"),
  node("run 10–12"),
  node("combine", 0, 1),
  node("combine", 3, 2),
];

test("a node is below all it depends on, in their middle", () => {
  const places = placed(TREE).map(({ layer, x }) => [layer, x]);
  assert.deepEqual(places, [
    [0, 0],
    [0, 1],
    [0, 2],
    [1, 0.5],
    [2, 1.25],
  ]);
});

test("no two nodes of a layer overlap", () => {
  const shared = [node("a"), node("b", 0), node("c", 0), node("d", 0), node("e", 1, 3)];
  const places = placed(shared);
  for (const one of places) {
    for (const other of places) {
      assert.ok(one === other || one.layer !== other.layer || Math.abs(one.x - other.x) >= 1);
    }
  }
});

test("layers are summed up by what their nodes do", () => {
  const summary = summaryOf([...TREE, node("download 1"), node("run 13–15", 5)]);
  assert.deepEqual(
    summary.map(({ count, words }) => [count, ...words]),
    [
      [4, ["run", 3], ["download", 1]],
      [2, ["combine", 1], ["run", 1]],
      [1, ["combine", 1]],
    ],
  );
});

test("of no nodes there is nothing to place", () => {
  assert.deepEqual(placed([]), []);
  assert.deepEqual(summaryOf([]), []);
});
