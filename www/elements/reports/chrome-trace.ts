import type { Lane } from "../../generated/types/Lane";
import type { RunReport } from "../../generated/types/RunReport";
import type { Span } from "../../generated/types/Span";
import type { Track } from "../../generated/types/Track";
import type { Trial } from "../../generated/types/Trial";
import type { Titling } from "../foundation/contenders";
import { trialName } from "../foundation/format";
import { placeName } from "../foundation/place-name";
import { SpanRow } from "../foundation/span-row";
import { jsonFile } from "./json-file";

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

/** A trial by the name that it has in the trace. */
interface NamedTrial {
  readonly trial: Trial;
  readonly name: string;
}

/** Where a lane or a track stands in the trace. */
interface Place {
  readonly pid: number;
  readonly tid: number;
}

/**
 * A report's spans as a file of Chrome trace events, which Perfetto and speedscope open: a process
 * for each trial, a thread for each lane, a counter for each track. All trials begin at the same
 * moment, as they do on the page.
 *
 * @param titleOf what a contender is called
 */
export function traceFile(report: RunReport, titleOf: Titling): Promise<Blob> {
  const trials = report.results.flatMap((result) =>
    result.trials.map((trial, index) => ({
      trial,
      name: `${titleOf(result)}, ${trialName(index + 1)}`,
    })),
  );
  const { task, size } = report.request;
  return jsonFile({
    traceEvents: traceEvents(trials),
    displayTimeUnit: "ms",
    otherData: { task, size: `${size}`, browser: placeName(report.environment) },
  });
}

function* traceEvents(trials: readonly NamedTrial[]): Generator<TraceEvent> {
  // Workers were started before 0, and no viewer expects times below it.
  const originMs = Math.max(0, ...trials.map(({ trial }) => trial.startupMs));
  for (const [index, { trial, name }] of trials.entries()) {
    const pid = index + 1;
    yield { ph: "M", name: "process_name", pid, tid: 0, args: { name } };
    yield { ph: "M", name: "process_sort_index", pid, tid: 0, args: { sort_index: pid } };
    for (const [number, lane] of trial.lanes.entries()) {
      yield* laneEvents(lane, { pid, tid: number + 1 }, originMs);
    }
    for (const track of trial.tracks) {
      yield* trackEvents(track, { pid, tid: 0 }, originMs);
    }
  }
}

function* laneEvents(lane: Lane, place: Place, originMs: number): Generator<TraceEvent> {
  yield { ph: "M", name: "thread_name", ...place, args: { name: lane.name } };
  yield { ph: "M", name: "thread_sort_index", ...place, args: { sort_index: place.tid } };
  for (const span of new SpanRow(lane)) {
    yield* spanEvents(span, place, originMs);
  }
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
