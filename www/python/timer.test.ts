import assert from "node:assert/strict";
import { test } from "node:test";
import { after } from "./timer";

test("a timer of many days does not go off at once", async () => {
  let hasGoneOff = false;
  const timer = after(3e9, () => {
    hasGoneOff = true;
  });
  await new Promise((resolve) => after(20, () => resolve(undefined)));
  clearTimeout(timer);
  assert.ok(!hasGoneOff);
});
