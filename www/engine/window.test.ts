import assert from "node:assert/strict";
import { test } from "node:test";
import type { Span } from "../generated/types/Span";
import { outline, SharedWindow } from "./window";

const EPOCH = 7;
const EPOCH_ADDRESS = 4;
const CONTENTS = 64;
const BEGIN_MS = 1_000;
/** Blocks of one span, two and four, not in the order of their addresses. */
const BLOCKS = [4_096, 1_024, 2_048];

/** A memory with one lane, and a window on it. */
function room() {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 2, shared: true });
  const view = () => new DataView(memory.buffer);
  view().setUint32(EPOCH_ADDRESS, EPOCH, true);
  BLOCKS.forEach((address, index) => {
    view().setUint32(CONTENTS + 4 * (index + 1), address, true);
  });
  const window = new SharedWindow(memory, {
    epochAddress: EPOCH_ADDRESS,
    epoch: EPOCH,
    beginMs: BEGIN_MS,
    lanes: [CONTENTS],
    firstBlock: 1,
  });
  let count = 0;
  /** Adds a span of kind `run` and an item of its number, as the Rust side does. */
  const add = (startMs: number, endMs: number): void => {
    const [first = 0, second = 0, third = 0] = BLOCKS;
    const places = [first, second, second + 32, third, third + 32, third + 64, third + 96];
    const at = places[count] ?? Number.NaN;
    view().setFloat64(at, BEGIN_MS + startMs, true);
    view().setFloat64(at + 8, BEGIN_MS + endMs, true);
    view().setUint32(at + 16, 0, true);
    view().setUint32(at + 20, count, true);
    view().setUint32(at + 24, count + 1, true);
    count += 1;
    view().setUint32(CONTENTS, count, true);
  };
  const close = () => view().setUint32(EPOCH_ADDRESS, EPOCH + 1, true);
  return { memory, window, add, close };
}

function run(startMs: number, item?: number): Span {
  const span = { kind: "run" as const, startMs, endMs: startMs + 1 };
  return item === undefined ? span : { ...span, range: { start: item, end: item + 1 } };
}

test("sees each span once, whatever block it is in, and in memory that has grown", () => {
  const { memory, window, add } = room();
  // Since the trial began long ago by this clock, all would be joined if they were of one kind:
  // the spans lie further apart than that.
  const far = Math.round(window.elapsedMs);
  assert.deepEqual(window.look(), [[]]);
  for (const step of [0, 1, 2]) {
    add(step * far, step * far + 1);
  }
  assert.deepEqual(window.look(), [[0, 1, 2].map((step) => run(step * far, step))]);
  memory.grow(1);
  for (const step of [3, 4, 5, 6]) {
    add(step * far, step * far + 1);
  }
  assert.deepEqual(window.look(), [[0, 1, 2, 3, 4, 5, 6].map((step) => run(step * far, step))]);
});

test("what lies where the memory is not seen to reach is seen the next time", () => {
  const { memory, window, add } = room();
  const place = () => new DataView(memory.buffer);
  add(0, 1);
  place().setUint32(CONTENTS + 4, 2 ** 30, true);
  assert.deepEqual(window.look(), [[]]);
  place().setUint32(CONTENTS + 4, BLOCKS[0] ?? 0, true);
  assert.deepEqual(window.look(), [[run(0, 0)]]);
});

test("sees nothing through a window that was closed", () => {
  const { window, add, close } = room();
  add(0, 1);
  close();
  assert.equal(window.look(), undefined);
});

test("an outline joins what is close and of one kind", () => {
  const wait = { kind: "wait" as const, startMs: 14.1, endMs: 15 };
  const seen = outline([run(4, 3), run(0, 0), run(1.2, 1), { ...wait }], 0.5);
  assert.deepEqual(seen, [
    { kind: "run", startMs: 0, endMs: 2.2 },
    run(4, 3),
    { kind: "wait", startMs: 14.1, endMs: 15 },
  ]);
});
