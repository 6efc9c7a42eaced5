import assert from "node:assert/strict";
import { mock, test } from "node:test";
import type { RunReport } from "../../generated/types/RunReport";
import type { Swept } from "./sweep";

// The bundler writes it in.
Object.assign(globalThis, { BUILD_ID: "" });
const { Engine, PlaygroundFailure } = await import("../../engine/engine");
const { sweepWorkers } = await import("./sweep");

const SWEPT: Swept = { language: "rust", strategy: "threads", title: "Threads" };

/** A report of what was asked for, as far as a sweep looks. */
function reportOf(workers: number): RunReport {
  const results = ["sequential", "threads"].map((strategy) => ({
    language: "rust",
    strategy,
    trials: [{ elapsedMs: 8 / workers }],
  }));
  return { request: { workers }, results } as unknown as RunReport;
}

/** Sweeps up to 4 workers on an engine that refuses more than `most`: what was measured, and what failed. */
async function sweptUpTo(most: number) {
  const engine = {
    async run({ workers }: { workers: string }) {
      if (Number(workers) > most) {
        throw new PlaygroundFailure("worker-crashed", `not ${workers}`);
      }
      return reportOf(Number(workers));
    },
    scaling: async (_: string, points: unknown[]) =>
      points.length === 0 ? null : { measured: points },
    accuracy: async () => null,
  };
  mock.method(Engine, "shared", () => engine);
  const failures: string[] = [];
  const sweep = await sweepWorkers({}, SWEPT, 2, 4, {
    signal: new AbortController().signal,
    onProgress() {},
    onFailure: ({ message }) => failures.push(message),
  });
  return { counts: sweep?.scaling.measured.map(({ workers }) => workers), failures };
}

test("what was measured stays when a later run fails, which is told", async () => {
  assert.deepEqual(await sweptUpTo(4), { counts: [1, 2, 3, 4], failures: [] });
  assert.deepEqual(await sweptUpTo(2), { counts: [1, 2], failures: ["not 3"] });
});

test("where the first run fails there is nothing", async () => {
  await assert.rejects(sweptUpTo(0), { message: "not 1" });
});
