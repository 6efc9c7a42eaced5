import assert from "node:assert/strict";
import { test } from "node:test";
import type { Environment } from "../../generated/types/Environment";
import type { Machine } from "../../generated/types/Machine";
import { clocksText } from "./clocks";

const MINUTE_MS = 60_000;

function told(machines: readonly Machine[]): string {
  return clocksText({ native: { machines } } as unknown as Environment).replaceAll("\u00a0", " ");
}

test("clocks that are minutes apart are told with what is not known of them", () => {
  const near = { name: "near", clockAheadMs: 0, clockResidualMs: 0 };
  const far = { name: "far", clockAheadMs: -7 * MINUTE_MS, clockResidualMs: 1.5 };
  assert.match(
    told([near, far]),
    /^Lanes of 2 machines .+ far was 7 min 0 s behind \(± 1\.50 ms\)/,
  );
});

test("of many machines what is true of all is told", () => {
  const machines = Array.from({ length: 9 }, (_, place) => ({
    name: `node-${place}`,
    clockAheadMs: place,
    clockResidualMs: place / 2,
  }));
  assert.match(
    told(machines),
    /^Lanes of 9 machines .+ up to 8\.00 ms off \(± 4\.00 ms at most\)\.$/,
  );
});

test("of one machine, and of a browser, nothing is told", () => {
  assert.equal(told([]), "");
  assert.equal(clocksText({ browser: "a browser" } as Environment), "");
});
