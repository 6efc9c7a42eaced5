import assert from "node:assert/strict";
import { test } from "node:test";
import type { Lane } from "../../generated/types/Lane";
import type { LaneKind } from "../../generated/types/LaneKind";
import type { Span } from "../../generated/types/Span";
import type { Track } from "../../generated/types/Track";
import type { Trial } from "../../generated/types/Trial";
import { drawLevel } from "./draw-level";
import { indexOf } from "./lane-index";
import { type Level, levelsOf } from "./level";
import { TimeScale } from "./time-scale";

function lane(spans: Span[], kind: LaneKind = "thread"): Lane {
  const lane: Lane = { name: kind, kind, busyMs: 0, spans };
  indexOf(lane).fill(Number.POSITIVE_INFINITY);
  return lane;
}

function trial(lanes: Lane[], tracks: Track[] = []): Trial {
  return { lanes, tracks, elapsedMs: 100 } as unknown as Trial;
}

const run = (startMs: number, endMs: number): Span => ({ kind: "run", startMs, endMs });

function only(levels: readonly Level[]): Level {
  assert.equal(levels.length, 1);
  return levels[0] as Level;
}

test("lanes that compute are counted, on average between two moments", () => {
  const level = only(levelsOf(trial([lane([run(0, 10), run(20, 30)]), lane([run(5, 30)])])));
  assert.equal(level.name, "computing");
  assert.equal(level.most, 2);
  const means = level.between(Float64Array.of(0, 5, 10, 15, 25, 40)).map(([, mean]) => mean);
  assert.deepEqual(means, [1, 2, 1, 1.5, 2 / 3]);
});

test("the coordinator is not counted among the workers", () => {
  const coordinator = lane([run(0, 50)], "coordinator");
  assert.deepEqual(levelsOf(trial([lane([run(0, 10)]), coordinator])), []);
  const level = only(levelsOf(trial([lane([run(0, 10)]), lane([run(0, 10)]), coordinator])));
  assert.equal(level.most, 2);
});

test("what one lane does alone is told by the lane", () => {
  const fetch: Span = { kind: "fetch", startMs: 0, endMs: 10 };
  assert.deepEqual(levelsOf(trial([lane([run(0, 10), fetch]), lane([])])), []);
  const level = only(levelsOf(trial([lane([fetch]), lane([fetch])])));
  assert.equal(level.name, "in flight");
});

const DEPTH: Track = {
  name: "queue depth",
  unit: "ranges",
  samples: [
    { atMs: 10, value: 4 },
    { atMs: 12, value: 1 },
    { atMs: 14, value: 3 },
    { atMs: 40, value: 0 },
  ],
};

test("what was noted holds until the next value", () => {
  const level = only(levelsOf(trial([], [DEPTH, { ...DEPTH, samples: [] }])));
  assert.equal(level.most, 4);
  assert.deepEqual(level.between(Float64Array.of(0, 5, 20, 30, 40, 50)), [
    [0, 0],
    [0, 4],
    [3, 3],
    [3, 3],
    [0, 0],
  ]);
  assert.deepEqual(level.between(Float64Array.of(20, 40)), [[3, 3]]);
});

test("a level is drawn as a line without gaps over an area", () => {
  const drawn: [string, number, number, number, number][] = [];
  const context = {
    fillStyle: "",
    fillRect(...rectangle: [number, number, number, number]) {
      drawn.push([this.fillStyle, ...rectangle]);
    },
  };
  const level = only(levelsOf(trial([], [DEPTH])));
  const stretch = { startMs: 0, endMs: 60 };
  const size = { height: 21, thickness: 1 };
  const paint = { line: "line", area: "area" };
  drawLevel(context, level, stretch, new TimeScale(20, 80, 60), size, paint);
  assert.deepEqual(drawn, [
    ["area", 0, 5, 20, 16],
    ["area", 20, 20, 20, 1],
    ["line", 0, 5, 20, 1],
    ["line", 20, 5, 1, 16],
    ["line", 21, 20, 19, 1],
  ]);
});
