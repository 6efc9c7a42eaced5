import assert from "node:assert/strict";
import { test } from "node:test";
import type { Texture } from "./span-style";
import { colourOf, tileOf } from "./texture";

/** How much of a tile is covered, 0 to 1. */
function covered(texture: Texture, density = 2): number {
  const { pixels, side } = tileOf(texture, [1, 2, 3], density);
  assert.equal(pixels.length, side * side);
  const alphas = new Uint8Array(pixels.buffer).filter((_, byte) => byte % 4 === 3);
  return alphas.reduce((sum, alpha) => sum + alpha / 255, 0) / pixels.length;
}

test("a solid tile is all of one colour", () => {
  const { pixels } = tileOf("solid", [10, 20, 30], 1);
  const bytes = [...new Uint8Array(pixels.buffer)];
  assert.deepEqual(bytes.slice(0, 4), [10, 20, 30, 255]);
  assert.equal(pixels.length, 1);
});

test("textures are told apart by how much they cover, too", () => {
  assert.equal(covered("solid"), 1);
  for (const [texture, share] of [
    ["upright", 0.6],
    ["level", 0.6],
    ["dense-diagonal", 0.45 * Math.SQRT2],
    ["sparse-diagonal", 0.2 * Math.SQRT2],
  ] as const) {
    assert.ok(Math.abs(covered(texture) - share) < 0.06, `${texture}: ${covered(texture)}`);
  }
  assert.ok(covered("crossed") > covered("sparse-diagonal"));
});

test("what a tile leaves open is nothing, whatever its colour", () => {
  const { pixels } = tileOf("sparse-diagonal", [255, 255, 255], 4);
  assert.ok(pixels.includes(0));
});

test("computed colours are read", () => {
  assert.deepEqual(colourOf("rgb(0, 114, 178)"), [0, 114, 178]);
  assert.deepEqual(colourOf("color(srgb 0 0.4 1)"), [0, 102, 255]);
  assert.deepEqual(colourOf("color(srgb 1e-5 0.2 0.6)").map(Math.round), [0, 51, 153]);
});
