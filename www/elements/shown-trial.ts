import type { Lane } from "../generated/types/Lane";
import type { SpanKind } from "../generated/types/SpanKind";
import type { Trial } from "../generated/types/Trial";
import type { Outcome } from "./run-view";

/** How much room what came before zero may take, beside what came after. */
const STARTUP_SHARE = 0.08;

/** A strategy's trial whose lanes are shown. */
export interface ShownTrial {
  readonly strategy: string;
  readonly trial: Trial;
}

/** The trials of that number, from 0, or else each strategy's median one. */
export function shownTrials(outcomes: readonly Outcome[], chosen: number | null): ShownTrial[] {
  return outcomes.flatMap(({ strategy, trials, result }) => {
    const trial = chosen === null ? middle(trials, result?.medianMs) : trials[chosen];
    return trial === undefined ? [] : [{ strategy, trial }];
  });
}

/** The trial nearest to the median, or the latest while there is no median yet. */
function middle(trials: readonly Trial[], medianMs: number | undefined): Trial | undefined {
  if (medianMs === undefined) {
    return trials.at(-1);
  }
  const distance = ({ elapsedMs }: Trial) => Math.abs(elapsedMs - medianMs);
  return trials.toSorted((a, b) => distance(a) - distance(b))[0];
}

/** From before zero, where workers were started, to the last span's end. */
export function extent(shown: readonly ShownTrial[]): [startMs: number, endMs: number] {
  const end = Math.max(...shown.map(({ trial }) => endOf(trial)));
  const startup = Math.max(...shown.map(({ trial }) => trial.startupMs));
  return [-Math.min(startup, end * STARTUP_SHARE), end];
}

function endOf({ elapsedMs, lanes }: Trial): number {
  return Math.max(elapsedMs, ...lanes.map(({ spans }) => spans.at(-1)?.endMs ?? 0));
}

/** How much of a trial's time a lane was computing: 0 to 1. */
export function busyShare({ busyMs }: Lane, { elapsedMs }: Trial): number {
  return elapsedMs > 0 ? busyMs / elapsedMs : 0;
}

/** The kinds of spans that occur in these trials. */
export function kindsIn(shown: readonly ShownTrial[]): Set<SpanKind> {
  return new Set(shown.flatMap(({ trial }) => [...kindsOfTrial(trial)]));
}

/** A trial never changes, and may have very many spans. */
const kindsByTrial = new WeakMap<Trial, ReadonlySet<SpanKind>>();

function kindsOfTrial(trial: Trial): ReadonlySet<SpanKind> {
  const known = kindsByTrial.get(trial);
  if (known !== undefined) {
    return known;
  }
  const kinds = new Set<SpanKind>();
  for (const { spans } of trial.lanes) {
    for (const { kind } of spans) {
      kinds.add(kind);
    }
  }
  kindsByTrial.set(trial, kinds);
  return kinds;
}
