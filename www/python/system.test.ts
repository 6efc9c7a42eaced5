import assert from "node:assert/strict";
import { test } from "node:test";
import { plainFailure } from "../engine/failure";
import { SPAN_KINDS } from "../engine/span-kinds";
import type { SharedSpans } from "./live-spans";
import type { Ending, Printed } from "./protocol";
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

  /** Ends a process by a signal. */
  kill(pid: number): void {
    this.onmessage({ data: { kind: "asked", id: undefined, name: "signal", given: [pid, 15] } });
  }

  /** Starts processes. */
  spawn(count: number): void {
    for (let id = 0; id < count; id += 1) {
      const given = ["forkserver", `Process-${id + 1}`, new Uint8Array(), []];
      this.onmessage({ data: { kind: "asked", id, name: "spawn", given } });
    }
  }
}

/** An interpreter whose calls never end, and that never tells what it does. */
function interpreter(port = new Port(), live?: SharedSpans): Interpreter {
  const never = new Promise<never>(() => undefined);
  return {
    system: port as unknown as MessagePort,
    live,
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

test("that it died is said of a process that died by itself, and of none that was ended", async () => {
  const deaths: ((cause: string) => void)[] = [];
  const mortal = (): Interpreter => {
    const { promise: died, resolve } = Promise.withResolvers<string>();
    deaths.push(resolve);
    const broken = died.then((message): Ending => ({ kind: "broken", message, lanes: [] }));
    const terminate = () => resolve("it was ended");
    return { ...interpreter(), died, call: () => broken, terminate };
  };
  const system = new System({ take: async () => mortal() });
  const printed: Printed[] = [];
  system.onPrint = (_, pieces) => printed.push(...pieces);
  const port = new Port();
  system.enter(interpreter(port));
  port.spawn(2);
  await Promise.resolve();
  port.kill(CHILD);
  deaths[1]?.("it had no memory");
  await system.takeLanes();
  // Both of them know by now that they are dead.
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual(
    printed.map(({ text }) => text),
    ["Process-2 died: it had no memory\n"],
  );
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

/** The id of the first process that a program starts. */
const CHILD = 101;

/** The first of a process’s spans: its kind, and from when to when it was. */
function told(spans: Float64Array | undefined): unknown[] {
  const [kind = -1, start, end] = spans ?? [];
  return [SPAN_KINDS[kind], start, end];
}

test("what a process did that is ended, and does not tell it in time, is seen in its memory", async () => {
  const live: SharedSpans = {
    count: new Int32Array(new SharedArrayBuffer(4)),
    rows: new Float64Array(new SharedArrayBuffer(32)),
  };
  live.count[0] = 1;
  live.rows.set([1, SPAN_KINDS.indexOf("run"), 1_000, 2_000]);
  const system = new System({ take: async () => interpreter(new Port(), live) });
  const port = new Port();
  system.enter(interpreter(port));
  port.spawn(1);
  await Promise.resolve();
  port.kill(CHILD);
  const [process] = await system.takeLanes();
  assert.deepEqual(told(process?.lanes[1]?.spans), ["run", 1_000, 2_000]);
});

test("a process that is ended before it is there was starting until then", async () => {
  const system = new System({ take: () => new Promise(() => undefined) });
  const port = new Port();
  system.enter(interpreter(port));
  port.spawn(1);
  port.kill(CHILD);
  const [process] = await system.takeLanes();
  assert.equal(process?.lanes.length, 1);
  const [kind, start, end] = told(process?.lanes[0]?.spans);
  assert.equal(kind, "start");
  assert.ok(Number(start) <= Number(end));
});

test("nothing of a run that was stopped runs or is told, though its processes were starting", async () => {
  const starting: PromiseWithResolvers<Interpreter>[] = [];
  const take = () => {
    const one = Promise.withResolvers<Interpreter>();
    starting.push(one);
    return one.promise;
  };
  const system = new System({ take });
  const told: string[] = [];
  system.onPrint = (process) => told.push(`${process} printed`);
  const port = new Port();
  system.enter(interpreter(port));
  port.spawn(2);
  system.reset();
  const late: Interpreter = {
    ...interpreter(),
    call: () => Promise.reject(new Error("it was called")),
    terminate: () => told.push("terminated"),
  };
  starting[0]?.resolve(late);
  starting[1]?.reject(plainFailure("start-failed", "there is no room"));
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual(told, ["terminated"]);
});

test("a rank that ends itself ends all of them, where nobody hears of its interpreter's end", async () => {
  const ports: Port[] = [];
  const take = async () => {
    const port = new Port();
    ports.push(port);
    return interpreter(port);
  };
  const system = new System({ take });
  system.enter(interpreter());
  const ended = system.startRanks(2, { module: "t", name: "main", argument: "" });
  await new Promise((resolve) => setTimeout(resolve));
  ports[1]?.onmessage({ data: { kind: "asked", id: undefined, name: "exit", given: [259] } });
  assert.deepEqual(await ended, { kind: "exited", exitCode: 3, rank: "rank 1" });
});
