import assert from "node:assert/strict";
import { test } from "node:test";
import type { LaneKind } from "../../generated/types/LaneKind";
import type { Trial } from "../../generated/types/Trial";
import { crewText } from "./crew";

function trial(...kinds: LaneKind[]): Trial {
  return { lanes: kinds.map((kind) => ({ kind, name: kind, busyMs: 0, spans: [] })) } as never;
}

test("requests that wait outside of the workers are told beside them", () => {
  assert.equal(crewText(2, trial("thread", "thread", "coordinator")), "2 workers");
  assert.equal(crewText(1, trial("gpu", "coordinator")), "1 GPU");
  assert.equal(crewText(1, trial("request", "request", "coordinator")), "1 worker, 2 in flight");
  assert.equal(crewText(1, undefined), "1 worker");
});
