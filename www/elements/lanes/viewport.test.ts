import assert from "node:assert/strict";
import { test } from "node:test";
import { Viewport } from "./viewport";

/** A view of 0 to 1000 ms on 500 pixels. */
function viewport(): Viewport {
  const view = new Viewport();
  view.show({ startMs: 0, endMs: 1000 });
  view.resize(500);
  return view;
}

function seen({ scale }: Viewport): [startMs: number, endMs: number] {
  return [scale.startMs, scale.endMs];
}

test("at first all is in view", () => {
  const view = viewport();
  assert.ok(view.isWhole);
  assert.deepEqual(seen(view), [0, 1000]);
  assert.equal(view.scale.width, 500);
});

test("zooming keeps the moment under the pointer where it is", () => {
  const view = viewport();
  const pixel = view.scale.toPixel(300);
  view.zoom(4, 300);
  assert.deepEqual(seen(view), [225, 475]);
  assert.equal(view.scale.toPixel(300), pixel);
  assert.ok(!view.isWhole);
});

test("zooming out ends with all in view", () => {
  const view = viewport();
  view.zoom(10, 500);
  view.zoom(1 / 9, 500);
  assert.ok(!view.isWhole);
  view.zoom(1 / 2, 500);
  assert.ok(view.isWhole);
  assert.deepEqual(seen(view), [0, 1000]);
});

test("nobody looks past the ends", () => {
  const view = viewport();
  view.zoom(2, 0);
  assert.deepEqual(seen(view), [0, 500]);
  view.pan(-100);
  assert.deepEqual(seen(view), [0, 500]);
  view.pan(10_000);
  assert.deepEqual(seen(view), [500, 1000]);
});

test("no stretch is too short to look at", () => {
  const view = viewport();
  view.zoom(1e12, 500);
  const [start, end] = seen(view);
  assert.ok(end - start >= 0.0099 && start <= 500 && end >= 500, `${start} to ${end}`);
  view.zoomTo({ startMs: 20, endMs: 20 });
  assert.ok(view.scale.startMs < 20 && view.scale.endMs > 20);
});

test("a span is zoomed to with a little room around it", () => {
  const view = viewport();
  view.zoomTo({ startMs: 400, endMs: 500 });
  assert.deepEqual(seen(view), [390, 510]);
});

test("revealing moves no more than it takes", () => {
  const view = viewport();
  view.zoom(10, 0);
  view.reveal({ startMs: 20, endMs: 40 });
  assert.deepEqual(seen(view), [0, 100], "it is in view");
  view.reveal({ startMs: 150, endMs: 170 });
  assert.deepEqual(seen(view), [70, 170]);
  view.reveal({ startMs: 10, endMs: 20 });
  assert.deepEqual(seen(view), [10, 110]);
  view.reveal({ startMs: 500, endMs: 900 });
  assert.deepEqual(seen(view), [500, 600], "of what is too long, its beginning");
});

test("what is in view stays, while more comes to be seen", () => {
  const view = viewport();
  view.show({ startMs: -10, endMs: 2000 });
  assert.deepEqual(seen(view), [-10, 2000], "all of it");
  view.zoomTo({ startMs: 400, endMs: 500 });
  view.show({ startMs: -10, endMs: 3000 });
  assert.deepEqual(seen(view), [390, 510], "a part of it");
  view.show({ startMs: 0, endMs: 450 });
  assert.deepEqual(seen(view), [330, 450], "or what of it there still is");
});

test("it tells of every change, and of nothing else", () => {
  const view = viewport();
  let changes = 0;
  view.addEventListener("change", () => {
    changes += 1;
  });
  view.zoom(2, 500);
  view.pan(10);
  view.resize(600);
  view.fit();
  assert.equal(changes, 4);
  view.resize(600);
  view.show({ startMs: 0, endMs: 1000 });
  assert.equal(changes, 4);
});
