import assert from "node:assert/strict";
import { test } from "node:test";
import type { StrategyResult } from "../../generated/types/StrategyResult";
import { languagePairs, pairText } from "./language-pairs";

/** A result of two trials near its median. */
function result(
  language: StrategyResult["language"],
  strategy: string,
  medianMs: number,
  matchesSequential = true,
): StrategyResult {
  const [minMs, maxMs] = [medianMs * 0.98, medianMs * 1.02];
  const trials = [minMs, maxMs].map((elapsedMs) => ({ elapsedMs }));
  const times = { trials, medianMs, minMs, maxMs };
  return { language, strategy, matchesSequential, ...times } as StrategyResult;
}

test("a large share is told as a fraction, a small one as a percentage", () => {
  const texts = languagePairs([
    result("rust", "sequential", 100),
    result("rust", "threads", 50),
    result("python", "sequential", 2310),
    result("python", "threads", 120),
  ]).map((pair) => [pair.strategy, pairText(pair)]);
  assert.deepEqual(texts, [
    ["sequential", "Rust took 1/23 of Python’s time"],
    ["threads", "Rust took 42% of Python’s time"],
  ]);
});

test("whichever language is faster is named, and none within the noise", () => {
  const [quick, level] = languagePairs([
    result("rust", "threads", 400),
    result("rust", "event-loop", 1000),
    result("python", "threads", 100),
    result("python", "event-loop", 1010),
  ]).map(pairText);
  assert.equal(quick, "Python took 25% of Rust’s time");
  assert.match(level ?? "", /within the noise$/);
});

test("what has no counterpart, or a wrong output, is not compared", () => {
  const pairs = languagePairs([
    result("rust", "sequential", 100),
    result("rust", "threads", 50, false),
    result("python", "threads", 120),
  ]);
  assert.deepEqual(pairs, []);
});
