import type { EngineEvent, PlaygroundFailure, PythonLoading } from "../../engine/engine";
import type { PaintedRows } from "../../generated/types/PaintedRows";
import type { Printed } from "../../generated/types/Printed";
import type { Progress } from "../../generated/types/Progress";
import type { RunReport } from "../../generated/types/RunReport";
import type { RunRequest } from "../../generated/types/RunRequest";
import type { Skipped } from "../../generated/types/Skipped";
import type { StrategyResult } from "../../generated/types/StrategyResult";
import type { Trial } from "../../generated/types/Trial";
import type { TrialRecord } from "../../generated/types/TrialRecord";
import type { TrialSoFar } from "../../generated/types/TrialSoFar";
import { type Contender, contenders, isSame, sideBySide, titling } from "../foundation/contenders";
import { medianTrial } from "../foundation/median-trial";

/** Where a run stands. */
export type Phase =
  | "checking"
  | "queued"
  | "running"
  | "cancelling"
  | "finished"
  | "cancelled"
  | "failed";

/** A picture with the bytes that came. */
export interface Picture extends Contender {
  readonly trial: number;
  readonly item: number;
  readonly worker: number;
  readonly url: string;
  /** Nothing where the pictures before it fill what a page should keep. */
  readonly bytes: Uint8Array<ArrayBuffer> | null;
}

/** What all pictures that are shown may take of the page's memory: some hundreds of common ones. */
const MOST_SHOWN = 256 * 2 ** 20;

/** Rows of a picture with their pixels: four bytes each. */
export interface PaintedBand extends PaintedRows {
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What the reader should know, which stops nothing. */
export interface Notice {
  readonly code: string;
  readonly message: string;
}

/** All that is shown of a run: plain data, made anew by every step. */
export interface RunView {
  readonly phase: Phase;
  readonly request: RunRequest | null;
  /** Runs that this one waits for. */
  readonly ahead: number;
  /** By {@link performance.now}; nothing before the first trial. */
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** Whose trial is going on. */
  readonly current: Contender | null;
  /** How far each is that has begun. */
  readonly progress: readonly Progress[];
  readonly records: readonly TrialRecord[];
  readonly skipped: readonly Skipped[];
  readonly notices: readonly Notice[];
  /** By item, in the order of their arrival. */
  readonly pictures: ReadonlyMap<number, Picture>;
  /** The rows painted in the present trial, in the order they came. */
  readonly painted: readonly PaintedBand[];
  /** The log of the present trial; of all others the records tell. */
  readonly log: readonly string[];
  /** What the latest trial of each contender has printed so far. */
  readonly consoles: readonly TrialConsole[];
  /** How far Python's start is, while the run waits for it. */
  readonly loading: PythonLoading | null;
  /** The trial that goes on, as it was when it was last looked at. */
  readonly live: TrialSoFar | null;
  readonly report: RunReport | null;
  readonly failure: PlaygroundFailure | null;
}

/** A run that was asked for and has not been checked yet. */
export const ASKED: RunView = {
  phase: "checking",
  request: null,
  ahead: 0,
  startedAt: null,
  endedAt: null,
  current: null,
  progress: [],
  records: [],
  skipped: [],
  notices: [],
  pictures: new Map(),
  painted: [],
  log: [],
  consoles: [],
  loading: null,
  live: null,
  report: null,
  failure: null,
};

/** Whether a run is still to be waited for. */
export function isLive({ phase }: RunView): boolean {
  return (
    phase === "checking" || phase === "queued" || phase === "running" || phase === "cancelling"
  );
}

/** The view after an event that came at `now`. */
export function afterEvent(view: RunView, event: EngineEvent, now: number): RunView {
  switch (event.kind) {
    case "accepted":
      return { ...view, request: event.request };
    case "queued":
      return { ...view, phase: atLeast(view.phase, "queued"), ahead: event.ahead };
    case "strategy-skipped":
      return { ...view, loading: null, skipped: [...view.skipped, event] };
    case "python-loading":
      return { ...view, loading: event };
    case "trial-start":
      return afterEvent(
        { ...view, log: [], live: null, loading: null },
        { ...event, kind: "progress" },
        now,
      );
    case "progress":
      return {
        ...view,
        phase: atLeast(view.phase, "running"),
        startedAt: view.startedAt ?? now,
        current: event,
        progress: [...view.progress.filter((other) => !isSame(other, event)), event],
      };
    case "picture":
      return event.bytes === undefined
        ? view
        : { ...view, pictures: withPicture(view.pictures, { ...event, bytes: event.bytes }) };
    case "painted":
      return { ...view, painted: withBand(view.painted, event) };
    case "log":
      return { ...view, log: [...view.log, ...event.lines] };
    case "printed":
      return { ...view, consoles: withPrinted(view.consoles, event) };
    case "trial-so-far":
      return { ...view, live: event };
    case "trial-end":
      return { ...view, live: null, records: [...view.records, event] };
    case "notice":
      return { ...view, notices: [...view.notices, event] };
    case "environment":
      return view;
  }
}

/** The consoles with more in one of them; what another trial had printed gives way. */
function withPrinted(
  consoles: readonly TrialConsole[],
  { language, strategy, trial, pieces }: Extract<EngineEvent, { kind: "printed" }>,
): readonly TrialConsole[] {
  const old = consoles.find((console) => isSame(console, { language, strategy }));
  const before = old?.trial === trial ? old.pieces : [];
  const console = { language, strategy, trial, pieces: [...before, ...pieces] };
  return [...consoles.filter((other) => other !== old), console];
}

/** The pictures with one more, as the last: a map keeps a known key in its old place. */
function withPicture(
  pictures: ReadonlyMap<number, Picture>,
  picture: Picture,
): ReadonlyMap<number, Picture> {
  const all = new Map(pictures);
  all.delete(picture.item);
  const lengths = [...all.values(), picture].map(({ bytes }) => bytes?.length ?? 0);
  const isRoom = lengths.reduce((sum, length) => sum + length) <= MOST_SHOWN;
  return all.set(picture.item, isRoom ? picture : { ...picture, bytes: null });
}

/** The bands with one more; the first of another trial begins a new picture. */
function withBand(painted: readonly PaintedBand[], band: PaintedBand): readonly PaintedBand[] {
  const [first] = painted;
  const isOfSame = first !== undefined && isSame(first, band) && first.trial === band.trial;
  return isOfSame ? [...painted, band] : [band];
}

/** A cancelled run stays so, whatever still arrives. */
function atLeast(phase: Phase, next: Phase): Phase {
  return phase === "cancelling" ? phase : next;
}

/** The view of a run that came to its end at `now`. */
export function afterReport(view: RunView, report: RunReport, now: number): RunView {
  const phase = view.phase === "cancelling" ? "cancelled" : "finished";
  const { skipped } = report;
  return { ...view, phase, report, skipped, endedAt: now, current: null, loading: null };
}

/** The view of a run that was refused or broke off at `now`. */
export function afterFailure(view: RunView, failure: PlaygroundFailure, now: number): RunView {
  return { ...view, phase: "failed", failure, endedAt: now, current: null, loading: null };
}

/** The view of a run that is known by its report alone, which was saved. */
export function viewOf(report: RunReport): RunView {
  const { request, skipped } = report;
  return { ...ASKED, phase: "finished", request, skipped, report };
}

/** What a run runs: each strategy in each of its languages, those of a strategy side by side. */
export function contendersOf({ request }: RunView): Contender[] {
  return request === null ? [] : sideBySide(contenders(request));
}

/** How far one of a run's contenders is; nothing before it has begun. */
export function progressOf({ progress }: RunView, contender: Contender): Progress | undefined {
  return progress.find((own) => isSame(own, contender));
}

/** How much of a contender's trials, the warm-up among them, is completed: 0 to 1. */
export function shareDone(progress: Progress | undefined, trials: number): number {
  if (progress === undefined) {
    return 0;
  }
  const ofTrial = progress.items === 0 ? 1 : progress.completed / progress.items;
  return Math.min((progress.trial + ofTrial) / (trials + 1), 1);
}

/** A strategy's trials in a language so far and, once the run is over, what follows from them. */
export interface Outcome extends Contender {
  /** What the page calls it: one of a kind. */
  readonly title: string;
  readonly workers: number;
  readonly trials: readonly Trial[];
  readonly result: StrategyResult | null;
}

/** What each contender that finished a trial has to show, in the request's order. */
export function outcomes(view: RunView): Outcome[] {
  const { report, records, request, live } = view;
  if (report !== null) {
    return outcomesOf(report);
  }
  const all = contendersOf(view);
  const titleOf = titling(all);
  return all.flatMap((contender) => {
    const own = records.filter((record) => isSame(record, contender));
    const trials = own.map(({ trial }) => trial);
    if (live !== null && isSame(live, contender)) {
      trials.push(live.soFar);
    }
    const workers = own[0]?.workers ?? request?.workers ?? 1;
    const title = titleOf(contender);
    return trials.length === 0 ? [] : [{ ...contender, title, workers, trials, result: null }];
  });
}

/** What each contender of a report has to show. */
function outcomesOf({ request, results }: RunReport): Outcome[] {
  const titleOf = titling(contenders(request));
  return sideBySide(results).map((result) => ({ ...result, title: titleOf(result), result }));
}

/** What a trial of a contender printed. */
export interface TrialConsole extends Contender {
  readonly trial: number;
  readonly pieces: readonly Printed[];
}

/**
 * Which of a contender's trials is told of, among those that wrote anything: the latest; once there
 * is a median, the trial nearest to it, as everywhere. Nothing wrote: -1.
 */
function toldOf(outcome: Outcome | undefined, wrote: (trial: Trial) => boolean): number {
  const { trials = [], result = null } = outcome ?? {};
  const median = result === null ? undefined : medianTrial(trials, result.medianMs);
  return median !== undefined && wrote(median)
    ? trials.indexOf(median)
    : trials.findLastIndex(wrote);
}

/** What a trial of each contender printed, in the order they are shown. */
export function consolesOf(view: RunView): (TrialConsole & Pick<Outcome, "title">)[] {
  const all = contendersOf(view);
  const titleOf = titling(all);
  const finished = outcomes(view);
  const printed = (trial: Trial) => trial.console.length > 0;
  return all.flatMap((contender) => {
    const live = view.consoles.find((console) => isSame(console, contender));
    const outcome = finished.find((other) => isSame(other, contender));
    const isNewer =
      live !== undefined && live.trial > 1 + (outcome?.trials.findLastIndex(printed) ?? -1);
    const told = toldOf(outcome, printed);
    const console =
      told < 0 || isNewer
        ? live
        : { ...contender, trial: told + 1, pieces: outcome?.trials[told]?.console ?? [] };
    return console === undefined ? [] : [{ ...console, title: titleOf(contender) }];
  });
}

/** What a trial wrote: its log, or what its program printed. */
export interface TrialLog extends Pick<Outcome, "language" | "title"> {
  readonly trial: number;
  readonly lines: readonly string[];
}

/** What a trial of each contender wrote. */
export function logsOf(view: RunView): TrialLog[] {
  const { current, log } = view;
  const all = contendersOf(view);
  const titleOf = titling(all);
  const finished = outcomes(view);
  return all.flatMap((contender) => {
    const own = { language: contender.language, title: titleOf(contender) };
    if (current !== null && isSame(current, contender) && log.length > 0) {
      return [{ ...own, trial: progressOf(view, contender)?.trial ?? 0, lines: log }];
    }
    const outcome = finished.find((other) => isSame(other, contender));
    const told = toldOf(outcome, (trial) => trial.log.length > 0);
    return told < 0 ? [] : [{ ...own, trial: told + 1, lines: outcome?.trials[told]?.log ?? [] }];
  });
}
