import { msg } from "@lit/localize";
import { SPAN_KINDS } from "../engine/span-kinds";
import type { Breakdown } from "../generated/types/Breakdown";
import type { Lane } from "../generated/types/Lane";
import type { RunReport } from "../generated/types/RunReport";
import type { RunRequest } from "../generated/types/RunRequest";
import { Flaw } from "./data";
import { timeOf } from "./lane";

/** A report of one trial that has these lanes, and nothing else to tell. */
export function reportOfLanes(what: string, lanes: readonly Lane[]): RunReport {
  const busy = lanes.filter(({ spans }) => spans.length > 0);
  if (busy.length === 0) {
    throw new Flaw(msg("nothing in it took any time"));
  }
  const spans = busy.flatMap(({ spans }) => spans);
  const elapsedMs = spans.reduce((last, { endMs }) => Math.max(last, endMs), 0);
  const workers = busy.length;
  return {
    version: 1,
    request: requestOf(what, workers, spans.length),
    environment: {
      browser: "",
      // There were at least those that did something.
      logicalCores: workers,
      isolated: false,
      rung: "threads",
      timerResolutionMs: 0,
      buildId: "",
      simulatedNetwork: false,
    },
    results: [
      {
        language: "python",
        strategy: what,
        workers,
        items: spans.length,
        output: null,
        matchesSequential: true,
        trials: [
          {
            elapsedMs,
            startupMs: 0,
            traffic: { messages: 0, bytesCopied: 0, bytesShared: 0, bytesReceived: 0, retries: 0 },
            breakdown: breakdownOf(busy, elapsedMs, spans.length),
            lanes: busy,
            tracks: [],
            graph: [],
            incidents: [],
            log: [],
            console: [],
          },
        ],
        medianMs: elapsedMs,
        minMs: elapsedMs,
        maxMs: elapsedMs,
        speedup: 1,
        efficiency: 1 / workers,
      },
    ],
    skipped: [],
    soundings: [],
    diagnosis: [],
  };
}

/** A request with every field that one has; most have no meaning here, and are at their defaults. */
function requestOf(what: string, workers: number, size: number): RunRequest {
  return {
    version: 1,
    task: "recorded",
    language: ["python"],
    strategies: [what],
    workers,
    trials: 1,
    size,
    chunkSize: "auto",
    call: "map",
    startMethod: "reuse",
    preDispatch: 2,
    verbose: 0,
    seed: 1,
    inFlight: 8,
    retries: 2,
    timeoutMs: 10_000,
    network: "simulated",
    latencyMs: 200,
    jitterMs: 0,
    bandwidthKib: 0,
    failurePercent: 0,
    make: "files",
    urls: [],
    versions: [],
  };
}

/** What was done with the time: by the same rules as in Rust's `Breakdown::of`. */
function breakdownOf(lanes: readonly Lane[], elapsedMs: number, items: number): Breakdown {
  const total = lanes.reduce((sum, { busyMs }) => sum + busyMs, 0);
  const most = lanes.reduce((most, { busyMs }) => Math.max(most, busyMs), 0);
  const available = lanes.length * elapsedMs;
  const spans = lanes.flatMap((lane) => lane.spans);
  const times = SPAN_KINDS.map((kind) => ({ kind, totalMs: timeOf(spans, kind) }));
  return {
    utilisation: Math.min(total / available, 1),
    imbalance: total > 0 ? Math.max((most * lanes.length) / total, 1) - 1 : 0,
    overheadPerItemUs: (Math.max(available - total, 0) * 1e3) / items,
    kinds: times.filter(({ totalMs }) => totalMs > 0),
  };
}
