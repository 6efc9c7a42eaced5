import { msg } from "@lit/localize";
import type { Lane } from "../generated/types/Lane";
import type { RunReport } from "../generated/types/RunReport";
import type { RunRequest } from "../generated/types/RunRequest";
import { Flaw } from "./data";

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
            // What follows from the lanes is found when the report is read.
            breakdown: { utilisation: 0, imbalance: 0, overheadPerItemUs: 0, kinds: [] },
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
