import assert from "node:assert/strict";
import { test } from "node:test";
import { plainFailure } from "../engine/failure";
import type { Printed } from "./protocol";
import { type Interpreter, MOST_PROCESSES, System } from "./system";
import type { Answered, Asked, FromSystem } from "./system-protocol";

const BROWSER = { crossOriginIsolated: false, navigator: { hardwareConcurrency: 2 } };
for (const [name, value] of Object.entries(BROWSER)) {
  Object.defineProperty(globalThis, name, { value });
}
// Which Node.js 20 has not.
Promise.withResolvers ??= <T>() => {
  const made = {} as PromiseWithResolvers<T>;
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
};

/** A way to the system that keeps what is answered. */
class Port {
  readonly answers: Answered[] = [];
  onmessage: (event: { data: Asked }) => void = () => undefined;

  postMessage(message: FromSystem): void {
    if (message.kind === "answered") {
      this.answers.push(message);
    }
  }

  /** Starts processes. */
  spawn(count: number): void {
    for (let id = 0; id < count; id += 1) {
      const given = ["forkserver", `Process-${id + 1}`, new Uint8Array(), []];
      this.onmessage({ data: { kind: "asked", id, name: "spawn", given } });
    }
  }
}

/** An interpreter whose calls never end. */
function interpreter(port = new Port()): Interpreter {
  const never = new Promise<never>(() => undefined);
  return {
    system: port as unknown as MessagePort,
    live: undefined,
    died: never,
    onPrint: () => undefined,
    call: () => never,
    interrupt: () => undefined,
    terminate: () => undefined,
  };
}

test("more processes than a tab has room for are refused", async () => {
  const system = new System({ take: async () => interpreter() });
  const port = new Port();
  system.enter(interpreter(port));
  port.spawn(MOST_PROCESSES);
  await Promise.resolve();
  // The program itself is one of them.
  const refused = port.answers.filter(({ errno }) => errno === "EAGAIN");
  assert.deepEqual(
    refused.map(({ id }) => id),
    [MOST_PROCESSES - 1],
  );
});

test("whether there is room for several is known before the first is started", () => {
  const system = new System({ take: async () => interpreter() });
  const port = new Port();
  system.enter(interpreter(port));
  const refused = [MOST_PROCESSES - 1, MOST_PROCESSES].map((count, id) => {
    port.onmessage({ data: { kind: "asked", id, name: "roomFor", given: [count] } });
    return port.answers.at(-1)?.errno;
  });
  assert.deepEqual(refused, [undefined, "EAGAIN"]);
});

test("interpreters that do not start are told of, and end a program that goes on trying", async () => {
  const take = () => Promise.reject(plainFailure("start-failed", "there is no room"));
  const system = new System({ take });
  const printed: Printed[] = [];
  system.onPrint = (_, pieces) => printed.push(...pieces);
  const port = new Port();
  system.enter(interpreter(port));
  const ended = system.call({ module: "t", name: "main", argument: "" });
  port.spawn(8);
  assert.deepEqual(await ended, { kind: "unable-to-begin", times: 8, said: "there is no room" });
  assert.equal(printed[0]?.text, "Process-1 died: there is no room\n");
});
