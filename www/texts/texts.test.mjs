import assert from "node:assert/strict";
import { test } from "node:test";
import { lackingTexts } from "./texts.mjs";

test("no language lacks a text (`npm --prefix www run texts` writes down what it lacks)", async () => {
  assert.deepEqual(await lackingTexts(), []);
});
