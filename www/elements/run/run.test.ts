import assert from "node:assert/strict";
import { test } from "node:test";
import type { EngineEvent } from "../../engine/engine";
import type { Language } from "../../generated/types/Language";
import type { RunReport } from "../../generated/types/RunReport";
import type { RunRequest } from "../../generated/types/RunRequest";
import {
  ASKED,
  afterEvent,
  afterReport,
  consolesOf,
  contendersOf,
  isLive,
  logsOf,
  outcomes,
  progressOf,
  type RunView,
  shareDone,
} from "./run";

const REQUEST = {
  language: ["rust"],
  strategies: ["sequential", "threads"],
  trials: 3,
  versions: [],
} as Partial<RunRequest> as RunRequest;
const BOTH: RunRequest = { ...REQUEST, language: ["rust", "python"] };

function after(events: EngineEvent[], view: RunView = ASKED): RunView {
  return events.reduce((so_far, event, index) => afterEvent(so_far, event, 100 + index), view);
}

const language: Language = "rust";

function progress(strategy: string, trial: number, completed: number) {
  return { language, strategy, trial, completed, items: 10, bytes: 0, retries: 0, elapsedMs: 1 };
}

function picture(item: number, trial: number, length = 0): EngineEvent {
  const arrival = { language, strategy: "threads", trial, item, worker: 0, url: "" };
  return { kind: "picture", ...arrival, bytes: new Uint8Array(length) };
}

test("a run is queued, then runs from its first trial on", () => {
  const queued = after([
    { kind: "accepted", request: REQUEST },
    { kind: "queued", ahead: 2 },
  ]);
  assert.equal(queued.phase, "queued");
  assert.equal(queued.ahead, 2);
  assert.equal(queued.startedAt, null);

  const running = after([{ kind: "trial-start", ...progress("sequential", 0, 0) }], queued);
  assert.equal(running.phase, "running");
  assert.equal(running.startedAt, 100);
  assert.equal(running.current?.strategy, "sequential");
});

test("the clock goes on from the first trial, whatever comes after it", () => {
  const view = after([
    { kind: "trial-start", ...progress("sequential", 0, 0) },
    { kind: "trial-start", ...progress("threads", 0, 0) },
  ]);
  assert.equal(view.startedAt, 100);
});

test("a run that is being cancelled stays so while events still come", () => {
  const cancelling: RunView = { ...ASKED, phase: "cancelling" };
  const view = after([{ kind: "progress", ...progress("sequential", 1, 5) }], cancelling);
  assert.equal(view.phase, "cancelling");
  assert.ok(isLive(view));
});

test("pictures that would fill the page's memory are known, and not kept", () => {
  const large = 100 * 2 ** 20;
  const view = after([picture(0, 1, large), picture(1, 1, large), picture(2, 1, large)]);
  const kept = () => [...view.pictures.values()].map(({ item, bytes }) => [item, bytes !== null]);
  assert.deepEqual(kept(), [
    [0, true],
    [1, true],
    [2, false],
  ]);
  // The one that takes another's place has its room.
  const again = after([picture(0, 2, large)], view);
  assert.notEqual(again.pictures.get(0)?.bytes, null);
});

test("pictures are kept by item, the latest to arrive last", () => {
  const view = after([picture(0, 1), picture(1, 1), picture(0, 2)]);
  assert.deepEqual(
    [...view.pictures.values()].map(({ item, trial }) => [item, trial]),
    [
      [1, 1],
      [0, 2],
    ],
  );
});

test("an event changes no view that was shown before it", () => {
  const before = after([picture(0, 1)]);
  after([picture(1, 1), { kind: "notice", code: "a", message: "b" }], before);
  assert.equal(before.pictures.size, 1);
  assert.equal(before.notices.length, 0);
});

test("completions fill the warm-up and the trials one after another", () => {
  assert.equal(shareDone(undefined, 3), 0);
  assert.equal(shareDone(progress("threads", 0, 5), 3), 1 / 8);
  assert.equal(shareDone(progress("threads", 3, 10), 3), 1);
});

test("before there is a report, the finished trials show, in the request's order", () => {
  const record = (strategy: string) =>
    ({ kind: "trial-end", language, strategy, workers: 1 }) as unknown as EngineEvent;
  const view = after([
    { kind: "accepted", request: REQUEST },
    record("threads"),
    record("sequential"),
    record("threads"),
  ]);
  assert.deepEqual(
    outcomes(view).map(({ strategy, trials, result }) => [strategy, trials.length, result]),
    [
      ["sequential", 1, null],
      ["threads", 2, null],
    ],
  );
});

test("a strategy's languages stand side by side, each with trials of its own", () => {
  const record = (language: Language, strategy: string) =>
    ({ kind: "trial-end", language, strategy, workers: 1 }) as unknown as EngineEvent;
  const view = after([
    { kind: "accepted", request: BOTH },
    record("rust", "sequential"),
    record("rust", "threads"),
    record("python", "sequential"),
    record("python", "sequential"),
  ]);
  assert.deepEqual(
    outcomes(view).map(({ title, trials }) => [title, trials.length]),
    [
      ["Sequential · Rust", 1],
      ["Sequential · Python", 2],
      ["Threads · Rust", 1],
    ],
  );
});

test("a language's progress is its own", () => {
  const view = after([
    { kind: "accepted", request: BOTH },
    { kind: "trial-start", ...progress("threads", 2, 0) },
    { kind: "trial-start", ...progress("threads", 0, 0), language: "python" },
  ]);
  assert.equal(view.current?.language, "python");
  const trials = contendersOf(view).map((contender) => progressOf(view, contender)?.trial);
  assert.deepEqual(trials, [undefined, undefined, 2, 0]);
});

test("what a trial prints is kept with it, and gives way to what the next one prints", () => {
  const strategy = "sequential";
  const begun = after([
    { kind: "accepted", request: BOTH },
    { kind: "trial-start", ...progress(strategy, 1, 0), language: "python" },
    { kind: "log", language: "python", strategy, trial: 1, lines: ["78498"] },
    {
      kind: "trial-end",
      language: "python",
      strategy,
      trial: { log: ["78498"] },
    } as unknown as EngineEvent,
  ]);
  const wrote = (view: RunView) =>
    logsOf(view).map(({ title, trial, lines }) => [title, trial, lines]);
  assert.deepEqual(wrote(begun), [["Sequential · Python", 1, ["78498"]]]);
  const next = after([{ kind: "trial-start", ...progress("threads", 1, 0) }], begun);
  assert.deepEqual(wrote(next), [["Sequential · Python", 1, ["78498"]]]);
  const again = after(
    [
      { kind: "trial-start", ...progress(strategy, 2, 0), language: "python" },
      { kind: "log", language: "python", strategy, trial: 2, lines: ["again"] },
    ],
    next,
  );
  assert.deepEqual(wrote(again), [["Sequential · Python", 2, ["again"]]]);
});

test("the console is of the latest trial, and of the median one once there is a median", () => {
  const strategy = "sequential";
  const contender = { language: "python", strategy } as const;
  const printed = (trial: number) => [{ atMs: 0, who: "main", stream: "out", text: `${trial}` }];
  const trial = (number: number, elapsedMs: number) => ({
    elapsedMs,
    console: printed(number),
    log: [],
  });
  const trials = [trial(1, 30), trial(2, 20), trial(3, 10)];
  const events = trials.flatMap((trial, index) => [
    { kind: "printed", ...contender, trial: index + 1, pieces: trial.console },
    { kind: "trial-end", ...contender, trial },
  ]) as unknown as EngineEvent[];
  const running = after([{ kind: "accepted", request: BOTH }, ...events]);
  const shown = (view: RunView) =>
    consolesOf(view).map(({ trial, pieces }) => [trial, pieces[0]?.text]);
  assert.deepEqual(shown(running), [[3, "3"]]);
  const report = (medianMs: number, all: readonly unknown[]) =>
    ({
      request: BOTH,
      results: [{ ...contender, medianMs, trials: all }],
      skipped: [],
    }) as unknown as RunReport;
  assert.deepEqual(shown(afterReport(running, report(20, trials), 1)), [[2, "2"]]);
  const silent = trials.with(1, { ...trial(2, 20), console: [] });
  assert.deepEqual(shown(afterReport(running, report(20, silent), 1)), [[3, "3"]]);
  const cut = report(25, trials.slice(0, 2));
  assert.deepEqual(shown(afterReport(running, cut, 1)), [[3, "3"]]);
});

test("Python is being loaded until a trial begins, or Python is given up", () => {
  const loading = after([
    { kind: "accepted", request: BOTH },
    { kind: "python-loading", step: "download", bytes: 1000 },
    { kind: "python-loading", step: "start" },
  ]);
  assert.equal(loading.loading?.step, "start");
  const begun = after([{ kind: "trial-start", ...progress("sequential", 0, 0) }], loading);
  assert.equal(begun.loading, null);
  const skipped = { language: "python", strategy: "threads", reason: "no Python here" } as const;
  assert.equal(after([{ kind: "strategy-skipped", ...skipped }], loading).loading, null);
});
