/** What an interpreter prints, gathered into few messages, each piece with who printed it and when. */

import type { Gil } from "./gil";
import type { Printed } from "./protocol";
import { now } from "./spans";

/** How long text is kept back, so that many short lines make one message. */
const DELAY_MS = 50;
/** What a program may print; the rest is left out, and that is said. */
const MOST_BYTES = 1 << 20;

export class Console {
  readonly #gil: Gil;
  readonly #send: (printed: Printed[]) => void;
  #kept: Printed[] = [];
  #bytes = 0;
  #sentAt = 0;

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
        this.#take(stream, decoder.decode(bytes, { stream: true }), bytes.length);
        return bytes.length;
      },
    };
  }

  /** Sends what is kept back. */
  flush(): void {
    if (this.#kept.length > 0) {
      this.#send(this.#kept);
      this.#kept = [];
    }
    this.#sentAt = now();
  }

  #take(stream: Printed["stream"], text: string, bytes: number): void {
    if (this.#bytes > MOST_BYTES) {
      return;
    }
    this.#bytes += bytes;
    const isTooMuch = this.#bytes > MOST_BYTES;
    const printed = isTooMuch
      ? "\n[The rest of what was printed is left out: 1 MiB is shown.]\n"
      : text;
    const thread = this.#gil.nameOf(this.#gil.holder);
    const last = this.#kept.at(-1);
    if (last?.stream === stream && last.thread === thread) {
      last.text += printed;
    } else {
      this.#kept.push({ stream, text: printed, thread });
    }
    if (now() - this.#sentAt > DELAY_MS) {
      this.flush();
    }
  }
}
