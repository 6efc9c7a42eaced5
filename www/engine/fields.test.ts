import assert from "node:assert/strict";
import { test } from "node:test";
import { plainFields } from "./fields";

test("whatever a script gives can be sent, for Rust's check to refuse", () => {
  const textless = Object.create(null);
  const given = { size: textless, trials: Symbol("many"), urls: [new URL("http://h/a"), textless] };
  assert.deepEqual(plainFields({ ...given, workers: null, seed: undefined }), {
    size: "object",
    trials: "Symbol(many)",
    urls: ["http://h/a", "object"],
  });
  const { versions } = plainFields({ versions: [{ name: Symbol("one"), source: textless }] });
  const version = { id: "", name: "Symbol(one)", source: "object", unordered: false };
  assert.deepEqual(versions, [version]);
});
