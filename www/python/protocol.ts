/** What the crew and an interpreter's worker say to each other. */

import type { Lockfile } from "pyodide";
import { isOfKind } from "../engine/message";
import type { Stream } from "../generated/types/Stream";
import type { ThreadLane } from "./gil";
import type { SharedSpans } from "./live-spans";
import type { PackedFile } from "./packed-files";
import type { Reading } from "./spans";

/** A file that an interpreter finds when it starts, by its absolute path. */
export type Files = ReadonlyMap<string, PackedFile>;

/** What an interpreter needs to start. */
export interface StartOptions {
  buildId: string;
  /** Where Pyodide's files are, absolute, ending in a slash. */
  pythonUrl: string;
  /** The script of the clock. */
  tickerUrl: string;
  /** CPython, compiled, and its standard library. */
  wasm: WebAssembly.Module;
  library: Uint8Array<ArrayBuffer>;
  /** What it finds in its file system. */
  files: Files;
  /** The packages that the site's builder has added, as Pyodide lists them. */
  packages: Lockfile;
  /** The memory of one that was made ready before; without it, everything is imported anew. */
  snapshot: Uint8Array<ArrayBuffer> | undefined;
  /** The lock to hold as long as it lives. */
  lock: string;
  /** Its end of the way to the system. */
  system: MessagePort;
}

/** A Python function to call, by its module and name; what goes in and out is JSON. */
export interface Call {
  module: string;
  name: string;
  argument: string;
  /** Bytes that it is given besides. */
  bytes?: Uint8Array<ArrayBuffer> | undefined;
}

/** What a program prints. */
export interface Printed {
  /** When, on the clock that all workers share. */
  at: number;
  stream: Stream;
  text: string;
  /** The thread that printed. */
  thread: string;
}

/** From the crew to the interpreter. */
export type ToInterpreter =
  | ({ kind: "start" } & StartOptions)
  /** Make a copy of this interpreter's memory, for others to start from. */
  | { kind: "snapshot" }
  | ({ kind: "call"; reading: Reading } & Call)
  /** Interrupt what is running by a signal. */
  | { kind: "interrupt"; signal: number };

/** How a call ended. */
export type Ending =
  | {
      kind: "returned";
      value: string;
      /** Bytes that it returned besides. */
      bytes: (Uint8Array<ArrayBuffer> | null)[];
      lanes: ThreadLane[];
    }
  /** The function raised an exception, which Python prints like this. */
  | { kind: "raised"; traceback: string; lanes: ThreadLane[] }
  /** The interpreter is dead. */
  | { kind: "broken"; message: string; lanes: ThreadLane[] };

/** From the interpreter to the crew. */
export type FromInterpreter =
  | {
      kind: "ready";
      buildId: string;
      /** When, by its own clock. */
      at: number;
      isLocked: boolean;
      /** Where one can see what its threads do, if its memory can be shared. */
      live: SharedSpans | undefined;
      /** Where it looks for signals, see `Clock`, if its memory can be shared. */
      signals: Uint8Array<SharedArrayBuffer> | undefined;
      /** Whether it can suspend stacks, and so have threads. */
      switchesStacks: boolean;
      version: string;
    }
  /** It is not ready yet, but has got on. */
  | { kind: "starting" }
  | { kind: "failed"; buildId: string; message: string }
  | { kind: "snapshot"; bytes: Uint8Array<ArrayBuffer> }
  | { kind: "printed"; printed: Printed[] }
  | { kind: "ended"; ending: Ending };

/** Whether a message is one that a crew of this build sends. */
export function isToInterpreter(data: unknown): data is ToInterpreter {
  return isOfKind<ToInterpreter["kind"]>(data, "start", "snapshot", "call", "interrupt");
}

/** Whether a message is one that an interpreter of this build sends. */
export function isFromInterpreter(data: unknown): data is FromInterpreter {
  return isOfKind<FromInterpreter["kind"]>(
    data,
    "starting",
    "ready",
    "failed",
    "snapshot",
    "printed",
    "ended",
  );
}
