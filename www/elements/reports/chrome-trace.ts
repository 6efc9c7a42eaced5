import type { Lane } from "../../generated/types/Lane";
import type { RunReport } from "../../generated/types/RunReport";
import type { Span } from "../../generated/types/Span";
import type { Track } from "../../generated/types/Track";
import type { Trial } from "../../generated/types/Trial";
import type { Titling } from "../foundation/contenders";
import { trialName } from "../foundation/format";
import { placeName } from "../foundation/place-name";
import { SpanRow } from "../foundation/span-row";

/** An event of the Trace Event Format; times are in microseconds. */
export type TraceEvent =
  | {
      /** A complete event: something that took time. */
      readonly ph: "X";
      readonly name: string;
      readonly cat: string;
      readonly pid: number;
      readonly tid: number;
      readonly ts: number;
      readonly dur: number;
      readonly args: Readonly<Record<string, number>>;
    }
  | {
      /** A counter: what a figure is from now on. */
      readonly ph: "C";
      readonly name: string;
      readonly pid: number;
      readonly tid: number;
      readonly ts: number;
      readonly args: Readonly<Record<string, number>>;
    }
  | {
      /** Metadata: what a process or a thread is called, and where it stands. */
      readonly ph: "M";
      readonly name: "process_name" | "process_sort_index" | "thread_name" | "thread_sort_index";
      readonly pid: number;
      readonly tid: number;
      readonly args: Readonly<Record<string, string | number>>;
    };

/** A trace in the format's object form. */
export interface Trace {
  readonly traceEvents: readonly TraceEvent[];
  readonly displayTimeUnit: "ms";
  readonly otherData: Readonly<Record<string, string>>;
}

/** Where a lane or a track stands in the trace. */
interface Place {
  readonly pid: number;
  readonly tid: number;
}

/**
 * A report's spans as Chrome trace events, which Perfetto and speedscope open: a process for each
 * trial, a thread for each lane, a counter for each track. All trials begin at the same moment,
 * as they do on the page.
 *
 * @param titleOf what a contender is called
 */
export function chromeTrace(report: RunReport, titleOf: Titling): Trace {
  const trials = report.results.flatMap((result) =>
    result.trials.map((trial, index) => ({
      trial,
      name: `${titleOf(result)}, ${trialName(index + 1)}`,
    })),
  );
  // Workers were started before 0, and no viewer expects times below it.
  const originMs = Math.max(0, ...trials.map(({ trial }) => trial.startupMs));
  const { task, size } = report.request;
  return {
    traceEvents: trials.flatMap(({ trial, name }, index) =>
      trialEvents(trial, name, index + 1, originMs),
    ),
    displayTimeUnit: "ms",
    otherData: { task, size: `${size}`, browser: placeName(report.environment) },
  };
}

function trialEvents(trial: Trial, name: string, pid: number, originMs: number): TraceEvent[] {
  return [
    { ph: "M", name: "process_name", pid, tid: 0, args: { name } },
    { ph: "M", name: "process_sort_index", pid, tid: 0, args: { sort_index: pid } },
    ...trial.lanes.flatMap((lane, index) => laneEvents(lane, { pid, tid: index + 1 }, originMs)),
    ...trial.tracks.flatMap((track) => trackEvents(track, { pid, tid: 0 }, originMs)),
  ];
}

function laneEvents(lane: Lane, place: Place, originMs: number): TraceEvent[] {
  return [
    { ph: "M", name: "thread_name", ...place, args: { name: lane.name } },
    { ph: "M", name: "thread_sort_index", ...place, args: { sort_index: place.tid } },
    ...[...new SpanRow(lane)].flatMap((span) => spanEvents(span, place, originMs)),
  ];
}

/** A span too short for the clock is left out: nobody sees it, and some viewers nest it wrongly. */
function spanEvents(
  { kind, startMs, endMs, range }: Span,
  place: Place,
  originMs: number,
): TraceEvent[] {
  const ts = microseconds(startMs + originMs);
  const dur = microseconds(endMs + originMs) - ts;
  const args =
    range === undefined ? {} : { firstItem: range.start, items: range.end - range.start };
  return dur === 0 ? [] : [{ ph: "X", name: kind, cat: "span", ...place, ts, dur, args }];
}

function trackEvents({ name, unit, samples }: Track, place: Place, originMs: number): TraceEvent[] {
  return samples.map(({ atMs, value }) => ({
    ph: "C",
    name,
    ...place,
    ts: microseconds(atMs + originMs),
    args: { [unit]: value },
  }));
}

/**
 * Whole ones: no clock of a browser tells less, and viewers add lengths to beginnings, where a
 * fraction's rounding would have a span end just after the next one begins.
 */
function microseconds(ms: number): number {
  return Math.round(ms * 1e3);
}
