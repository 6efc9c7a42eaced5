/** What an interpreter and the system say to each other, over a port of their own. */

import type { Appended, FileChange, FileMessage } from "./files";
import type { ThreadLane, ThreadWait } from "./gil";
import type { SharedEnds } from "./ring";
import type { Contents } from "./segments";
import type { Errno } from "./system-error";

/** What the system does for a process: by name, with what it is given and what it answers. */
export interface SystemCalls {
  /** A pipe, by the handles of its ends. */
  pipe(first: number, second: number, isDuplex: boolean): void;
  duplicate(handle: number, copy: number): void;
  adopt(handle: number): void;
  close(handle: number): void;
  write(handle: number, bytes: Uint8Array<ArrayBuffer>): void;
  /** The next message; nothing once there will be none. */
  read(handle: number): Uint8Array<ArrayBuffer> | undefined;
  /** A message that was read in vain, since whoever waited for it was interrupted. */
  unread(handle: number, bytes: Uint8Array<ArrayBuffer>): void;
  /** Something was written in shared memory while somebody waited. */
  arrive(handle: number): void;
  /** Those of the handles that can be read at once. */
  wait(handles: number[], timeoutMs: number): number[];
  /** A port that nobody listens at. */
  freePort(): number;
  listen(handle: number, address: string): void;
  accept(listening: number, handle: number): void;
  connect(handle: number, address: string): void;

  semaphore(id: number, value: number): void;
  acquire(id: number, timeoutMs: number): boolean;
  /** One was given in shared memory while somebody waited. */
  serve(id: number): void;
  /** Whether there were less than `most`. */
  release(id: number, most: number): boolean;
  valueOf(id: number): number;

  createSegment(name: string): void;
  growSegment(name: string, size: number): void;
  sizeOfSegment(name: string): number;
  changeSegment(name: string, offset: number, bytes: Uint8Array<ArrayBuffer>): void;
  /** The contents, if they are others than those of a version. */
  contentsOfSegment(name: string, known: number): Contents | undefined;
  unlinkSegment(name: string): void;

  /** Whoever asked for something waits no longer for it. */
  withdraw(asked: number): void;

  /** Fails where so many processes cannot be started any more. */
  roomFor(count: number): void;
  /** Starts a process, which is given handles; its id. */
  spawn(method: string, name: string, bytes: Uint8Array<ArrayBuffer>, handles: number[]): number;
  /** A child's exit code once it has ended, negative if a signal ended it; nothing if it has not. */
  waitFor(pid: number, timeoutMs: number): number | undefined;
  signal(pid: number, signal: number): void;
  /** From now on a signal does not end the process, or does. */
  survive(signal: number, survives: boolean): void;
  /** A child could not begin with what it was started for, and why. */
  failedToBegin(traceback: string): void;
  /** Ends the process that asks. */
  exit(code: number): void;
  /** How many processors programs are told that there are. */
  processors(): number;
}

/** From an interpreter; `id` is what the answer is to be known by, and missing where none is wanted. */
export interface Asked {
  kind: "asked";
  id: number | undefined;
  name: keyof SystemCalls;
  given: unknown[];
}

/** What the threads of an interpreter did since it told last. */
export interface ToldLanes {
  kind: "lanes";
  lanes: ThreadLane[];
}

/** Tells of bytes that came from the network. */
export interface Downloaded {
  kind: "downloaded";
  bytes: number;
}

/** In an interpreter no thread can run until the system answers, having given so many answers. */
export interface Stuck {
  kind: "stuck";
  waiting: ThreadWait[];
  heard: number;
}

export type ToSystem = Asked | ToldLanes | FileMessage<FileChange | Appended> | Downloaded | Stuck;

/** What came of what was asked. */
export interface Answered {
  kind: "answered";
  id: number;
  value: unknown;
  errno: Errno | undefined;
}

/**
 * From the system: an answer, the wish to be told the lanes, what memory is shared with a process, or
 * what another did to a file.
 */
export type FromSystem =
  | Answered
  | { kind: "tell-lanes" }
  | {
      kind: "entered";
      pid: number;
      /** The counts of semaphores. */
      counts: Int32Array<SharedArrayBuffer>;
      /** How far the two have heard each other. */
      line: Int32Array<SharedArrayBuffer>;
    }
  | { kind: "ends"; ends: SharedEnds }
  | FileMessage;
