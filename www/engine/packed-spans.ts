import type { Lane } from "../generated/types/Lane";
import type { RunReport } from "../generated/types/RunReport";
import type { Span } from "../generated/types/Span";
import type { StrategyResult } from "../generated/types/StrategyResult";
import type { Trial } from "../generated/types/Trial";
import type { TrialRecord } from "../generated/types/TrialRecord";
import { Slices } from "./slices";
import { SPAN_KINDS } from "./span-kinds";

/** A lane whose spans are five numbers each; see `src/playground/packing.rs`. */
type PackedLane = Omit<Lane, "spans"> & { spans: Float64Array<ArrayBuffer> };

/** A trial of such lanes. */
type PackedTrial = Omit<Trial, "lanes"> & { lanes: PackedLane[] };

/** A finished trial as it comes from the coordinator. */
export type PackedRecord = Omit<TrialRecord, "trial"> & { trial: PackedTrial };

/** A report as it goes to the coordinator and comes from it. */
export type PackedReport = Omit<RunReport, "results"> & {
  results: (Omit<StrategyResult, "trials"> & { trials: PackedTrial[] })[];
};

/** Numbers of a span. */
const WIDTH = 5;
/** Spans that are packed or unpacked between two looks at the clock. */
const STRIDE = 1024;
/** In the place of items that there are not. */
const NONE = -1;

/** The memory that a record's spans are in, to be handed over with it. */
export function buffersOf({ trial }: PackedRecord): ArrayBuffer[] {
  return trial.lanes.map(({ spans }) => spans.buffer);
}

/** A record with its spans as objects; the page's thread is free every few milliseconds. */
export async function unpackedRecord(record: PackedRecord): Promise<TrialRecord> {
  return { ...record, trial: await unpackedTrial(record.trial, new Slices()) };
}

/** A report with its spans as objects; the page's thread is free every few milliseconds. */
export function unpackedReport(report: PackedReport): Promise<RunReport> {
  return withTrials(report, unpackedTrial);
}

/** {@link unpackedReport}, undone. */
export function packedReport(report: RunReport): Promise<PackedReport> {
  return withTrials(report, packedTrial);
}

/** A report whose trials are made from those of another, one after another. */
async function withTrials<From, To>(
  report: Omit<RunReport, "results"> & {
    results: (Omit<StrategyResult, "trials"> & { trials: From[] })[];
  },
  make: (trial: From, slices: Slices) => Promise<To>,
) {
  const slices = new Slices();
  const results: (Omit<StrategyResult, "trials"> & { trials: To[] })[] = [];
  for (const result of report.results) {
    const trials: To[] = [];
    for (const trial of result.trials) {
      trials.push(await make(trial, slices));
    }
    results.push({ ...result, trials });
  }
  return { ...report, results };
}

async function unpackedTrial(trial: PackedTrial, slices: Slices): Promise<Trial> {
  const lanes: Lane[] = [];
  for (const { spans: packed, ...lane } of trial.lanes) {
    const spans: Span[] = [];
    for (let at = 0; at < packed.length; at += WIDTH) {
      spans.push(spanAt(packed, at));
      if (spans.length % STRIDE === 0) {
        await slices.pause();
      }
    }
    lanes.push({ ...lane, spans });
  }
  return { ...trial, lanes };
}

function spanAt(packed: Float64Array, at: number): Span {
  const [number = 0, startMs = 0, endMs = 0, start = 0, end = 0] = packed.subarray(at, at + WIDTH);
  const kind = SPAN_KINDS[number] ?? "run";
  return start < 0 ? { kind, startMs, endMs } : { kind, startMs, endMs, range: { start, end } };
}

async function packedTrial(trial: Trial, slices: Slices): Promise<PackedTrial> {
  const lanes: PackedLane[] = [];
  for (const { spans, ...lane } of trial.lanes) {
    const packed = new Float64Array(spans.length * WIDTH);
    for (const [index, { kind, startMs, endMs, range }] of spans.entries()) {
      const { start, end } = range ?? { start: NONE, end: NONE };
      packed.set([SPAN_KINDS.indexOf(kind), startMs, endMs, start, end], index * WIDTH);
      if (index % STRIDE === 0) {
        await slices.pause();
      }
    }
    lanes.push({ ...lane, spans: packed });
  }
  return { ...trial, lanes };
}
