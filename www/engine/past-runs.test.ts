import assert from "node:assert/strict";
import { test } from "node:test";
import type { RunReport } from "../generated/types/RunReport";
import type { RunRequest } from "../generated/types/RunRequest";
import { PastRuns } from "./past-runs";

function request(fields: Partial<RunRequest>): RunRequest {
  const defaults = {
    task: "count-primes",
    size: 10,
    language: ["rust"],
    strategies: ["sequential"],
    versions: [],
  };
  return { ...defaults, ...fields } as RunRequest;
}

function report(fields: Partial<RunRequest>, medians: Record<string, number>): RunReport {
  const [language] = request(fields).language;
  const results = Object.entries(medians).map(([strategy, medianMs]) => ({
    language,
    strategy,
    medianMs,
  }));
  return { request: request(fields), results } as RunReport;
}

test("the newest run of the same work tells what each strategy takes", () => {
  const past = new PastRuns();
  past.note(report({}, { sequential: 9, threads: 5 }));
  past.note(report({ seed: 7, trials: 9 }, { sequential: 8 }));
  past.note(report({ size: 20 }, { sequential: 99 }));
  const strategies = ["sequential", "threads", "processes"];
  assert.deepEqual(past.seenMs(request({ strategies })), [8, 5, null]);
  assert.deepEqual(past.seenMs(request({ size: 30 })), [null]);
  past.note(report({ language: ["python"] }, { sequential: 300 }));
  assert.deepEqual(past.seenMs(request({ language: ["python", "rust"] })), [300, 8]);
});

test("not all runs are remembered for ever", () => {
  const past = new PastRuns();
  for (let size = 0; size < 100; size += 1) {
    past.note(report({ size }, { sequential: 1 }));
  }
  assert.deepEqual(past.seenMs(request({ size: 0 })), [null]);
  assert.deepEqual(past.seenMs(request({ size: 99 })), [1]);
});
