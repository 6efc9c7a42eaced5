import type { RunReport } from "../generated/types/RunReport";
import type { StrategyResult } from "../generated/types/StrategyResult";
import type { Trial } from "../generated/types/Trial";
import type { TrialRecord } from "../generated/types/TrialRecord";
import type { TrialSoFar } from "../generated/types/TrialSoFar";
import { openedLane, type PackedLane, packedLane } from "./span-row";

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

/** The memory that a trial's spans are in, to be handed over with it. */
export function buffersOf({ lanes }: PackedTrial): ArrayBuffer[] {
  return lanes.map(({ spans }) => spans.buffer);
}

/** The memory that a report's spans are in, to be handed over with it. */
export function buffersOfReport({ results }: PackedReport): ArrayBuffer[] {
  return results.flatMap(({ trials }) => trials.flatMap(buffersOf));
}

/** A trial that goes on, whose spans can be had as objects. */
export function openedSoFar(event: PackedSoFar): TrialSoFar {
  return { ...event, soFar: openedTrial(event.soFar) };
}

/** A record whose spans can be had as objects. */
export function openedRecord(record: PackedRecord): TrialRecord {
  return { ...record, trial: openedTrial(record.trial) };
}

/** A report whose spans can be had as objects. */
export function openedReport(report: PackedReport): RunReport {
  const results = report.results.map((result) => ({
    ...result,
    trials: result.trials.map(openedTrial),
  }));
  return { ...report, results };
}

/** A report with its spans packed. */
export function packedReport(report: RunReport): PackedReport {
  const results = report.results.map((result) => ({
    ...result,
    trials: result.trials.map(packedTrial),
  }));
  return { ...report, results };
}

function openedTrial(trial: PackedTrial): Trial {
  return { ...trial, lanes: trial.lanes.map(openedLane) };
}

function packedTrial(trial: Trial): PackedTrial {
  return { ...trial, lanes: trial.lanes.map(packedLane) };
}
