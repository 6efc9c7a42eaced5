/** What each lesson says of its runs, held against a report: by spans, counts and outputs alone. */

import assert from "node:assert/strict";
import { find } from "../../../www/elements/lesson/report-path.ts";
import type { GraphNode } from "../../../www/generated/types/GraphNode.ts";
import type { Lane } from "../../../www/generated/types/Lane.ts";
import type { RunReport } from "../../../www/generated/types/RunReport.ts";
import type { Span } from "../../../www/generated/types/Span.ts";
import type { SpanKind } from "../../../www/generated/types/SpanKind.ts";
import type { StrategyResult } from "../../../www/generated/types/StrategyResult.ts";
import { areTogether, lanesOf, mostAtOnce, resultOf, spansOf } from "./spans.ts";

/** Throws where a report contradicts what the lesson says of it. */
export type Claim = (report: RunReport) => void;

/** Between what a figure has to be, by its path in a report. */
type Bounds = Readonly<Record<string, readonly [least: number, most: number]>>;

/** A lesson, and what it says of each of its playgrounds, by their ids. */
export interface Lesson {
  /** Its file in `www/lessons/`, without its number and ending; and its page's name. */
  name: string;
  /** The file's number. */
  number: string;
  claims: Readonly<Record<string, Claim>>;
  /** What its text leads a reader to expect of figures: a record, which never changes, has to show that. */
  expected?: Readonly<Record<string, Bounds>>;
}

/** Throws where a record contradicts what the text around it says. */
export function assertRecordable({ claims, expected }: Lesson, id: string, record: RunReport) {
  const claim = claims[id];
  assert.ok(claim, `nothing is claimed of ${id}`);
  claim(record);
  for (const [path, [least, most]] of Object.entries(expected?.[id] ?? {})) {
    const found = find(record, path);
    assert.ok(found !== undefined && "value" in found, `${id} has no ${path}`);
    const { value } = found;
    assert.ok(least <= value && value <= most, `${path} of ${id} is ${value}`);
  }
}

/** The lanes of workers other than the one that hands out. */
function workers(result: StrategyResult): Lane[][] {
  return result.trials.map(({ lanes }) => lanes.filter(({ kind }) => kind !== "coordinator"));
}

/** All spans of a kind, of all lanes of a trial. */
function all(lanes: readonly Lane[], kind: SpanKind): Span[] {
  return lanes.flatMap((lane) => spansOf(lane, kind));
}

/** In some trial, two workers did this at the same moment. */
function assertTogether(result: StrategyResult, kind: SpanKind): void {
  const isSo = workers(result).some((lanes) => areTogether(lanes, kind));
  assert.ok(isSo, `no two workers of ${result.strategy} had a ${kind} span at the same time`);
}

/** In no trial did two workers do this at the same moment. */
function assertInTurns(result: StrategyResult, kind: SpanKind): void {
  const isSo = !workers(result).some((lanes) => areTogether(lanes, kind));
  assert.ok(isSo, `two workers of ${result.strategy} had a ${kind} span at the same time`);
}

/** All that ran came to the same, and nothing was skipped. */
function assertSound({ results, skipped }: RunReport): void {
  assert.deepEqual(skipped, []);
  for (const { strategy, language, matchesSequential } of results) {
    assert.ok(matchesSequential, `${strategy} in ${language} came to something else`);
  }
}

function bytesCopied(report: RunReport, strategy: string): number {
  return Math.max(...resultOf(report, strategy).trials.map(({ traffic }) => traffic.bytesCopied));
}

/** The number that a version of a program printed. */
function printed(report: RunReport, version: string): number {
  return Number(String(resultOf(report, version).output).trim());
}

/** How many pieces of a graph follow one another on its longest path. */
function depth(graph: readonly GraphNode[]): number {
  const depths: number[] = [];
  for (const { dependsOn } of graph) {
    depths.push(1 + Math.max(0, ...dependsOn.map((input) => depths[input] ?? 0)));
  }
  return Math.max(...depths);
}

/** Lesson 1: downloads stand one behind the other, and nearly all of them is waiting. */
function oneThingAtATime(report: RunReport): void {
  assertSound(report);
  const { trials, items } = resultOf(report, "sequential");
  for (const { lanes } of trials) {
    const fetches = all(lanes, "fetch");
    assert.equal(fetches.length, items);
    assert.equal(mostAtOnce(fetches), 1);
    const { latencyMs, jitterMs } = report.request;
    for (const { startMs, endMs } of fetches) {
      assert.ok(endMs - startMs > 0.9 * (latencyMs - jitterMs), "a download did not wait");
    }
  }
}

/** Lesson 2: one worker waits for many things at once … */
function waitsForMany(report: RunReport): void {
  assertSound(report);
  for (const lanes of lanesOf(resultOf(report, "event-loop"), "request")) {
    const most = mostAtOnce(all(lanes, "fetch"));
    assert.ok(most > 1 && most <= report.request.inFlight, `${most} requests at once`);
  }
}

/** … and computes one. */
function computesOne(report: RunReport): void {
  assertSound(report);
  for (const { lanes } of resultOf(report, "event-loop").trials) {
    assert.equal(mostAtOnce(all(lanes, "run")), 1);
  }
}

/** Lesson 3: threads copy nothing; processes copy all of a matrix with each piece. */
function share(report: RunReport): void {
  assertSound(report);
  assert.equal(bytesCopied(report, "threads"), 0);
  const matrix = 8 * report.request.size ** 2;
  const pieces = 4 * report.request.workers;
  const copied = bytesCopied(report, "processes");
  assert.ok(copied > pieces * matrix, `${copied} bytes for ${pieces} pieces`);
}

/** Lesson 4: two threads never compute at once, and wait for the lock … */
function takeTurns(report: RunReport): void {
  assertSound(report);
  const result = resultOf(report, "gil-threads");
  assertInTurns(result, "run");
  for (const lanes of workers(result)) {
    assert.ok(all(lanes, "lock-wait").length > 0, "nobody waited for the GIL");
  }
}

/** … but they wait for downloads together. */
function waitTogether(report: RunReport): void {
  assertSound(report);
  assertTogether(resultOf(report, "gil-threads"), "fetch");
}

/** Lesson 5: processes compute at once, threads in turns … */
function processesTogether(report: RunReport): void {
  assertSound(report);
  assertInTurns(resultOf(report, "gil-threads"), "run");
  assertTogether(resultOf(report, "processes"), "run");
  assert.ok(bytesCopied(report, "processes") > 0);
}

/** … unless each is waited for before the next is asked. */
function callOfAPool(report: RunReport): void {
  assertSound(report);
  const assertSo = report.request.call === "apply" ? assertInTurns : assertTogether;
  assertSo(resultOf(report, "processes"), "run");
}

/**
 * Lesson 6: two processes are started in the trial itself, and none runs before it has started. The
 * job is so small that the first may have done all of it when the second comes up.
 */
function starting(report: RunReport): void {
  assertSound(report);
  for (const lanes of lanesOf(resultOf(report, "processes"), "process")) {
    assert.equal(lanes.length, 2);
    assert.ok(all(lanes, "run").length > 0, "nobody did the job");
    for (const lane of lanes) {
      const [start] = spansOf(lane, "start");
      assert.ok(start, `${lane.name} was not started in the trial`);
      for (const run of spansOf(lane, "run")) {
        assert.ok(start.endMs <= run.startMs, `${lane.name} ran before its start`);
      }
    }
  }
}

/** Lesson 7: a single thread downloads what one after another did. */
function oneLoop(report: RunReport): void {
  assertSound(report);
  for (const { lanes, traffic } of resultOf(report, "event-loop").trials) {
    assert.equal(lanes.length, 1);
    const [alone] = resultOf(report, "sequential").trials;
    assert.equal(traffic.bytesReceived, alone?.traffic.bytesReceived);
  }
}

/** Lesson 8: the queue fills up to its limit and not beyond. */
function queueFills(report: RunReport): void {
  assertSound(report);
  const limit = report.request.workers * report.request.preDispatch;
  for (const { tracks } of resultOf(report, "work-queue").trials) {
    const [queue] = tracks;
    assert.ok(queue, "nobody looked into the queue");
    assert.equal(Math.max(...queue.samples.map(({ value }) => value)), limit);
  }
}

/** Lesson 9: batches begin with one job, and grow … */
function batchesGrow(report: RunReport): void {
  assertSound(report);
  for (const lanes of workers(resultOf(report, "processes"))) {
    const sizes = all(lanes, "run")
      .flatMap(({ range }) => (range === undefined ? [] : [range]))
      .sort((one, other) => one.start - other.start)
      .map(({ start, end }) => end - start);
    assert.equal(sizes[0], 1);
    assert.ok(Math.max(...sizes) >= 100, `batches of ${sizes.join(", ")}`);
  }
}

/** … and a graph of 32 tables is added up in five rounds. */
function graphOfRounds(report: RunReport): void {
  assertSound(report);
  for (const { graph } of resultOf(report, "task-graph").trials) {
    assert.equal(graph.length, 32 + 31);
    assert.equal(depth(graph), 1 + 5);
  }
}

/**
 * Lesson 10: what is read, called and written back is lost, and what is locked is not. Every second
 * passing on of the GIL loses something; the loops are so long that there are dozens of them.
 */
function updatesAreLost(report: RunReport): void {
  assert.deepEqual(report.skipped, []);
  assert.equal(printed(report, "with-a-lock"), 1_000_000);
  assert.ok(printed(report, "without-a-lock") < 1_000_000, "no update was lost");
  assert.equal(printed(report, "counter-1"), 1_000_000);
  assert.equal(resultOf(report, "without-a-lock").matchesSequential, false);
}

/** Lesson 11: once all threads have sorted, one merges … */
function oneMerges(report: RunReport): void {
  assertSound(report);
  for (const { lanes } of resultOf(report, "threads").trials) {
    const sorted = all(
      lanes.filter(({ kind }) => kind === "thread"),
      "run",
    );
    const merged = all(
      lanes.filter(({ kind }) => kind === "coordinator"),
      "run",
    );
    const end = Math.max(...sorted.map(({ endMs }) => endMs));
    assert.ok(
      merged.some(({ startMs }) => startMs >= end),
      "nobody merged",
    );
  }
}

/** … and both languages count the same. */
function languagesAgree(report: RunReport): void {
  assertSound(report);
  assert.deepEqual(
    report.results.map(({ language }) => language),
    ["rust", "python"],
  );
}

/** … and a GPU counts the same, copying there and back; where there is none, that is said. */
export function gpuOrReason(report: RunReport): void {
  const { skipped, ...ran } = report;
  assertSound({ ...ran, skipped: skipped.filter(({ strategy }) => strategy !== "gpu") });
  for (const { reason } of skipped) {
    assert.match(reason, /WebGPU/);
    return;
  }
  for (const [lane] of lanesOf(resultOf(report, "gpu"), "gpu")) {
    assert.ok(lane);
    const [start] = lane.spans;
    const [there, back] = [spansOf(lane, "copy").at(0), spansOf(lane, "copy").at(-1)];
    assert.equal(start?.kind, "start");
    for (const { startMs, endMs } of spansOf(lane, "run")) {
      assert.ok(there && back && there.endMs <= startMs && endMs <= back.startMs);
    }
  }
}

/** Lesson 12: darts need next to nothing to be sent, words all of the text. */
function dartsAreLight(report: RunReport): void {
  assertSound(report);
  assert.ok(bytesCopied(report, "ranks") < 1_000 * report.request.workers);
}

function wordsAreHeavy(report: RunReport): void {
  assertSound(report);
  assert.ok(bytesCopied(report, "ranks") > report.request.size);
}

/** The last lesson: threads in turns, processes at once. */
function yourFunction(report: RunReport): void {
  assertSound(report);
  assertInTurns(resultOf(report, "threads"), "run");
  assertTogether(resultOf(report, "processes"), "run");
}

/** All lessons, in order. */
export const LESSONS: readonly Lesson[] = [
  { number: "01", name: "one-thing-at-a-time", claims: { run: oneThingAtATime } },
  {
    number: "02",
    name: "waiting-is-not-working",
    claims: { wait: waitsForMany, compute: computesOne },
  },
  {
    number: "03",
    name: "threads-and-what-they-share",
    claims: { run: share },
    expected: { run: { "threads.speedup": [1.4, 2.1], "processes.speedup": [0.1, 1.4] } },
  },
  {
    number: "04",
    name: "the-gil-seen",
    claims: { compute: takeTurns, wait: waitTogether },
    expected: {
      compute: { "gil-threads.speedup": [0.8, 1.15] },
      wait: { "gil-threads.speedup": [1.6, 2.1] },
    },
  },
  {
    number: "05",
    name: "processes",
    claims: { run: processesTogether, calls: callOfAPool },
    expected: { run: { "gil-threads.speedup": [0.8, 1.15], "processes.speedup": [1.4, 2.1] } },
  },
  {
    number: "06",
    name: "starting-costs",
    claims: { run: starting },
    expected: { run: { "processes.medianMs/sequential.medianMs": [2, 100] } },
  },
  {
    number: "07",
    name: "one-loop-many-downloads",
    claims: { run: oneLoop },
    expected: { run: { "event-loop.medianMs": [400, 1_500] } },
  },
  {
    number: "08",
    name: "queues",
    claims: { run: queueFills },
    expected: { run: { "work-queue.speedup": [3, 4.1] } },
  },
  { number: "09", name: "joblib-and-dask", claims: { batches: batchesGrow, graph: graphOfRounds } },
  { number: "10", name: "what-goes-wrong", claims: { run: updatesAreLost } },
  {
    number: "11",
    name: "how-far-it-goes",
    claims: { run: oneMerges, languages: languagesAgree, gpu: gpuOrReason },
    expected: {
      run: { "threads.efficiency": [0.5, 0.9] },
      languages: { "sequential.python.medianMs/sequential.rust.medianMs": [16, 100] },
    },
  },
  {
    number: "12",
    name: "more-than-one-machine",
    claims: { darts: dartsAreLight, words: wordsAreHeavy },
  },
  {
    number: "13",
    name: "parallelise-your-function",
    claims: { run: yourFunction },
    expected: { run: { "threads.speedup": [0.7, 1.15] } },
  },
];
