import assert from "node:assert/strict";
import { test } from "node:test";
import { LONGEST, Ring } from "./ring";

const message = (...bytes: number[]) => Uint8Array.from(bytes);

/** Both ends of a new ring, as two processes have it. */
function ends(): [first: Ring, second: Ring] {
  const first = new Ring();
  return [first, new Ring(first.memory)];
}

test("messages are read in the order in which anybody wrote them, each once", () => {
  const [first, second] = ends();
  assert.ok(first.put(message(1, 2, 3)));
  assert.ok(second.put(message()));
  assert.ok(first.put(new Uint8Array(LONGEST).fill(4)));
  assert.deepEqual(second.take(), message(1, 2, 3));
  assert.deepEqual(first.take(), message());
  assert.deepEqual(second.take(), new Uint8Array(LONGEST).fill(4));
  assert.equal(first.take(), undefined);
});

test("a ring that is full takes nothing more, until something was read", () => {
  const [first, second] = ends();
  let written = 0;
  while (first.put(message(written % 251))) {
    written += 1;
  }
  assert.ok(second.isFull);
  // More than one round.
  for (let read = 0; read < 3 * written; read += 1) {
    assert.ok(!first.put(message(0)));
    assert.deepEqual(second.take(), message(read % 251));
    assert.ok(!first.isFull);
    // There is room: it does not sleep.
    first.sleepUntilRoom(Number.POSITIVE_INFINITY);
    assert.ok(first.put(message((written + read) % 251)));
  }
});

test("what is too long, or written when messages go by the system, is not taken", () => {
  const [first, second] = ends();
  assert.ok(!first.put(new Uint8Array(LONGEST + 1)));
  second.isDetoured = true;
  assert.ok(!first.put(message(1)));
  second.isDetoured = false;
  assert.ok(first.put(message(2)));
  assert.deepEqual(second.take(), message(2));
});

test("who may not take a message leaves it to others", () => {
  const [first, second] = ends();
  const asked: boolean[] = [];
  const mayNot = () => {
    asked.push(true);
    return false;
  };
  assert.equal(second.take(mayNot), undefined);
  assert.deepEqual(asked, []);
  first.put(message(1));
  assert.equal(second.take(mayNot), undefined);
  assert.deepEqual(asked, [true]);
  assert.deepEqual(first.take(), message(1));
});
