import assert from "node:assert/strict";
import { test } from "node:test";
import type { FromSystem, ToSystem } from "./system-protocol";

Object.assign(globalThis, { crossOriginIsolated: true });
const { InterpreterLine, SystemLine } = await import("./lines");

/** An end of a channel whose messages arrive when they are let in. */
class Port {
  other: Port | undefined;
  onmessage: (event: { data: unknown }) => void = () => undefined;
  readonly #arrived: unknown[] = [];
  readonly #listeners: ((event: { data: unknown }) => void)[] = [];

  addEventListener(_: "message", listener: (event: { data: unknown }) => void): void {
    this.#listeners.push(listener);
  }

  start(): void {}

  postMessage(data: unknown): void {
    this.other?.#arrived.push(data);
  }

  letIn(): void {
    for (const data of this.#arrived.splice(0)) {
      for (const hear of [this.onmessage, ...this.#listeners]) {
        hear({ data });
      }
    }
  }
}

function line() {
  const [near, far] = [new Port(), new Port()];
  [near.other, far.other] = [far, near];
  const heard: ToSystem[] = [];
  const system = new SystemLine(near as unknown as MessagePort, (message) => heard.push(message));
  const interpreter = new InterpreterLine(far as unknown as MessagePort);
  interpreter.onMessage((message) => {
    if (message.kind === "entered") {
      interpreter.numbers = message.line;
    }
  });
  assert.ok(system.numbers);
  const counts = new Int32Array(new SharedArrayBuffer(4));
  system.say({ kind: "entered", pid: 1, counts, line: system.numbers });
  far.letIn();
  return { system, interpreter, near, far, heard };
}

const MADE: ToSystem = { kind: "file", change: { what: "made", path: "/home/playground/d" } };
const WISH: FromSystem = { kind: "tell-lanes" };

test("an interpreter is heard once the system has done what it was told", () => {
  const { interpreter, near, heard } = line();
  assert.ok(interpreter.sleepUntilHeard(0));
  interpreter.tell(MADE);
  assert.ok(!interpreter.sleepUntilHeard(1));
  near.letIn();
  assert.ok(interpreter.sleepUntilHeard(Number.POSITIVE_INFINITY));
  assert.deepEqual(heard, [MADE]);
  assert.ok(interpreter.sleepUntilHeard(0));
});

test("what changes nothing may be overtaken", () => {
  const { interpreter } = line();
  interpreter.tell({ kind: "asked", id: undefined, name: "arrive", given: [1] });
  interpreter.tell({ kind: "downloaded", bytes: 1 });
  assert.ok(interpreter.sleepUntilHeard(0));
  interpreter.tell({ kind: "asked", id: undefined, name: "close", given: [1] });
  assert.ok(!interpreter.sleepUntilHeard(0));
});

test("an interpreter has heard all once what was said has come", () => {
  const { system, interpreter, far } = line();
  assert.ok(interpreter.hasHeard);
  system.say(WISH);
  assert.ok(!interpreter.hasHeard);
  far.letIn();
  assert.ok(interpreter.hasHeard);
});

test("who is cut off neither sends nor takes anything, whatever it says", () => {
  const { system, interpreter, near } = line();
  system.cut();
  assert.ok(!interpreter.sleepUntilHeard(0));
  assert.ok(!interpreter.hasHeard);
  interpreter.tell(MADE);
  near.letIn();
  assert.ok(!interpreter.sleepUntilHeard(0));
});

test("messages through shared memory are counted", () => {
  const { system, interpreter } = line();
  interpreter.count(3);
  interpreter.count(4);
  assert.deepEqual(system.sent, { messages: 2, bytes: 7 });
  system.forgetSent();
  assert.deepEqual(system.sent, { messages: 0, bytes: 0 });
});
