/**
 * Keeps CPython's garbage collector from the frames of threads that are suspended.
 *
 * CPython (3.14) looks through the frames of all threads where it collects. Some of these frames
 * lie on the stack of C, and what a suspended thread has there is moved away as soon as another
 * needs the room: whoever follows them then follows garbage. What a frame refers to is kept alive
 * without it as well, since the collector counts references.
 */

import type { PyodideAPI } from "pyodide";

/** The parts of Pyodide's module that this needs. */
interface Memory {
  HEAPU32: Uint32Array;
  HEAPU8: Uint8Array;
  _PyThreadState_Get(): number;
  __PyRuntime: number;
}

/** What CPython's table for debuggers begins with. */
const COOKIE = "xdebugpy";
/** Which of its numbers, of 8 bytes each, says where a thread's state has its frame. */
const CURRENT_FRAME = 26;

/** A thread's frame, put away. */
export interface HiddenFrame {
  readonly state: number;
  readonly frame: number;
}

export class Frames {
  readonly #memory: Memory;
  /** How far into a thread's state its frame is. */
  readonly #offset: number;

  /** @throws if this CPython is laid out in some other way */
  constructor(python: PyodideAPI) {
    this.#memory = (python as unknown as { _module: Memory })._module;
    const { HEAPU32, HEAPU8, __PyRuntime: table } = this.#memory;
    const cookie = String.fromCharCode(...HEAPU8.subarray(table, table + COOKIE.length));
    const offset = HEAPU32[table / 4 + 2 * CURRENT_FRAME];
    if (cookie !== COOKIE || offset === undefined) {
      throw new Error("CPython's threads are not where they are expected.");
    }
    this.#offset = offset;
  }

  /** The state of the thread that runs. */
  current(): number {
    return this.#memory._PyThreadState_Get();
  }

  /** Puts the frame of a suspended thread away. */
  hide(state: number): HiddenFrame {
    const at = (state + this.#offset) / 4;
    const frame = this.#memory.HEAPU32[at] ?? 0;
    this.#memory.HEAPU32[at] = 0;
    return { state, frame };
  }

  /** Puts it back, before the thread goes on. */
  show({ state, frame }: HiddenFrame): void {
    this.#memory.HEAPU32[(state + this.#offset) / 4] = frame;
  }
}
