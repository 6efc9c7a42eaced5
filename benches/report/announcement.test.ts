import assert from "node:assert/strict";
import { test } from "node:test";
import { announcement } from "./announcement.ts";

test("what was measured here before is known to take as long", () => {
  const last = { quick: true, tookS: { tasks: 70, page: 50 } };
  assert.match(announcement(["tasks", "page"], true, last), /about 2 minutes, as it did/);
  assert.match(announcement(["page"], true, last), /about 50 s, as it did/);
});

test("what was not is told as it usually is", () => {
  const last = { quick: true, tookS: { tasks: 70 } };
  assert.match(announcement(["tasks", "page"], true, last), /about three minutes, after builds/);
  assert.match(announcement(["tasks"], false, last), /about thirty-five minutes/);
  assert.match(announcement(["tasks"], false, null), /about thirty-five minutes/);
});
