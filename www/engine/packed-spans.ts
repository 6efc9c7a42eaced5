import type { RunReport } from "../generated/types/RunReport";
import type { Span } from "../generated/types/Span";
import type { StrategyResult } from "../generated/types/StrategyResult";
import type { Trial } from "../generated/types/Trial";
import type { TrialRecord } from "../generated/types/TrialRecord";
import type { TrialSoFar } from "../generated/types/TrialSoFar";
import { Slices } from "./slices";
import { openedLane, originOf, type Packed, type PackedLane, pack, roomFor } from "./span-row";

/** A trial whose spans are packed. */
type PackedTrial = Omit<Trial, "lanes"> & { lanes: PackedLane[] };

/** A trial that goes on, as it comes from the coordinator. */
export type PackedSoFar = Omit<TrialSoFar, "soFar"> & { soFar: PackedTrial };

/** A finished trial as it comes from the coordinator. */
export type PackedRecord = Omit<TrialRecord, "trial"> & { trial: PackedTrial };

/** A report as it goes to the coordinator and comes from it. */
export type PackedReport = Omit<RunReport, "results"> & {
  results: (Omit<StrategyResult, "trials"> & { trials: PackedTrial[] })[];
};

/** Spans that are packed between two looks at the clock. */
const STRIDE = 1024;

/** The memory that a trial's spans are in, to be handed over with it. */
export function buffersOf({ lanes }: PackedTrial): ArrayBuffer[] {
  return lanes.map(({ spans }) => spans.buffer);
}

/** The memory that a report's spans are in, to be handed over with it. */
export function buffersOfReport({ results }: PackedReport): ArrayBuffer[] {
  return results.flatMap(({ trials }) => trials.flatMap(buffersOf));
}

/** A trial that goes on, whose spans can be had as objects. */
export function openedSoFar({ soFar, ...event }: PackedSoFar): TrialSoFar {
  return { ...event, soFar: openedTrial(soFar) };
}

/** A record whose spans can be had as objects. */
export function openedRecord({ trial, ...record }: PackedRecord): TrialRecord {
  return { ...record, trial: openedTrial(trial) };
}

/** A report whose spans can be had as objects. */
export function openedReport({ results, ...report }: PackedReport): RunReport {
  const opened = results.map(({ trials, ...result }) => ({
    ...result,
    trials: trials.map(openedTrial),
  }));
  return { ...report, results: opened };
}

function openedTrial({ lanes, ...trial }: PackedTrial): Trial {
  return { ...trial, lanes: lanes.map(openedLane) };
}

/** A report with its spans packed; the page's thread is free every few milliseconds. */
export async function packedReport(report: RunReport): Promise<PackedReport> {
  const slices = new Slices();
  const results: PackedReport["results"] = [];
  for (const result of report.results) {
    const trials: PackedTrial[] = [];
    for (const trial of result.trials) {
      trials.push(await packedTrial(trial, slices));
    }
    results.push({ ...result, trials });
  }
  return { ...report, results };
}

async function packedTrial(trial: Trial, slices: Slices): Promise<PackedTrial> {
  const lanes: PackedLane[] = [];
  for (const lane of trial.lanes) {
    lanes.push(originOf(lane) ?? { ...lane, spans: await packed(lane.spans, slices) });
  }
  return { ...trial, lanes };
}

async function packed(spans: readonly Span[], slices: Slices): Promise<Packed> {
  const numbers = roomFor(spans.length);
  for (const [index, span] of spans.entries()) {
    pack(span, numbers, index);
    if (index % STRIDE === 0) {
      await slices.pause();
    }
  }
  return numbers;
}
