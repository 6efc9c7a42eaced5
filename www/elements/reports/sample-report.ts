import type { RunReport } from "../../generated/types/RunReport";
import type { Span } from "../../generated/types/Span";
import type { Trial } from "../../generated/types/Trial";

/** A small report for the tests of what is made from reports. */
export function sampleReport(): RunReport {
  const sequential = trial(90, 0, [
    {
      name: "worker",
      kind: "coordinator",
      busyMs: 85,
      spans: [run(0, 80, 0, 10), { kind: "wait", startMs: 80, endMs: 85 }, run(85, 90)],
    },
  ]);
  const threads = trial(50, 12.5, [
    {
      name: "thread 1",
      kind: "thread",
      busyMs: 40,
      spans: [{ kind: "start", startMs: -12.5, endMs: -2.5 }, run(0, 40.0004, 0, 5)],
    },
    { name: "thread 2", kind: "thread", busyMs: 45, spans: [run(1, 46, 5, 10)] },
  ]);
  return {
    version: 1,
    request: {
      task: "count-primes",
      language: ["rust"],
      strategies: ["sequential", "threads"],
      size: 10,
      trials: 2,
      workers: 2,
    },
    environment: { browser: "a browser" },
    results: [
      result("sequential", 1, [sequential, { ...sequential, elapsedMs: 100 }]),
      result("threads", 2, [threads, { ...threads, elapsedMs: 54 }]),
    ],
    skipped: [],
    diagnosis: [],
  } as unknown as RunReport;
}

function run(startMs: number, endMs: number, start?: number, end?: number): Span {
  const range = start === undefined || end === undefined ? {} : { range: { start, end } };
  return { kind: "run", startMs, endMs, ...range };
}

function trial(elapsedMs: number, startupMs: number, lanes: Trial["lanes"]): Trial {
  return {
    elapsedMs,
    startupMs,
    traffic: { messages: 4, bytesCopied: 2048, bytesShared: 0, bytesReceived: 0, retries: 1 },
    breakdown: { utilisation: 0.85, imbalance: 0.0625, overheadPerItemUs: 1500, kinds: [] },
    lanes,
    tracks: [
      {
        name: "queue depth",
        unit: "ranges",
        samples: [
          { atMs: 1, value: 3 },
          { atMs: 20, value: 0 },
        ],
      },
    ],
    graph: [],
    incidents: [],
    log: [],
    console: [],
  };
}

function result(strategy: string, workers: number, trials: Trial[]) {
  const sorted = trials.map(({ elapsedMs }) => elapsedMs).sort((a, b) => a - b);
  const [minMs = 0, maxMs = 0] = [sorted[0], sorted.at(-1)];
  const medianMs = (minMs + maxMs) / 2;
  const speedup = 95 / medianMs;
  return {
    language: "rust",
    strategy,
    workers,
    items: 10,
    output: 4,
    matchesSequential: true,
    trials,
    medianMs,
    minMs,
    maxMs,
    speedup,
    efficiency: speedup / workers,
  };
}
