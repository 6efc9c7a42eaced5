/** What all formats have in common; that each is read as the command reads it, a browser's test says. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { RunReport } from "../generated/types/RunReport";
import { reportOfTrace } from "./report-of-trace";

const EVENT = { ph: "X", name: "paint", cat: "x", pid: 1, tid: 2, ts: 5000, dur: 4000 };

/** More within one another than a stack holds calls. */
const DEEP = "[".repeat(1e5) + "]".repeat(1e5);

function lanesOf(text: string) {
  const made = reportOfTrace(text);
  assert.ok(made !== null);
  const report: RunReport = JSON.parse(made);
  return report.results[0]?.trials[0]?.lanes.map(({ name, spans }) => [
    name,
    spans.map(({ kind, startMs, endMs }) => [kind, startMs, endMs]),
  ]);
}

test("a trace may be an object, a list, and a list that was cut off", () => {
  const list = JSON.stringify([EVENT]);
  for (const text of [JSON.stringify({ traceEvents: [EVENT] }), list, `${list.slice(0, -1)},\n`]) {
    assert.deepEqual(lanesOf(text), [["thread 2", [["run", 0, 4]]]]);
  }
});

test("threads of several processes say of which, and one that did nothing is left out", () => {
  const other = { ...EVENT, pid: 2, name: "wait", ts: 6000 };
  const nothing = { ...EVENT, tid: 9, dur: 0 };
  assert.deepEqual(lanesOf(JSON.stringify([EVENT, other, nothing])), [
    ["process 1: thread 2", [["run", 0, 4]]],
    ["process 2: thread 2", [["wait", 1, 5]]],
  ]);
});

test("odd names are names, however they are written", () => {
  const odd = { ...EVENT, pid: { toString: 1, valueOf: 1 }, tid: [] };
  const text = JSON.stringify([odd, EVENT]).replace("[]", DEEP);
  assert.deepEqual(lanesOf(text), [
    ["process {…}: thread […]", [["run", 0, 4]]],
    ["process 1: thread 2", [["run", 0, 4]]],
  ]);
});

test("a task may have had any number of steps", () => {
  const startstops = Array.from({ length: 2e5 }, (_, index) => ({
    action: "compute",
    start: index,
    stop: index + 0.5,
  }));
  const [lane] = lanesOf(JSON.stringify([{ worker: "w", thread: 1, startstops }])) ?? [];
  assert.equal(lane?.[1]?.length, startstops.length);
});

test("what is no trace makes none", () => {
  for (const text of [
    "",
    "{",
    "{}",
    "[]",
    "42",
    "null",
    '{"traceEvents": []}',
    "words",
    "[".repeat(1e5),
  ]) {
    assert.equal(reportOfTrace(text), null, text.slice(0, 20));
  }
});

test("what is not as its format has it is refused, and said", () => {
  const told = {
    [JSON.stringify([{ ...EVENT, dur: "long" }])]: /“dur” is "long", and no number/,
    [JSON.stringify([{ ...EVENT, dur: [] }]).replace("[]", DEEP)]: /“dur” is \[…\], and no number/,
    [JSON.stringify([{ ...EVENT, dur: {} }])]: /“dur” is {…}, and no number/,
    [JSON.stringify([{ ...EVENT, dur: 0 }])]: /nothing in it took any time/,
    [JSON.stringify([{ worker: "w", thread: 1, startstops: [{}] }])]: /“start” is missing/,
    [JSON.stringify([{ worker: "w", thread: 1, startstops: 7 }])]: /no list/,
    '{"Event": "SparkListenerTaskEnd"}\n{}\ncut': /no “Task Info”/,
  };
  for (const [text, message] of Object.entries(told)) {
    assert.throws(
      () => reportOfTrace(text),
      ({ code, message: said }: { code: string; message: string }) =>
        code === "unreadable-report" && message.test(said),
      text,
    );
  }
});
