import assert from "node:assert/strict";
import { test } from "node:test";
import { LONGEST, Ring, type SharedEnds } from "./ring";

Object.assign(globalThis, { crossOriginIsolated: true });
const { Pipes } = await import("./pipes");

const [READER, WRITER] = [1, 2];
const [OUT, IN] = [10, 20];

/** Where a ring's memory has how many messages were written, and whose turn the first place is. */
const WRITTEN = 1;
const FIRST_TURN = 6;

const message = (byte: number) => Uint8Array.of(byte);

/** A pipe that was written to until it got shared memory, and all that was written was read. */
function busy() {
  const told: [pid: number, ends: SharedEnds][] = [];
  const pipes = new Pipes((pid, ends) => told.push([pid, ends]));
  pipes.open(READER, OUT, IN, false);
  pipes.adopt(WRITER, IN);
  for (let written = 0; told.length === 0; written += 1) {
    assert.ok(written < 100);
    pipes.write(WRITER, IN, message(0));
    assert.deepEqual(pipes.read(READER, OUT), message(0));
  }
  const memory = told[0]?.[1].reads;
  assert.ok(memory);
  assert.deepEqual(told, [
    [READER, { handle: OUT, reads: memory, writes: undefined }],
    [WRITER, { handle: IN, reads: undefined, writes: memory }],
  ]);
  return { pipes, ring: new Ring(memory), told };
}

test("what goes through shared memory and what goes by the system stays in order", async () => {
  const { pipes, ring } = busy();
  const long = new Uint8Array(LONGEST + 1);
  assert.ok(ring.put(message(1)));
  pipes.write(WRITER, IN, long);
  pipes.write(WRITER, IN, message(2));
  // As long as an earlier one is with the system.
  assert.ok(!ring.put(message(3)));
  assert.deepEqual(pipes.read(READER, OUT), message(1));
  assert.ok(!ring.put(message(3)));
  assert.deepEqual(pipes.read(READER, OUT), long);
  assert.ok(ring.put(message(3)));
  assert.deepEqual(ring.take(), message(2));
  assert.deepEqual(await pipes.read(READER, OUT), message(3));
});

test("what had to go by the system for want of room is read in shared memory once there is some", () => {
  const { pipes, ring } = busy();
  let written = 0;
  for (; ring.put(message(written % 251)); written += 1) {}
  const more = written + 3;
  for (; written < more; written += 1) {
    pipes.write(WRITER, IN, message(written % 251));
    assert.ok(!ring.put(message(0)));
  }
  // It makes room, and the system uses it.
  assert.deepEqual(pipes.read(READER, OUT), message(0));
  for (let read = 1; read < more - 2; read += 1) {
    assert.deepEqual(ring.take(), message(read % 251));
  }
  pipes.write(WRITER, IN, message(written % 251));
  assert.ok(ring.put(message((written + 1) % 251)));
  for (let read = more - 2; read < more + 2; read += 1) {
    assert.deepEqual(ring.take(), message(read % 251));
  }
  assert.ok(ring.isEmpty);
});

test("a long message does not overtake a short one that is behind what somebody is about to write", async () => {
  const { pipes, ring } = busy();
  const numbers = new Int32Array(ring.memory);
  // Another writer has claimed a place, and is kept from going on.
  const claimed = Atomics.add(numbers, WRITTEN, 1);
  const long = new Uint8Array(LONGEST + 1);
  assert.ok(ring.put(message(2)));
  pipes.write(WRITER, IN, long);
  assert.deepEqual(pipes.wait([OUT], 0), []);
  const read = pipes.read(READER, OUT);
  assert.ok(read instanceof Promise);
  // It goes on, with a message of no bytes, and sees that somebody waits.
  Atomics.store(numbers, FIRST_TURN + 2 * claimed, claimed + 1);
  pipes.arrive(IN);
  assert.deepEqual(await read, new Uint8Array());
  assert.deepEqual(pipes.read(READER, OUT), message(2));
  assert.deepEqual(pipes.read(READER, OUT), long);
});

test("who waits by the system gets what is written in shared memory", async () => {
  const { pipes, ring } = busy();
  assert.ok(!ring.isAwaited);
  const read = pipes.read(READER, OUT);
  assert.ok(ring.isAwaited);
  ring.put(message(1));
  pipes.arrive(IN);
  assert.deepEqual(await read, message(1));
  assert.ok(!ring.isAwaited);
  const ready = pipes.wait([OUT], -1);
  assert.ok(ring.isAwaited);
  ring.put(message(2));
  pipes.arrive(IN);
  assert.deepEqual(await ready, [OUT]);
  assert.deepEqual(pipes.read(READER, OUT), message(2));
});

test("the end comes after what is in shared memory, to who waits and who reads", async () => {
  const { pipes, ring } = busy();
  const read = pipes.read(READER, OUT);
  ring.put(message(1));
  ring.put(message(2));
  pipes.end(WRITER);
  assert.deepEqual(await read, message(1));
  assert.deepEqual(pipes.read(READER, OUT), message(2));
  assert.equal(await pipes.read(READER, OUT), undefined);
});

test("what a process wrote that died before it said so is read, also where others could write", async () => {
  const { pipes, ring } = busy();
  pipes.duplicate(IN, IN + 1);
  pipes.adopt(READER, IN + 1);
  const read = pipes.read(READER, OUT);
  ring.put(message(1));
  pipes.end(WRITER);
  assert.deepEqual(await Promise.race([read, "nothing"]), message(1));
});

test("nothing is written where nobody reads", () => {
  const { pipes, ring } = busy();
  pipes.end(READER);
  assert.ok(!ring.put(message(1)));
  assert.throws(() => pipes.write(WRITER, IN, message(1)), { errno: "EPIPE" });
});

test("who gets a handle later is told of its shared memory", () => {
  const { pipes, ring, told } = busy();
  told.length = 0;
  const [copy, other] = [30, 3];
  pipes.duplicate(IN, copy);
  pipes.adopt(other, copy);
  const ends = { handle: copy, reads: undefined, writes: ring.memory };
  assert.deepEqual(told, [[other, ends]]);
  pipes.enter(other);
  assert.deepEqual(told[1], [other, ends]);
});

test("who accepts a connection is told of its shared memory", async () => {
  const told: [pid: number, ends: SharedEnds][] = [];
  const pipes = new Pipes((pid, ends) => told.push([pid, ends]));
  pipes.listen(READER, 1, "here");
  pipes.connect(WRITER, IN, "here");
  for (let written = 0; told.length === 0; written += 1) {
    assert.ok(written < 100);
    pipes.write(WRITER, IN, message(written));
  }
  await pipes.accept(READER, 1, OUT);
  const reads = told[0]?.[1].writes;
  assert.ok(reads);
  assert.deepEqual(told[1], [READER, { handle: OUT, reads, writes: undefined }]);
});

test("who writes to what belongs to another goes by the system", () => {
  const told: number[] = [];
  const pipes = new Pipes((pid) => told.push(pid));
  pipes.open(READER, OUT, IN, false);
  for (let written = 0; written < 100; written += 1) {
    pipes.write(WRITER, IN, message(written));
    assert.deepEqual(pipes.read(READER, OUT), message(written));
  }
  assert.deepEqual(told, []);
});

test("whoever waits no longer gets no message, and one that is given back is the next again", async () => {
  const { pipes, ring } = busy();
  const waiting = new AbortController();
  const read = pipes.read(READER, OUT, waiting.signal);
  waiting.abort();
  assert.equal(await read, undefined);
  ring.put(message(1));
  assert.deepEqual(pipes.read(READER, OUT), message(1));
  ring.put(message(2));
  pipes.unread(OUT, message(1));
  assert.deepEqual(pipes.wait([OUT], 0), [OUT]);
  assert.deepEqual(pipes.read(READER, OUT), message(1));
  assert.deepEqual(pipes.read(READER, OUT), message(2));
});
