import assert from "node:assert/strict";
import { test } from "node:test";
import type { Lane } from "../generated/types/Lane";
import type { LaneKind } from "../generated/types/LaneKind";
import type { Span } from "../generated/types/Span";
import type { Trial } from "../generated/types/Trial";
import { indexOf } from "./lane-index";
import {
  imbalance,
  isRead,
  requestCount,
  timesByKind,
  utilisation,
  workerLanes,
} from "./trial-numbers";

function lane(kind: LaneKind, busyMs: number, spans: Span[] = []): Lane {
  return { name: kind, kind, busyMs, spans };
}

function trial(...lanes: Lane[]): Trial {
  return { elapsedMs: 100, lanes } as unknown as Trial;
}

const SHARED = trial(lane("thread", 90), lane("thread", 30), lane("coordinator", 5));
const ALONE = trial(lane("request", 0), lane("request", 0), lane("coordinator", 80));

test("the coordinator is a worker only where nobody else is", () => {
  assert.equal(workerLanes(SHARED).length, 2);
  assert.deepEqual(
    workerLanes(ALONE).map(({ kind }) => kind),
    ["coordinator"],
  );
});

test("utilisation is what the workers computed of what they could have", () => {
  assert.equal(utilisation(SHARED), 0.6);
  assert.equal(utilisation(ALONE), 0.8);
  assert.equal(utilisation({ ...SHARED, elapsedMs: 0 }), 0);
});

test("imbalance is by how much the busiest exceeds the mean", () => {
  assert.equal(imbalance(SHARED), 0.5);
  assert.equal(imbalance(trial(lane("process", 7), lane("process", 7))), 0);
  assert.equal(imbalance(ALONE), null);
  assert.equal(imbalance(trial(lane("thread", 0), lane("thread", 0))), null);
});

test("times and requests are counted over all lanes, once they are read", () => {
  const fetch = (startMs: number, endMs: number): Span => ({ kind: "fetch", startMs, endMs });
  const own = trial(
    lane("request", 0, [fetch(0, 10), { kind: "wait", startMs: 10, endMs: 12 }, fetch(12, 20)]),
    lane("request", 0, [fetch(1, 4)]),
  );
  assert.ok(!isRead(own));
  for (const { spans } of own.lanes) {
    indexOf(spans).fill(Number.POSITIVE_INFINITY);
  }
  assert.ok(isRead(own));
  assert.equal(requestCount(own), 3);
  assert.equal(timesByKind(own).get("fetch"), 21);
  assert.equal(timesByKind(own).get("wait"), 2);
  assert.equal(timesByKind(own).get("run"), 0);
});
