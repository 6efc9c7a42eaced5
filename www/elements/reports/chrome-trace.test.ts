/**
 * Held against the Trace Event Format as it is published: what each kind of event has to have,
 * and that events of a thread nest. https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { type TraceEvent, traceFile } from "./chrome-trace";
import { sampleReport } from "./sample-report";

/** As a viewer reads it. */
interface Read {
  readonly traceEvents: readonly TraceEvent[];
  readonly displayTimeUnit: string;
}

const file = await traceFile(sampleReport(), ({ strategy }) => strategy);
const trace: Read = JSON.parse(await file.text());

const events = <Phase extends string>(phase: Phase) =>
  trace.traceEvents.filter(
    (event): event is Extract<TraceEvent, { ph: Phase }> => event.ph === phase,
  );

test("every event is of a kind that the format has, and belongs to a process and a thread", () => {
  assert.ok(["ms", "ns"].includes(trace.displayTimeUnit));
  for (const { ph, name, pid, tid } of trace.traceEvents) {
    assert.match(ph, /^[XCM]$/);
    assert.equal(typeof name, "string");
    assert.ok(Number.isInteger(pid) && Number.isInteger(tid));
  }
});

test("complete events have a begin and a length, in microseconds from 0 on", () => {
  const spans = events("X");
  assert.ok(spans.length > 0);
  for (const { ts, dur, cat } of spans) {
    assert.ok(Number.isInteger(ts) && ts >= 0, `${ts}`);
    assert.ok(Number.isInteger(dur) && dur > 0, `${dur}`);
    assert.equal(typeof cat, "string");
  }
  const [first] = spans;
  assert.deepEqual([first?.name, first?.ts, first?.dur], ["run", 12_500, 80_000]);
  assert.deepEqual(first?.args, { firstItem: 0, items: 10 });
});

test("events of a thread do not overlap, not even by a rounding", () => {
  const threads = new Set(events("X").map(({ pid, tid }) => `${pid} ${tid}`));
  assert.equal(threads.size, 6, "two trials with one lane, two with two");
  for (const thread of threads) {
    const spans = events("X").filter(({ pid, tid }) => `${pid} ${tid}` === thread);
    spans.slice(1).forEach(({ ts }, index) => {
      const before = spans[index];
      assert.ok(ts >= (before?.ts ?? 0) + (before?.dur ?? 0));
    });
  }
});

test("counters count", () => {
  const counters = events("C");
  assert.equal(counters.length, 4 * 2);
  for (const { args, ts } of counters) {
    assert.ok(Object.values(args).every(Number.isFinite) && ts >= 0);
  }
});

test("processes are trials and threads are lanes, by name and in order", () => {
  const named = (name: string) => events("M").filter((event) => event.name === name);
  assert.deepEqual(
    named("process_name").map(({ args }) => args.name),
    ["sequential, trial 1", "sequential, trial 2", "threads, trial 1", "threads, trial 2"],
  );
  assert.deepEqual(
    named("thread_name").map(({ args }) => args.name),
    ["worker", "worker", "thread 1", "thread 2", "thread 1", "thread 2"],
  );
  for (const { args } of [...named("process_sort_index"), ...named("thread_sort_index")]) {
    assert.ok(Number.isInteger(args.sort_index));
  }
});
