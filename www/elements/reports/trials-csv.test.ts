import assert from "node:assert/strict";
import { test } from "node:test";
import { sampleReport } from "./sample-report";
import { trialsCsv } from "./trials-csv";

test("there is a line for each trial, under a line of names", () => {
  const lines = trialsCsv(sampleReport()).split("\r\n");
  assert.equal(lines.pop(), "", "the last line ends as well");
  assert.equal(lines.length, 1 + 4);
  const [names = [], ...rows] = lines.map((line) => line.split(","));
  const column = (name: string) => rows.map((cells) => cells[names.indexOf(name)]);
  assert.deepEqual(column("strategy"), ["sequential", "sequential", "threads", "threads"]);
  assert.deepEqual(column("trial"), ["1", "2", "1", "2"]);
  assert.deepEqual(column("elapsedMs"), ["90", "100", "50", "54"]);
  assert.deepEqual(column("bytesCopied"), ["2048", "2048", "2048", "2048"]);
  for (const cells of rows) {
    assert.equal(cells.length, names.length);
  }
});

test("what would be taken for another field or line is quoted", () => {
  const report = sampleReport();
  report.request.task = 'a "task",\nof two lines';
  assert.match(trialsCsv(report), /^"a ""task"",\nof two lines",10,rust,sequential/m);
});
