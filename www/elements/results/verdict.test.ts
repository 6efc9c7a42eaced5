import assert from "node:assert/strict";
import { test } from "node:test";
import type { StrategyResult } from "../../generated/types/StrategyResult";
import type { Trial } from "../../generated/types/Trial";
import { deviations, reservations, verdict, withinNoise } from "./verdict";

/** A result with these trials; the rest follows as Rust has it. */
function result(strategy: string, elapsed: number[], matchesSequential = true): StrategyResult {
  const sorted = elapsed.toSorted((a, b) => a - b);
  const medianMs = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return {
    language: "rust",
    strategy,
    workers: 2,
    items: 1,
    output: 1,
    matchesSequential,
    trials: elapsed.map((elapsedMs) => ({ elapsedMs }) as Trial),
    medianMs,
    minMs: sorted[0] ?? 0,
    maxMs: sorted.at(-1) ?? 0,
    speedup: 1000 / medianMs,
    efficiency: 500 / medianMs,
  };
}

test("trials that overlap are within the noise, others are not", () => {
  assert.ok(withinNoise(result("threads", [100, 120]), result("processes", [119, 140])));
  assert.ok(!withinNoise(result("threads", [100, 120]), result("processes", [121, 140])));
});

test("a lone trial is taken to vary", () => {
  assert.ok(withinNoise(result("threads", [100]), result("processes", [115])));
  assert.ok(!withinNoise(result("threads", [100]), result("processes", [200])));
});

test("a clear winner is named", () => {
  const sentence = verdict([
    result("sequential", [990, 1000, 1010]),
    result("threads", [490, 500, 510]),
  ]);
  assert.match(sentence, /^Fastest: Threads, 500\sms, 2\.00× as fast as sequential\.$/);
});

test("no winner is claimed within the noise", () => {
  const sentence = verdict([
    result("sequential", [990, 1000, 1010]),
    result("threads", [490, 500, 530]),
    result("processes", [520, 540, 560]),
  ]);
  assert.equal(sentence, "Threads and Processes cannot be told apart. The others are slower.");
});

test("what the network kept back is not called wrong, and does not compete", () => {
  const open = { ...result("threads", [1, 1, 1], false), notComparable: "3 downloads failed" };
  const sentence = verdict([result("sequential", [990, 1000, 1010]), open]);
  assert.match(sentence, /Not comparable: Threads\.$/);
  assert.doesNotMatch(sentence, /Fastest: Threads|Wrong/);
});

test("an output as near as it is meant to be competes, and one further off does not", () => {
  const gpu = (tolerable: boolean): StrategyResult => ({
    ...result("gpu", [1, 1, 1], false),
    deviation: { tolerable, told: "f32: 0.3 % of pixels differ" },
  });
  const sequential = result("sequential", [990, 1000, 1010]);
  assert.match(verdict([sequential, gpu(true)]), /^Fastest: GPU/);
  assert.match(verdict([sequential, gpu(false)]), /Wrong output: GPU\.$/);
  assert.deepEqual(deviations([sequential, gpu(true)]), [
    "The output of GPU is not equal to sequential’s: f32: 0.3 % of pixels differ",
  ]);
});

test("a wrong output does not compete, and is named", () => {
  const sentence = verdict([
    result("sequential", [990, 1000, 1010]),
    result("threads", [1, 1, 1], false),
    result("processes", [490, 500, 510]),
  ]);
  assert.match(sentence, /^Fastest: Processes/);
  assert.match(sentence, /Wrong output: Threads\.$/);
});

test("a busy machine is told of whatever it slowed", () => {
  const slowed = (strategy: string, factor: number): StrategyResult => ({
    ...result(strategy, [900]),
    inflation: { factor, cause: "busy-machine" },
  });
  const [sentence, ...others] = reservations([
    result("sequential", [1000]),
    slowed("threads", 1.5),
    slowed("processes", 1.9),
  ]);
  assert.equal(
    sentence,
    "With Threads and Processes the same work took up to 1.90× as long in all as sequential, since other programs used the cores for part of the time.",
  );
  assert.deepEqual(others, []);
});

test("downloads are not compared as like with like where more are in flight", () => {
  const downloads = (strategy: string, inFlight: number) => ({
    ...result(strategy, [100]),
    inFlight,
  });
  const sequential = downloads("sequential", 1);
  const threads = downloads("threads", 4);
  assert.deepEqual(reservations([sequential, downloads("event-loop", 8), threads]), [
    "Downloads in flight: 8 by Event loop, 4 by Threads. So like is not compared with like.",
  ]);
  assert.deepEqual(reservations([sequential, downloads("event-loop", 4), threads]), []);
  assert.deepEqual(reservations([result("sequential", [1]), result("threads", [2])]), []);
});

test("each language has a winner of its own, and no language is held against another", () => {
  const inPython = (strategy: string, elapsed: number[]): StrategyResult => ({
    ...result(strategy, elapsed),
    language: "python",
  });
  const sentence = verdict([
    result("sequential", [990, 1000, 1010]),
    result("threads", [490, 500, 510]),
    inPython("sequential", [19_000, 20_000, 21_000]),
    inPython("processes", [9_900, 10_000, 10_100]),
  ]);
  assert.match(
    sentence,
    /^Fastest in Rust: Threads, 500\sms, .* Fastest in Python: Processes, 10\.0\ss,/,
  );
});

test("nothing is said of nothing", () => {
  assert.equal(verdict([]), "Nothing finished.");
});
