/** An interpreter's side of the system: the module `_system_js`, by which Python's `_system` asks it. */

import type { PyBuffer, PyProxy } from "pyodide/ffi";
import type { SpanKind } from "../generated/types/SpanKind";
import type { Gil } from "./gil";
import type { InterpreterLine } from "./lines";
import { Ring } from "./ring";
import { type Counts, give, isAwaited, newPlace, PLACES, sleep, take, takerOf } from "./semaphores";
import type { Answered, SystemCalls } from "./system-protocol";

/** What Python gives: numbers, texts, bytes, and lists and buffers that JavaScript only borrows. */
type Given = number | string | boolean | undefined | Uint8Array<ArrayBuffer> | PyProxy;

type Answer = Pick<Answered, "value" | "errno">;

/** Something that was asked, and what will be answered. */
interface Asking {
  id: number;
  answer: Promise<Answer>;
}

/**
 * How long a thread sleeps for another process, with all others of its interpreter, before it is
 * suspended: to be woken from that takes both of them a few turns of their event loops.
 */
const SLEEP_MS = 1;

/**
 * What comes of a wish where others are to run before, or what the system said is to be heard; not if
 * they did.
 */
const OTHERS_FIRST = "others first";

/** The rings of a handle's ends. */
interface Ends {
  reads: Ring | undefined;
  writes: Ring | undefined;
}

/** What Python's `_system` calls. */
export function systemModule(line: InterpreterLine, gil: Gil) {
  const answers = new Map<number, (answer: Answer) => void>();
  const ends = new Map<number, Ends>();
  let asked = 0;
  let heard = 0;
  let counts: Counts | undefined;
  let pid = 0;

  const send = (id: number | undefined, name: keyof SystemCalls, given: Given[]) => {
    const plain = given.map(plainOf);
    const bytes = plain.filter((value) => value instanceof Uint8Array);
    line.tell(
      { kind: "asked", id, name, given: plain },
      bytes.map(({ buffer }) => buffer),
    );
  };
  line.onMessage((message) => {
    if (message.kind === "answered") {
      heard += 1;
      answers.get(message.id)?.(message);
      answers.delete(message.id);
    } else if (message.kind === "entered") {
      ({ counts, pid } = message);
      line.numbers = message.line;
    } else if (message.kind === "ends") {
      const { handle, reads, writes } = message.ends;
      ends.set(handle, { reads: reads && new Ring(reads), writes: writes && new Ring(writes) });
    } else if (message.kind === "tell-lanes") {
      const lanes = gil.takeLanes();
      line.tell(
        { kind: "lanes", lanes },
        lanes.map(({ spans }) => spans.buffer),
      );
    }
  });

  const giveBack = (name: keyof SystemCalls, subject: number, value: unknown) => {
    if (name === "read" && value instanceof Uint8Array) {
      const found = ends.get(subject);
      if (found !== undefined) {
        // What is there now is younger.
        found.reads = undefined;
      }
      send(undefined, "unread", [subject, value as Uint8Array<ArrayBuffer>]);
    } else if (name === "acquire" && value === true) {
      send(undefined, "release", [subject, Number.MAX_SAFE_INTEGER]);
    }
  };

  gil.onStuck = (waiting) => line.tell({ kind: "stuck", waiting, heard });

  /** Has the thread that runs do something else, which the lane shows. */
  const during = <T>(kind: SpanKind, act: () => T): T => {
    gil.begin(kind);
    try {
      return act();
    } finally {
      gil.begin("run");
    }
  };

  return {
    /** Asks for something. The promise is in an object, see `Suspension`. */
    ask: (name: keyof SystemCalls, ...given: Given[]): Asking => {
      asked += 1;
      const { promise, resolve } = Promise.withResolvers<Answer>();
      answers.set(asked, resolve);
      send(asked, name, given);
      return { id: asked, answer: promise };
    },
    /** Whoever asked waits no longer: what may have been answered already is given back. */
    withdraw: ({ id, answer }: Asking, name: keyof SystemCalls, subject: number): void => {
      send(undefined, "withdraw", [id]);
      void answer.then(({ value }) => giveBack(name, subject, value));
    },
    /** Has something done; what came of it is of no interest. */
    tell: (name: keyof SystemCalls, ...given: Given[]): void => send(undefined, name, given),
    /**
     * Sends a message through shared memory, and waits a moment for room there. `false` if it has to
     * go by the system.
     */
    write: (
      handle: number,
      message: Uint8Array<ArrayBuffer>,
      othersRan?: boolean,
    ): boolean | typeof OTHERS_FIRST =>
      during("copy", () => {
        const ring = ends.get(handle)?.writes;
        if (ring === undefined || !line.sleepUntilHeard(SLEEP_MS)) {
          return false;
        }
        if (ring.isFull && !ring.isDetoured) {
          if (gil.isWanted && othersRan !== true) {
            return OTHERS_FIRST;
          }
          gil.begin("wait");
          ring.sleepUntilRoom(SLEEP_MS);
          gil.begin("copy");
        }
        if (!ring.put(message)) {
          return false;
        }
        line.count(message.length);
        if (ring.isAwaited) {
          send(undefined, "arrive", [handle]);
        }
        return true;
      }),
    /** The next message, if it is there or comes soon; nothing if the system has to be asked. */
    read: (
      handle: number,
      othersRan?: boolean,
    ): Uint8Array<ArrayBuffer> | typeof OTHERS_FIRST | undefined => {
      const ring = ends.get(handle)?.reads;
      const mayTake = () => line.hasHeard;
      const message = ring?.take(mayTake);
      if (ring === undefined || message !== undefined) {
        return message;
      }
      if (gil.isWanted || !line.hasHeard) {
        return othersRan === true ? undefined : OTHERS_FIRST;
      }
      during("wait", () => ring.sleep(SLEEP_MS));
      return ring.take(mayTake);
    },
    /** A handle was closed. */
    close: (handle: number): void => {
      ends.delete(handle);
      send(undefined, "close", [handle]);
    },
    /** A semaphore in shared memory: its id, or 0 if there is none or no room. */
    newSemaphore: (value: number): number => {
      return counts === undefined ? 0 : (newPlace(counts, value) ?? 0);
    },
    /** Takes one of a semaphore in shared memory, if there is one, or is soon where that may be. */
    take: (id: number, mayWait: boolean, othersRan?: boolean): boolean | typeof OTHERS_FIRST => {
      const shared = id < PLACES ? counts : undefined;
      if (shared === undefined) {
        return false;
      }
      const isTaken = line.hasHeard && take(shared, id, pid);
      if (isTaken || !mayWait) {
        return isTaken;
      }
      if (gil.isWanted || !line.hasHeard) {
        return othersRan === true ? false : OTHERS_FIRST;
      }
      during("lock-wait", () => sleep(shared, id, SLEEP_MS));
      return line.hasHeard && take(shared, id, pid);
    },
    /** Which process took one of it last, or 0 if that is not known here. */
    taker: (id: number): number => (counts !== undefined && id < PLACES ? takerOf(counts, id) : 0),
    /** Gives one of it back; nothing if that is for the system to do. */
    give: (id: number, most: number): boolean | undefined => {
      if (counts === undefined || id >= PLACES || !line.sleepUntilHeard(SLEEP_MS)) {
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

/** What can be sent: a copy, but bytes are the system's from now on. */
function plainOf(given: Given): unknown {
  if (!(given instanceof Object) || given instanceof Uint8Array) {
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
