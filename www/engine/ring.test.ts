import assert from "node:assert/strict";
import { test } from "node:test";
import { newBell } from "./bell";
import { LARGEST, newRing, Ring } from "./ring";

/** Both ends of a ring, of which so many bytes have been put in and taken out already. */
function bothEnds(already = 0) {
  const buffers = newRing(newBell());
  new Int32Array(buffers.ring).fill(already, 0, 2);
  return { sender: new Ring(buffers), receiver: new Ring(buffers) };
}

/** A message that no other of its length is like. */
function message(number: number, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => number + index);
}

for (const already of [0, 2 ** 31 - 64]) {
  test(`messages come out in order, many rounds on from ${already}`, () => {
    const { sender, receiver } = bothEnds(already);
    const sizes = [0, 1, 2, 3, 4, 5, 1_000, 4_093, LARGEST];
    let put = 0;
    let taken = 0;
    const of = (number: number) => message(number, sizes[number % sizes.length] ?? 0);
    for (let round = 0; round < 300; round += 1) {
      while (sender.put(of(put))) {
        put += 1;
      }
      assert.ok(put > taken + 1, "it has room for several of the largest");
      // Not all are taken, so that what follows begins anywhere.
      for (const until = put - (round % 3); taken < until; taken += 1) {
        assert.deepEqual(receiver.take(), of(taken));
      }
    }
    for (; taken < put; taken += 1) {
      assert.deepEqual(receiver.take(), of(taken));
    }
    assert.equal(receiver.take(), undefined);
  });
}

test("what is too large is never put in", () => {
  const { sender, receiver } = bothEnds();
  assert.ok(!sender.put(new Uint8Array(LARGEST + 1)));
  assert.equal(receiver.take(), undefined);
});

test("in a full one there is room for places, and for messages once some were taken", () => {
  const { sender, receiver } = bothEnds();
  const full = message(1, LARGEST);
  let put = 0;
  while (sender.put(full)) {
    put += 1;
  }
  for (let place = 0; place < 500; place += 1) {
    sender.announce();
  }
  assert.deepEqual(receiver.take(), full);
  assert.ok(sender.put(message(2, 3)));
  for (let taken = 1; taken < put; taken += 1) {
    assert.deepEqual(receiver.take(), full);
  }
  for (let place = 0; place < 500; place += 1) {
    assert.equal(receiver.take(), null);
    assert.equal(receiver.take(), null, "it stays until it is passed");
    receiver.pass();
  }
  assert.deepEqual(receiver.take(), message(2, 3));
});
