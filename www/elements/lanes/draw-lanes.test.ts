import assert from "node:assert/strict";
import { test } from "node:test";
import type { Span } from "../../generated/types/Span";
import { drawLanes, type LanePaint, spanAt } from "./draw-lanes";
import { LaneIndex } from "./lane-index";
import { SPAN_KINDS } from "./span-style";
import { TimeScale } from "./time-scale";

const PAINT: LanePaint<string> = {
  fills: Object.fromEntries(SPAN_KINDS.map((kind) => [kind, kind])) as LanePaint<string>["fills"],
  rule: "rule",
};
const LAYOUT = { laneHeight: 20, gap: 4 };

interface Block {
  fill: string;
  left: number;
  top: number;
  width: number;
  height: number;
}

/** What is filled when the lanes are drawn, the lanes' own lines apart. */
function drawn(lanes: LaneIndex[], scale: TimeScale): Block[] {
  const blocks: Block[] = [];
  const context = {
    fillStyle: "",
    fillRect(left: number, top: number, width: number, height: number) {
      blocks.push({ fill: this.fillStyle, left, top, width, height });
    },
  };
  drawLanes(context, lanes, scale, LAYOUT, PAINT);
  return blocks.filter(({ fill }) => fill !== PAINT.rule);
}

function lane(spans: Span[]): LaneIndex {
  const index = new LaneIndex({ spans });
  index.fill(Number.POSITIVE_INFINITY);
  return index;
}

test("a span stands where its times are, on its own lane", () => {
  const spans: Span[] = [{ kind: "run", startMs: 25, endMs: 75 }];
  const blocks = drawn([lane([]), lane(spans)], new TimeScale(0, 100, 100));
  assert.deepEqual(blocks, [{ fill: "run", left: 25, top: 24, width: 49, height: 20 }]);
});

test("what is out of view is not drawn", () => {
  const spans: Span[] = [
    { kind: "run", startMs: 0, endMs: 10 },
    { kind: "fetch", startMs: 10, endMs: 20 },
    { kind: "copy", startMs: 20, endMs: 30 },
  ];
  const fills = drawn([lane(spans)], new TimeScale(12, 18, 60)).map(({ fill }) => fill);
  assert.deepEqual(fills, ["fetch"]);
});

test("a hundred thousand spans make no more blocks than the view has columns", () => {
  const spans = Array.from({ length: 100_000 }, (_, index): Span => {
    const kind = index % 2 === 0 ? "run" : "copy";
    return { kind, startMs: index, endMs: index + 1 };
  });
  const blocks = drawn([lane(spans)], new TimeScale(0, 100_000, 800));
  assert.ok(blocks.length <= 2 * 800, `${blocks.length} blocks`);
  const area = (fill: string) =>
    blocks.filter((block) => block.fill === fill).reduce((sum, b) => sum + b.width * b.height, 0);
  assert.equal(area("run"), 800 * 10, "half of the lane");
  assert.equal(area("copy"), 800 * 10, "the other half");
});

test("columns alike are one block", () => {
  const spans = Array.from(
    { length: 1000 },
    (_, index): Span => ({ kind: "run", startMs: index, endMs: index + 0.5 }),
  );
  const blocks = drawn([lane(spans)], new TimeScale(0, 1000, 100));
  assert.deepEqual(blocks, [{ fill: "run", left: 0, top: 10, width: 100, height: 10 }]);
});

test("a span is found at its time, and near it", () => {
  const spans = lane([
    { kind: "run", startMs: 0, endMs: 10 },
    { kind: "run", startMs: 20, endMs: 30 },
  ]);
  assert.equal(spanAt(spans, 5, 0), 0);
  assert.equal(spanAt(spans, 15, 0), undefined);
  assert.equal(spanAt(spans, 18, 3), 1);
  assert.equal(spanAt(spans, 31, 0), undefined);
});

test("a wide span after many narrow ones in its column is drawn as itself", () => {
  const narrow = Array.from(
    { length: 100 },
    (_, index): Span => ({ kind: "copy", startMs: index / 200, endMs: (index + 1) / 200 }),
  );
  const wide: Span = { kind: "run", startMs: 0.6, endMs: 50 };
  const blocks = drawn([lane([...narrow, wide])], new TimeScale(0, 100, 100));
  assert.deepEqual(blocks, [
    { fill: "run", left: 1, top: 0, width: 48, height: 20 },
    { fill: "copy", left: 0, top: 10, width: 1, height: 10 },
  ]);
});

test("a million spans are looked at a few for each column", () => {
  const spans = Array.from(
    { length: 1_000_000 },
    (_, index): Span => ({ kind: "run", startMs: index, endMs: index + 1 }),
  );
  const index = lane(spans);
  let looks = 0;
  const counted = new Proxy(index, {
    get(target, name) {
      looks += name === "startMs" || name === "endMs" ? 1 : 0;
      const value = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  const blocks = drawn([counted], new TimeScale(0, 1_000_000, 800));
  assert.equal(blocks.length, 1);
  assert.ok(looks < 10 * 800, `${looks} looks`);
});

/** How much of each column of a lane is `run`: 0 to 1. */
function runShares(blocks: Block[], lane: number, columns: number): number[] {
  const top = lane * (LAYOUT.laneHeight + LAYOUT.gap);
  const own = blocks.filter((block) => block.top >= top && block.top < top + LAYOUT.laneHeight);
  return Array.from({ length: columns }, (_, column) => {
    const here = own.filter(
      ({ fill, left, width }) => fill === "run" && left <= column && column < left + width,
    );
    return here.reduce((sum, { height }) => sum + height / LAYOUT.laneHeight, 0);
  });
}

test("two threads that take turns are never drawn as if both ran, however small the turns", () => {
  const TURNS = 4000;
  const thread = (own: number) =>
    lane(
      Array.from({ length: TURNS }, (_, turn): Span => {
        const kind = turn % 2 === own ? "run" : "lock-wait";
        return { kind, startMs: turn * 5, endMs: (turn + 1) * 5 };
      }),
    );
  const lanes = [thread(0), thread(1)];
  for (const pixelsATurn of [0.1, 0.3, 0.55, 0.7, 0.8, 0.95, 1.05, 1.3, 1.7, 2.6, 7, 30]) {
    const columns = 400;
    const scale = new TimeScale(0, (columns / pixelsATurn) * 5, columns);
    const blocks = drawn(lanes, scale);
    const shares = [0, 1].map((own) => runShares(blocks, own, columns));
    const both = Array.from(
      { length: columns },
      (_, at) => (shares[0]?.[at] ?? 0) + (shares[1]?.[at] ?? 0),
    );
    // Over any few columns, as the eye takes them together, one thread's worth of running.
    const WINDOW = 10;
    for (let from = 0; from + WINDOW < columns; from++) {
      const mean = both.slice(from, from + WINDOW).reduce((sum, one) => sum + one, 0) / WINDOW;
      assert.ok(mean <= 1.15, `${mean} of 1 at column ${from}, ${pixelsATurn} pixels a turn`);
    }
  }
});
