import assert from "node:assert/strict";
import { test } from "node:test";
import type { RunReport } from "../../generated/types/RunReport";
import { sampleReport } from "./sample-report";

// The bundler writes it in.
Object.assign(globalThis, { BUILD_ID: "" });
const { compared } = await import("./comparison");

/** The sample with every time multiplied. */
function slower(factor: number): RunReport {
  const report = sampleReport();
  const results = report.results.map((result) => ({
    ...result,
    medianMs: result.medianMs * factor,
    minMs: result.minMs * factor,
    maxMs: result.maxMs * factor,
  }));
  return { ...report, results };
}

test("strategies are compared by their medians", () => {
  const { contenders, differences } = compared(slower(2), sampleReport());
  assert.deepEqual(
    contenders.map(({ strategy, factor, isNoise }) => [strategy, factor, isNoise]),
    [
      ["sequential", 2, false],
      ["threads", 2, false],
    ],
  );
  assert.deepEqual(differences, []);
});

test("what is within the noise is called so", () => {
  const { contenders } = compared(slower(1.01), sampleReport());
  assert.ok(contenders.every(({ isNoise }) => isNoise));
});

test("only what both have is compared", () => {
  const [sequential] = sampleReport().results;
  assert.ok(sequential);
  const alone = { ...sampleReport(), results: [sequential] };
  assert.equal(compared(alone, sampleReport()).contenders.length, 1);
  assert.equal(compared(sampleReport(), alone).contenders.length, 1);
});

test("a language is only compared with itself", () => {
  const report = sampleReport();
  const inPython = report.results.map((result) => ({ ...result, language: "python" as const }));
  assert.deepEqual(compared({ ...report, results: inPython }, report).contenders, []);
});

test("settings that differ are told, unless they change no trial", () => {
  const report = sampleReport();
  const request = { ...report.request, size: 20, trials: 9 };
  const { contenders, differences } = compared({ ...report, request }, report);
  assert.equal(contenders.length, 2);
  assert.deepEqual(differences, [{ field: "size", saved: "20", newest: "10" }]);
});

test("other tasks are not compared", () => {
  const report = sampleReport();
  const other = { ...report, request: { ...report.request, task: "mandelbrot" } };
  assert.deepEqual(compared(other, report).contenders, []);
});
