import assert from "node:assert/strict";
import { test } from "node:test";
import { duration } from "../foundation/format";
import { arrival } from "./arrival";

test("each trial has its place, and those equally fast share one", () => {
  const all = [40, 10, 30, 10];
  assert.deepEqual(
    all.map((elapsedMs) => arrival(elapsedMs, all).split(" · ")[0]),
    ["4th", "1st", "3rd", "1st"],
  );
});

test("an arrival tells its time", () => {
  assert.equal(arrival(1500, [1500]), `1st · ${duration(1500)}`);
});
