import assert from "node:assert/strict";
import { test } from "node:test";
import { Playhead, SPEEDS, watchableSpeed } from "./playhead";

function loaded(endMs: number): Playhead {
  const playhead = new Playhead();
  playhead.load(endMs);
  playhead.speed = 1;
  return playhead;
}

test("it goes on with the clock, times its speed", () => {
  const playhead = loaded(1000);
  playhead.play();
  playhead.step(50_000);
  assert.equal(playhead.timeMs, 0, "what passed before is not its own");
  playhead.step(50_100);
  assert.equal(playhead.timeMs, 100);
  playhead.speed = 0.1;
  playhead.step(50_200);
  assert.equal(playhead.timeMs, 110);
});

test("a pause takes no time", () => {
  const playhead = loaded(1000);
  playhead.play();
  playhead.step(0);
  playhead.step(10);
  playhead.pause();
  playhead.step(500);
  playhead.play();
  playhead.step(700);
  playhead.step(705);
  assert.equal(playhead.timeMs, 15);
});

test("it stops at the end, and begins again from there", () => {
  const playhead = loaded(100);
  playhead.play();
  playhead.step(0);
  playhead.step(5000);
  assert.equal(playhead.timeMs, 100);
  assert.equal(playhead.isPlaying, false);
  playhead.play();
  assert.equal(playhead.timeMs, 0);
  assert.equal(playhead.isPlaying, true);
});

test("it goes to any moment there is, and to no other", () => {
  const playhead = loaded(100);
  playhead.seek(40);
  assert.equal(playhead.timeMs, 40);
  playhead.seek(-5);
  assert.equal(playhead.timeMs, 0);
  playhead.seek(1e9);
  assert.equal(playhead.timeMs, 100);
});

test("at first it takes long enough to be watched", () => {
  assert.equal(watchableSpeed(60_000), 10);
  assert.equal(watchableSpeed(10_000), 2);
  assert.equal(watchableSpeed(300), 0.05);
  assert.equal(watchableSpeed(0.2), SPEEDS[0]);
});

test("every step is told", () => {
  const playhead = loaded(100);
  let changes = 0;
  playhead.addEventListener("change", () => {
    changes += 1;
  });
  playhead.play();
  playhead.step(0);
  playhead.step(10);
  playhead.pause();
  playhead.step(20);
  playhead.seek(50);
  assert.equal(changes, 5);
});
