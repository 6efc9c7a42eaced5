/** An interpreter's side of the system: the module `_system_js`, by which Python's `_system` asks it. */

import type { PyBuffer, PyProxy } from "pyodide/ffi";
import type { Gil } from "./gil";
import { type Counts, give, isAwaited, newPlace, PLACES, take, takerOf } from "./semaphores";
import type { Answered, FromSystem, SystemCalls, ToSystem } from "./system-protocol";

/** What Python gives: numbers, texts, and lists and buffers that JavaScript only borrows. */
type Given = number | string | boolean | undefined | PyProxy;

type Answer = Pick<Answered, "value" | "errno">;

/** What Python's `_system` calls. */
export function systemModule(port: MessagePort, gil: Gil) {
  const answers = new Map<number, (answer: Answer) => void>();
  let asked = 0;
  let heard = 0;
  let counts: Counts | undefined;
  let pid = 0;

  const post = (message: ToSystem, transfer: Transferable[] = []) =>
    port.postMessage(message, transfer);
  const send = (id: number | undefined, name: keyof SystemCalls, given: Given[]) => {
    const plain = given.map(plainOf);
    const bytes = plain.filter((value) => value instanceof Uint8Array);
    post(
      { kind: "asked", id, name, given: plain },
      bytes.map(({ buffer }) => buffer),
    );
  };
  port.onmessage = ({ data }: MessageEvent<FromSystem>) => {
    if (data.kind === "answered") {
      heard += 1;
      answers.get(data.id)?.(data);
      answers.delete(data.id);
    } else if (data.kind === "counts") {
      ({ counts, pid } = data);
    } else if (data.kind === "tell-lanes") {
      const lanes = gil.takeLanes();
      post(
        { kind: "lanes", lanes },
        lanes.map(({ spans }) => spans.buffer),
      );
    }
  };

  gil.onStuck = (waiting) => post({ kind: "stuck", waiting, heard });

  return {
    /** Asks for something. The promise is in an object, see `Suspension`. */
    ask: (name: keyof SystemCalls, ...given: Given[]): { answer: Promise<Answer> } => {
      asked += 1;
      const { promise, resolve } = Promise.withResolvers<Answer>();
      answers.set(asked, resolve);
      send(asked, name, given);
      return { answer: promise };
    },
    /** Has something done; what came of it is of no interest. */
    tell: (name: keyof SystemCalls, ...given: Given[]): void => send(undefined, name, given),
    /** A semaphore in shared memory: its id, or 0 if there is none or no room. */
    newSemaphore: (value: number): number => {
      return counts === undefined ? 0 : (newPlace(counts, value) ?? 0);
    },
    /** Takes one of a semaphore in shared memory, if there is one. */
    take: (id: number): boolean => counts !== undefined && id < PLACES && take(counts, id, pid),
    /** Which process took one of it last, or 0 if that is not known here. */
    taker: (id: number): number => (counts !== undefined && id < PLACES ? takerOf(counts, id) : 0),
    /** Gives one of it back; nothing if that is for the system to do. */
    give: (id: number, most: number): boolean | undefined => {
      if (counts === undefined || id >= PLACES) {
        return undefined;
      }
      const isGiven = give(counts, id, most);
      if (isAwaited(counts, id)) {
        send(undefined, "serve", [id]);
      }
      return isGiven;
    },
    /** How many threads the computer runs at a time. */
    processors: () => navigator.hardwareConcurrency,
  };
}

/** A copy that can be sent. */
function plainOf(given: Given): unknown {
  if (!(given instanceof Object)) {
    return given;
  }
  if (!("getBuffer" in given)) {
    return given.toJs();
  }
  const buffer = (given as PyProxy & { getBuffer(type: "u8"): PyBuffer }).getBuffer("u8");
  try {
    return buffer.data.slice();
  } finally {
    buffer.release();
  }
}
