import assert from "node:assert/strict";
import { test } from "node:test";
import { marking, markOf } from "./marks";
import { type Fills, SPAN_KINDS } from "./span-style";
import { type Tile, tileOf } from "./texture";

test("what is marked is named by its strategy, and perhaps by a kind of spans", () => {
  const highlight = "threads:lock-wait threads:run processes *:copy";
  assert.deepEqual(markOf(highlight, "threads"), new Set(["lock-wait", "run", "copy"]));
  assert.deepEqual(markOf("threads processes", "processes"), "all");
  assert.deepEqual(markOf(highlight, "sequential"), new Set(["copy"]));
  assert.equal(markOf("threads", "processes"), null);
  assert.equal(markOf(null, "threads"), null);
});

test("spans that are not marked fade, and the others keep their colour", () => {
  const tile = tileOf("solid", [10, 20, 30], 1);
  const fills = Object.fromEntries(SPAN_KINDS.map((kind) => [kind, tile])) as Fills<Tile>;
  const paint = marking({ fills, rule: null }, new Set(["run"] as const));
  assert.equal(paint.fills.run, tile);
  const [, , , alpha = 255] = new Uint8Array(paint.fills.copy.pixels.buffer);
  assert.ok(alpha > 0 && alpha < 128, `${alpha}`);
  assert.equal(marking({ fills, rule: null }, "all").fills.copy, tile);
});
