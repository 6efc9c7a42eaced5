import type { Lane } from "../../generated/types/Lane";
import type { SpanKind } from "../../generated/types/SpanKind";
import type { Trial } from "../../generated/types/Trial";
import { medianTrial } from "../foundation/median-trial";
import type { Outcome } from "../run/run";
import { indexOf, type LaneIndex } from "./lane-index";
import { SPAN_KINDS } from "./span-style";
import type { Stretch } from "./viewport";

/** How much room what came before zero may take, beside what came after. */
const STARTUP_SHARE = 0.08;

/** A contender's trial whose lanes are shown. */
export interface ShownTrial extends Pick<Outcome, "language" | "strategy" | "title"> {
  readonly trial: Trial;
}

/** The trials of that number, from 0, or else each contender's median one. */
export function shownTrials(outcomes: readonly Outcome[], chosen: number | null): ShownTrial[] {
  return outcomes.flatMap(({ language, strategy, title, trials, result }) => {
    const trial = chosen === null ? middle(trials, result?.medianMs) : trials[chosen];
    return trial === undefined ? [] : [{ language, strategy, title, trial }];
  });
}

/** The trial nearest to the median, or the latest while there is no median yet. */
function middle(trials: readonly Trial[], medianMs: number | undefined): Trial | undefined {
  return medianMs === undefined ? trials.at(-1) : medianTrial(trials, medianMs);
}

/** From before zero, where workers were started, to the last span's end. */
export function extent(shown: readonly ShownTrial[]): Stretch {
  const endMs = Math.max(0, ...shown.map(({ trial }) => endOf(trial)));
  const startupMs = Math.max(0, ...shown.map(({ trial }) => trial.startupMs));
  return { startMs: -Math.min(startupMs, endMs * STARTUP_SHARE), endMs };
}

function endOf({ elapsedMs, lanes }: Trial): number {
  return Math.max(elapsedMs, ...lanes.map(lastEndMs));
}

function lastEndMs(lane: Lane): number {
  const index = indexOf(lane);
  return index.at(index.spanCount - 1)?.endMs ?? 0;
}

/** How much of a trial's time a lane was computing: 0 to 1. */
export function busyShare({ busyMs }: Lane, { elapsedMs }: Trial): number {
  return elapsedMs > 0 ? busyMs / elapsedMs : 0;
}

/** What is known of the trials' lanes, one after another. */
export function indexesOf(shown: readonly ShownTrial[]): LaneIndex[] {
  return shown.flatMap(({ trial }) => trial.lanes.map(indexOf));
}

/** The kinds of spans that are known to occur in these trials. */
export function kindsIn(shown: readonly ShownTrial[]): Set<SpanKind> {
  const lanes = indexesOf(shown);
  return new Set(SPAN_KINDS.filter((kind) => lanes.some((lane) => lane.count(kind) > 0)));
}
