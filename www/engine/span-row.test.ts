import assert from "node:assert/strict";
import { test } from "node:test";
import type { RunReport } from "../generated/types/RunReport";
import type { Span } from "../generated/types/Span";
import { openedReport, packedReport } from "./packed-spans";
import { SpanRow } from "./span-row";

const SPANS: Span[] = [
  { kind: "start", startMs: -2, endMs: -1 },
  { kind: "run", startMs: 0, endMs: 1.5, range: { start: 0, end: 7 } },
  { kind: "wait", startMs: 1.5, endMs: 4 },
];

function report(spans: Span[]): RunReport {
  const lanes = [{ name: "thread 1", kind: "thread", busyMs: 1.5, spans }];
  return { results: [{ trials: [{ elapsedMs: 4, lanes }] }] } as unknown as RunReport;
}

function laneOf({ results: [result] }: RunReport) {
  const lane = result?.trials[0]?.lanes[0];
  assert.ok(lane !== undefined);
  return lane;
}

test("a report that was packed and opened is saved as it was, and has the same spans", () => {
  const given = report(SPANS);
  const opened = openedReport(packedReport(given));
  assert.equal(JSON.stringify(opened), JSON.stringify(given));
  assert.deepEqual(structuredClone(opened), given);
  assert.deepEqual(laneOf(opened).spans, SPANS);
  assert.equal(laneOf(opened).spans, laneOf(opened).spans);
});

test("spans that an author sets take the place of others, wherever they are read", () => {
  const opened = openedReport(packedReport(report(SPANS)));
  laneOf(opened).spans = SPANS.slice(0, 1);
  assert.deepEqual([...new SpanRow(laneOf(opened))], SPANS.slice(0, 1));
  assert.equal(JSON.stringify(opened), JSON.stringify(report(SPANS.slice(0, 1))));
});

test("to read the spans of an opened lane, or to pack it once more, makes no objects of them", () => {
  const packed = packedReport(report(SPANS));
  const opened = openedReport(packed);
  Object.defineProperty(laneOf(opened), "spans", {
    get: () => assert.fail("somebody asked for them"),
  });
  assert.deepEqual([...new SpanRow(laneOf(opened))], SPANS);
  assert.deepEqual(packedReport(opened), packed);
});

test("a row reads the same of objects", () => {
  const row = new SpanRow({ spans: SPANS });
  assert.equal(row.length, SPANS.length);
  assert.deepEqual([...row], SPANS);
  assert.deepEqual([row.kind(1), row.startMs(1), row.endMs(1)], ["run", 0, 1.5]);
  assert.deepEqual(row.at(2), SPANS[2]);
  assert.equal(row.at(-1), undefined);
  assert.equal(row.at(SPANS.length), undefined);
});
