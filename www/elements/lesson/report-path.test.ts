import assert from "node:assert/strict";
import { test } from "node:test";
import type { RunReport } from "../../generated/types/RunReport";
import { find } from "./report-path";

/** A trial that copied as many bytes as it took milliseconds, and half as long. */
const trial = (elapsedMs: number) => ({
  elapsedMs,
  traffic: { bytesCopied: elapsedMs },
  breakdown: { kinds: [{ kind: "lock-wait", totalMs: elapsedMs / 2 }] },
});

const result = (language: string, strategy: string, medianMs: number) => ({
  language,
  strategy,
  medianMs,
  speedup: 1000 / medianMs,
  output: "25997 primes",
  trials: [trial(medianMs * 2), trial(medianMs), trial(medianMs / 2)],
});

const REPORT = {
  request: { workers: 4, task: "count-primes" },
  environment: { logicalCores: 8 },
  results: [
    result("rust", "sequential", 1000),
    result("python", "sequential", 8000),
    result("rust", "threads", 250),
    result("python", "threads", 8200),
  ],
} as unknown as RunReport;

test("a path leads to a result's field, in its first language or in the one that it names", () => {
  assert.deepEqual(find(REPORT, "threads.speedup"), { value: 4, field: "speedup" });
  assert.deepEqual(find(REPORT, "threads.python.medianMs"), { value: 8200, field: "medianMs" });
  assert.deepEqual(find(REPORT, "threads.trials"), { value: 3, field: "trials" });
  assert.deepEqual(find(REPORT, "threads.output"), { word: "25997 primes" });
});

test("what was moved, and what lanes spent their time on, are the median trial's", () => {
  assert.deepEqual(find(REPORT, "threads.bytesCopied"), { value: 250, field: "bytesCopied" });
  assert.deepEqual(find(REPORT, "threads.lockWaitMs"), { value: 125, field: "lockWaitMs" });
  const share = find(REPORT, "threads.lockWaitMs/threads.medianMs");
  assert.deepEqual(share, { value: 0.5, field: "speedup" });
  assert.equal(find(REPORT, "threads.fetchMs"), undefined);
});

test("the fastest and the slowest have names and fields", () => {
  assert.deepEqual(find(REPORT, "fastest"), { word: "threads" });
  assert.deepEqual(find(REPORT, "fastest.python.medianMs"), { value: 8000, field: "medianMs" });
  assert.deepEqual(find(REPORT, "slowest.medianMs"), { value: 8200, field: "medianMs" });
});

test("where it ran and what was asked for are found as well", () => {
  assert.deepEqual(find(REPORT, "environment.logicalCores"), { value: 8, field: "logicalCores" });
  assert.deepEqual(find(REPORT, "request.task"), { word: "count-primes" });
});

test("two figures make a ratio or a difference", () => {
  const ratio = find(REPORT, "sequential.python.medianMs/sequential.rust.medianMs");
  assert.deepEqual(ratio, { value: 8, field: "speedup" });
  const difference = find(REPORT, "sequential.medianMs - threads.medianMs");
  assert.deepEqual(difference, { value: 750, field: "medianMs" });
});

test("what a report does not have is not made up", () => {
  for (const path of [
    "processes.speedup",
    "threads.nothing",
    "threads.trials.x.y",
    "",
    "fastest/2",
  ]) {
    assert.equal(find(REPORT, path), undefined, path);
  }
});
