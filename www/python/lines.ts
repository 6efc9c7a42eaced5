/**
 * The line between an interpreter and the system, and how far they have heard each other.
 *
 * What goes through shared memory must not overtake what goes by this line: a file, say, that was
 * closed before a message was sent. So an interpreter sends something there only once the system has
 * done all that it was told, and takes something there only once it has heard all that was said.
 */

import { sharesMemory } from "../engine/shared-memory";
import { now } from "./spans";
import type { FromSystem, ToSystem } from "./system-protocol";

/** Numbers in memory that both ends share: how much the system did of what it was told, and said. */
const DONE = 0;
const SAID = 1;
/** Messages that the process has sent through shared memory, and their bytes. */
const MESSAGES = 2;
const BYTES = 3;
const NUMBERS = 4;

/** What never is how much was done. */
const NEVER = -1;

type LineNumbers = Int32Array<SharedArrayBuffer>;

/** What changes nothing that anybody could rely on, and may be overtaken. */
const OVERTAKEN = new Set(["serve", "arrive"]);

function countsAsTold(message: ToSystem): boolean {
  return message.kind === "file" || (message.kind === "asked" && !OVERTAKEN.has(message.name));
}

/** The system's end. */
export class SystemLine {
  /** What is shared with the other end, where memory can be. */
  readonly numbers: LineNumbers | undefined = sharesMemory()
    ? new Int32Array(new SharedArrayBuffer(4 * NUMBERS))
    : undefined;
  readonly #port: MessagePort;
  #isCut = false;

  /** @param hear called with what the interpreter says */
  constructor(port: MessagePort, hear: (message: ToSystem) => void) {
    this.#port = port;
    port.onmessage = ({ data }: MessageEvent<ToSystem>) => {
      hear(data);
      if (this.numbers !== undefined && countsAsTold(data) && !this.#isCut) {
        Atomics.add(this.numbers, DONE, 1);
        Atomics.notify(this.numbers, DONE);
      }
    };
  }

  /** What was sent through shared memory. */
  get sent(): { messages: number; bytes: number } {
    const sent = (place: number) => (this.numbers ? Atomics.load(this.numbers, place) >>> 0 : 0);
    return { messages: sent(MESSAGES), bytes: sent(BYTES) };
  }

  /** Counts anew what is sent. */
  forgetSent(): void {
    this.numbers?.fill(0, MESSAGES, BYTES + 1);
  }

  /** Says something to the interpreter. */
  say(message: FromSystem, transfer: Transferable[] = []): void {
    if (this.numbers !== undefined) {
      Atomics.add(this.numbers, SAID, 1);
    }
    this.#port.postMessage(message, transfer);
  }

  /** From now on the interpreter sends nothing more through shared memory, nor takes anything. */
  cut(): void {
    this.#isCut = true;
    if (this.numbers !== undefined) {
      Atomics.store(this.numbers, DONE, NEVER);
    }
  }
}

/** An interpreter's end. */
export class InterpreterLine {
  /** What is shared with the other end, once it has said so. */
  numbers: LineNumbers | undefined;
  readonly #port: MessagePort;
  #told = 0;
  #heard = 0;

  constructor(port: MessagePort) {
    this.#port = port;
    this.onMessage(() => {
      this.#heard = (this.#heard + 1) | 0;
    });
    port.start();
  }

  /** Calls a function with all that the system says. */
  onMessage(hear: (message: FromSystem) => void): void {
    this.#port.addEventListener("message", ({ data }: MessageEvent<FromSystem>) => hear(data));
  }

  /** Tells the system something. */
  tell(message: ToSystem, transfer: Transferable[] = []): void {
    if (countsAsTold(message)) {
      this.#told = (this.#told + 1) | 0;
    }
    this.#port.postMessage(message, transfer);
  }

  /** Sleeps until the system has done all that it was told, for so long at most; whether it has. */
  sleepUntilHeard(timeoutMs: number): boolean {
    const end = now() + timeoutMs;
    while (this.numbers !== undefined) {
      const done = Atomics.load(this.numbers, DONE);
      const left = end - now();
      if (done === this.#told || left <= 0) {
        return done === this.#told;
      }
      Atomics.wait(this.numbers, DONE, done, left);
    }
    return false;
  }

  /** Whether all is heard that the system said to an interpreter that is not at its end. */
  get hasHeard(): boolean {
    return (
      this.numbers !== undefined &&
      Atomics.load(this.numbers, DONE) !== NEVER &&
      Atomics.load(this.numbers, SAID) === this.#heard
    );
  }

  /** A message was sent through shared memory. */
  count(bytes: number): void {
    if (this.numbers !== undefined) {
      Atomics.add(this.numbers, MESSAGES, 1);
      Atomics.add(this.numbers, BYTES, bytes);
    }
  }
}
