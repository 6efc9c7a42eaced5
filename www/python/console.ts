/** What an interpreter prints: each piece with when, on which stream and by which thread. */

import type { Gil } from "./gil";
import type { Printed } from "./protocol";
import { now } from "./spans";

/** What a trial may print; an interpreter sends no more than a little over it. */
export const MOST_CHARACTERS = 1 << 18;

/** How long text is kept back, so that many short lines make one message. */
const DELAY_MS = 50;
/** So many messages go out at once before any text is kept back. */
const BURST = 8;
/** What is printed within this time of a piece's beginning is of that piece. */
const PIECE_MS = 5;

export class Console {
  readonly #gil: Gil;
  readonly #send: (printed: Printed[]) => void;
  #kept: Printed[] = [];
  #characters = 0;
  /** When the present burst began, and how many messages are in it. */
  #burst = { since: 0, messages: 0 };
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(gil: Gil, send: (printed: Printed[]) => void) {
    this.#gil = gil;
    this.#send = send;
  }

  /** What Pyodide writes a stream to. */
  writer(stream: Printed["stream"]): { write(bytes: Uint8Array): number; isatty: boolean } {
    const decoder = new TextDecoder();
    return {
      isatty: false,
      write: (bytes) => {
        // More than is told is not even looked at, so that a flood costs little.
        const room = MOST_CHARACTERS + 1 - this.#characters;
        if (room > 0) {
          this.#take(stream, decoder.decode(bytes.subarray(0, 4 * room), { stream: true }));
        }
        return bytes.length;
      },
    };
  }

  /** From now on it is another program that prints. */
  begin(): void {
    this.#characters = 0;
  }

  /** Sends what is kept back. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#kept.length > 0) {
      this.#send(this.#kept);
      this.#kept = [];
    }
  }

  #take(stream: Printed["stream"], text: string): void {
    this.#characters += text.length;
    const at = now();
    const thread = this.#gil.nameOf(this.#gil.holder);
    const last = this.#kept.at(-1);
    if (last?.stream === stream && last.thread === thread && belongs(last, at)) {
      last.text += text;
    } else {
      this.#kept.push({ at, stream, text, thread });
    }
    if (text.endsWith("\n") && this.#mayGo(at)) {
      this.flush();
    } else {
      this.#timer ??= setTimeout(() => this.flush(), DELAY_MS);
    }
  }

  /** Whether one more message may go out at once. */
  #mayGo(at: number): boolean {
    if (at - this.#burst.since > DELAY_MS) {
      this.#burst = { since: at, messages: 0 };
    }
    this.#burst.messages += 1;
    return this.#burst.messages <= BURST;
  }
}

/** Whether what is printed at a time goes on with a piece. */
function belongs({ at, text }: Printed, time: number): boolean {
  return !text.endsWith("\n") || time - at < PIECE_MS;
}
