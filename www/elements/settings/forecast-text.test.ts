import assert from "node:assert/strict";
import { test } from "node:test";
import { forecastText } from "./forecast-text";

const plain = (text: string) => text.replaceAll("\u00a0", " ");

test("what takes minutes is told in minutes, and what sequential takes of them", () => {
  const both = forecastText({ totalMs: 373_000, sequentialMs: 180_000 });
  assert.equal(plain(both), "Takes about 6 min; sequential alone about 3 min.");
  const alone = forecastText({ totalMs: 180_000, sequentialMs: 180_000 });
  assert.equal(plain(alone), "Takes about 3 min.");
});

test("what is short is told in seconds", () => {
  const seconds = forecastText({ totalMs: 12_400, sequentialMs: 9_000 });
  assert.equal(plain(seconds), "Takes about 12 s.");
  assert.equal(plain(forecastText({ totalMs: 300, sequentialMs: 90 })), "Takes less than 1 s.");
});
