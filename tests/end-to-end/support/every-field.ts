import type { RunOptions } from "./page.ts";

/** Every field of a request, as a URL names it, each different from its default. */
export const EVERY_FIELD: Readonly<Record<string, string>> = {
  task: "download-images",
  language: "rust python",
  strategies: "sequential processes",
  workers: "3",
  trials: "2",
  size: "4",
  "chunk-size": "2",
  seed: "77",
  "in-flight": "5",
  retries: "1",
  "timeout-ms": "4000",
  network: "simulated",
  "latency-ms": "15",
  "jitter-ms": "5",
  "bandwidth-kib": "9000",
  "failure-percent": "0",
};

/** Of a run that is for its request alone: no more of it than where it would be. */
export const ONLY_BEGUN: RunOptions = { abortOn: { kind: "environment" } };
