import { msg } from "@lit/localize";
import type { Sample } from "../../generated/types/Sample";
import type { SpanKind } from "../../generated/types/SpanKind";
import type { Track } from "../../generated/types/Track";
import type { Trial } from "../../generated/types/Trial";
import { indexOf, type LaneIndex } from "./lane-index";

/** The least and the most of a figure during a stretch of time. */
export type Bounds = readonly [low: number, high: number];

/** A figure over time, as a small track shows it. */
export interface Level {
  readonly name: string;
  readonly unit: string;
  /** The kind of spans that it counts, if it does. */
  readonly kind: SpanKind | null;
  /** The most there can be: as high as the track reaches. */
  readonly most: number;
  /** The lanes that it is read from. */
  readonly lanes: readonly LaneIndex[];
  /** Its bounds from each moment to the next; moments are in order. */
  between(moments: Float64Array): Bounds[];
}

/** The kinds of spans of which it is told how many lanes are at them, and in what words. */
const COUNTED: readonly { kind: SpanKind; name: () => string; unit: () => string }[] = [
  { kind: "run", name: () => msg("computing"), unit: () => msg("lanes") },
  { kind: "fetch", name: () => msg("in flight"), unit: () => msg("requests") },
];

const known = new WeakMap<Trial, readonly Level[]>();

/**
 * What a trial has to show in tracks below its lanes: how many lanes were computing, or waiting
 * for a response, where more than one was; and what it noted besides. Nothing, as long as not all
 * of its lanes are read.
 */
export function levelsOf(trial: Trial): readonly Level[] {
  let levels = known.get(trial);
  if (levels === undefined) {
    if (!trial.lanes.every((lane) => indexOf(lane).isComplete)) {
      return [];
    }
    const noted = trial.tracks.filter(({ samples }) => samples.length > 0);
    levels = [...COUNTED.flatMap((counted) => counting(counted, trial)), ...noted.map(noting)];
    known.set(trial, levels);
  }
  return levels;
}

/**
 * How many workers' lanes are at a kind of span: between two moments, the mean. The coordinator
 * is none of the workers that a strategy shares its work among.
 */
function counting({ kind, name, unit }: (typeof COUNTED)[number], trial: Trial): Level[] {
  const lanes = trial.lanes
    .filter((lane) => lane.kind !== "coordinator")
    .map(indexOf)
    .filter((lane) => lane.count(kind) > 0);
  const between = (moments: Float64Array) => {
    const times = new Float64Array(moments.length - 1);
    for (const lane of lanes) {
      lane.addTimesBetween(kind, moments, times);
    }
    return Array.from(times, (time, place): Bounds => {
      const [from = 0, to = 0] = moments.subarray(place, place + 2);
      const mean = to > from ? time / (to - from) : 0;
      return [mean, mean];
    });
  };
  return lanes.length > 1
    ? [{ name: name(), unit: unit(), kind, most: lanes.length, lanes, between }]
    : [];
}

/** What was noted while the trial ran: each value holds until the next. */
function noting({ name, unit, samples }: Track): Level {
  const most = samples.reduce((high, { value }) => Math.max(high, value), 0);
  const timeAt = (index: number) => samples[index]?.atMs ?? Number.POSITIVE_INFINITY;
  const valueAt = (index: number) => samples[index]?.value ?? 0;
  const between = (moments: Float64Array) => {
    let index = lastUpTo(samples, moments[0] ?? 0);
    return Array.from(moments.subarray(1), (to, place): Bounds => {
      const from = moments[place] ?? to;
      while (timeAt(index + 1) <= from) {
        index += 1;
      }
      let [low, high] = [valueAt(index), valueAt(index)];
      while (timeAt(index + 1) < to) {
        index += 1;
        low = Math.min(low, valueAt(index));
        high = Math.max(high, valueAt(index));
      }
      return [low, high];
    });
  };
  return { name, unit, kind: null, most, lanes: [], between };
}

/** The last sample at `ms` or before; -1 if there is none. */
function lastUpTo(samples: readonly Sample[], ms: number): number {
  let low = 0;
  let high = samples.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((samples[middle] as Sample).atMs <= ms) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low - 1;
}
