/** Tells what a trial looks like while it goes on, where the memory of its interpreters is shared. */

import type { PackedSoFar } from "../engine/packed-spans";
import type { PythonOptions } from "../engine/python-host";
import { sharesMemory } from "../engine/shared-memory";
import { SPAN_KINDS, SPAN_NUMBERS } from "../engine/span-kinds";
import type { PackedLane } from "../engine/span-row";
import type { PythonLane } from "../generated/types/PythonLane";
import type { PythonTrialRequest } from "../generated/types/PythonTrialRequest";
import { lanesOf } from "./lanes";
import { now } from "./spans";
import type { System } from "./system";

/** Time between two looks, as for a trial in Rust. */
const LOOK_EVERY_MS = 250;

const RUN = SPAN_KINDS.indexOf("run");

/** Looks until what it returns is called. */
export function watch(
  system: System,
  { strategy, trial }: PythonTrialRequest,
  tell: PythonOptions["onSoFar"],
): () => void {
  if (!sharesMemory()) {
    return () => undefined;
  }
  const beginMs = now();
  const timer = setInterval(() => {
    const [program, ...children] = system.lanesSoFar();
    const lanes = lanesOf({ program: program?.lanes ?? [], children }, beginMs);
    tell({ language: "python", strategy, trial, soFar: soFar(lanes, now() - beginMs) });
  }, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}

function soFar(lanes: PythonLane[], elapsedMs: number): PackedSoFar["soFar"] {
  return {
    elapsedMs,
    startupMs: 0,
    traffic: { messages: 0, bytesCopied: 0, bytesShared: 0, bytesReceived: 0, retries: 0 },
    breakdown: { utilisation: 0, imbalance: 0, overheadPerItemUs: 0, kinds: [] },
    lanes: lanes.map(laneSoFar),
    tracks: [],
    graph: [],
    incidents: [],
    log: [],
    console: [],
  };
}

/** A lane as events have it. */
function laneSoFar({ name, kind, spans: numbers }: PythonLane): PackedLane {
  const spans: number[] = [];
  let busyMs = 0;
  for (let at = 0; at < numbers.length; at += SPAN_NUMBERS) {
    const [kind = 0, startMs = 0, endMs = 0, ...items] = numbers.subarray(at, at + SPAN_NUMBERS);
    // What went on before the trial began is none of it.
    if (endMs > 0) {
      const fromMs = Math.max(0, startMs);
      spans.push(kind, fromMs, endMs, ...items);
      busyMs += kind === RUN ? endMs - fromMs : 0;
    }
  }
  return { name, kind, busyMs, spans: Float64Array.from(spans) };
}
