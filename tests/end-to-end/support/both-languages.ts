/**
 * A report of a run in both languages, as it is saved: made by hand, since what shows it needs no
 * Python. Its times are round; Python's threads pass the GIL on every 5 ms.
 */

import type { Lane } from "../../../www/generated/types/Lane.ts";
import type { LaneKind } from "../../../www/generated/types/LaneKind.ts";
import type { Language } from "../../../www/generated/types/Language.ts";
import type { Span } from "../../../www/generated/types/Span.ts";
import type { SpanKind } from "../../../www/generated/types/SpanKind.ts";
import type { Trial } from "../../../www/generated/types/Trial.ts";

/** How often a thread gets the GIL, and for how long. */
const SWITCH_MS = 5;
const ITEMS = 100;
const OUTPUT = 25_997;

/** What the Python programs of the report print. */
export const PRINTED = "25997 primes below 300000";

/** What ended one of them, as Python prints it. */
export const TRACEBACK = `Traceback (most recent call last):
  File "/programs/strategies.py", line 91, in ranks
    raise ValueError("no rank is there")
ValueError: no rank is there`;

/** The report, as JSON. */
export function bothLanguages(): string {
  return JSON.stringify({
    version: 1,
    endedAt: "2026-11-26T12:00:00.000Z",
    request: REQUEST,
    environment: {
      browser: "a browser",
      logicalCores: 2,
      isolated: true,
      rung: "threads",
      timerResolutionMs: 0.005,
      buildId: "0123456789ab",
      simulatedNetwork: true,
    },
    results: [
      result("rust", "sequential", 1, 84, () => rust(1, 84)),
      result("rust", "threads", 2, 43, () => rust(2, 43)),
      result("rust", "processes", 2, 46, () => rust(2, 46)),
      result("python", "sequential", 1, 1932, () => [
        lane("main thread", "coordinator", [run(0, 1910)]),
      ]),
      result("python", "threads", 2, 2050, underGil),
      result("python", "processes", 2, 1020, processes),
    ],
    skipped: [
      {
        language: "python",
        strategy: "ranks",
        reason: `Python stopped: ${TRACEBACK}`,
      },
    ],
  });
}

const REQUEST = {
  version: 1,
  task: "count-primes",
  language: ["rust", "python"],
  strategies: ["sequential", "threads", "processes", "ranks"],
  workers: 2,
  trials: 2,
  size: 300_000,
  chunkSize: "auto",
  call: "map",
  startMethod: "reuse",
  preDispatch: 2,
  verbose: 0,
  seed: 1,
  inFlight: 8,
  retries: 0,
  timeoutMs: 30_000,
  network: "simulated",
  latencyMs: 200,
  jitterMs: 0,
  bandwidthKib: 0,
  failurePercent: 0,
  make: "files",
  urls: [],
};

function result(
  language: Language,
  strategy: string,
  workers: number,
  medianMs: number,
  lanes: () => Lane[],
) {
  const [minMs, maxMs] = [medianMs * 0.99, medianMs * 1.01];
  const sequentialMs = language === "rust" ? 84 : 1932;
  const startupMs = strategy === "processes" ? (language === "rust" ? 12 : 840) : 0;
  const log = language === "python" ? [PRINTED] : [];
  const trial = (elapsedMs: number): Trial => ({
    elapsedMs,
    startupMs,
    traffic: { messages: 0, bytesCopied: 0, bytesShared: 0, bytesReceived: 0, retries: 0 },
    breakdown: { utilisation: 0.9, imbalance: 0.1, overheadPerItemUs: 20, kinds: [] },
    lanes: lanes(),
    console: [],
    tracks: [],
    graph: [],
    incidents: [],
    log,
  });
  return {
    language,
    strategy,
    workers,
    items: ITEMS,
    output: OUTPUT,
    matchesSequential: true,
    trials: [trial(minMs), trial(maxMs)],
    medianMs,
    minMs,
    maxMs,
    speedup: sequentialMs / medianMs,
    efficiency: sequentialMs / medianMs / workers,
  };
}

function rust(workers: number, elapsedMs: number): Lane[] {
  return Array.from({ length: workers }, (_, index) =>
    lane(`worker ${index + 1}`, "thread", [run(index * 0.2, elapsedMs * (0.97 - index * 0.04))]),
  );
}

/** Two threads that compute, of which one holds the GIL and the other waits for it. */
function underGil(): Lane[] {
  const turns = Array.from({ length: Math.floor(2030 / SWITCH_MS) }, (_, turn) => turn);
  const thread = (own: number) =>
    turns.map((turn) => {
      const kind: SpanKind = turn % 2 === own ? "run" : "lock-wait";
      return span(kind, turn * SWITCH_MS, (turn + 1) * SWITCH_MS);
    });
  const rest = (startMs: number) => [span("wait", startMs, 2045)];
  return [
    lane("thread 1", "thread", [...thread(0), ...rest(2030)]),
    lane("thread 2", "thread", [...thread(1), ...rest(2030)]),
    lane("main", "coordinator", [span("wait", 0, 2045), span("run", 2045, 2050)]),
  ];
}

function processes(): Lane[] {
  const worker = (name: string, beginMs: number, endMs: number) =>
    lane(name, "process", [
      span("start", -830, -20),
      span("serialise", beginMs, beginMs + 4),
      run(beginMs + 4, endMs),
      span("serialise", endMs, endMs + 3),
    ]);
  return [
    worker("process 1", 2, 1000),
    worker("process 2", 5, 940),
    lane("main", "coordinator", [
      span("serialise", 0, 2),
      span("copy", 2, 5),
      span("wait", 5, 1012),
      span("run", 1012, 1019),
    ]),
  ];
}

/** A lane on which this was done. */
export function lane(name: string, kind: LaneKind, spans: Span[]): Lane {
  const runs = spans.filter((own) => own.kind === "run");
  const busyMs = runs.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
  return { name, kind, busyMs, spans };
}

/** A stretch of a lane, about no items. */
export function span(kind: SpanKind, startMs: number, endMs: number): Span {
  return { kind, startMs, endMs };
}

function run(startMs: number, endMs: number): Span {
  return { ...span("run", startMs, endMs), range: { start: 0, end: ITEMS } };
}
