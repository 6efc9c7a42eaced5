/** What all processes of a trial print, gathered: told while it goes on, and kept for the report. */

import { msg, str } from "@lit/localize";
import type { Printed as Piece } from "../generated/types/Printed";
import { MOST_CHARACTERS } from "./console";
import type { Printed } from "./protocol";
import { now } from "./spans";

/** Time between two tellings: about twenty a second. */
const TELL_EVERY_MS = 50;

/** Threads that need no name besides their process's. */
const MAIN = "main";

/** A piece as it is gathered, with its time on the clock that all workers share. */
interface Gathered extends Omit<Piece, "atMs"> {
  readonly at: number;
}

export class Transcript {
  readonly #began = now();
  readonly #tell: (pieces: Piece[]) => void;
  readonly #pieces: Gathered[] = [];
  #told = 0;
  #left = MOST_CHARACTERS;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param tell is given what was printed since it was called last */
  constructor(tell: (pieces: Piece[]) => void) {
    this.#tell = tell;
  }

  /** Takes what a process has printed. */
  take(process: string, printed: readonly Printed[]): void {
    for (const { at, stream, text, thread } of printed) {
      if (this.#left <= 0) {
        break;
      }
      const who = whoseName(process, thread);
      this.#pieces.push({ at, who, stream, text: text.slice(0, this.#left) });
      if (text.length > this.#left) {
        this.#pieces.push({ at, who, stream: "err", text: cut() });
      }
      this.#left -= text.length;
    }
    this.#timer ??= setTimeout(() => this.#tellNews(), TELL_EVERY_MS);
  }

  /** Ends it: all that was printed, in order, in a trial that began at `beginMs`. */
  finished(beginMs: number): Piece[] {
    this.#tellNews();
    const ordered = this.#pieces.toSorted((one, other) => one.at - other.at);
    return ordered.map(({ at, ...piece }) => ({ ...piece, atMs: Math.max(0, at - beginMs) }));
  }

  #tellNews(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const news = this.#pieces.slice(this.#told);
    this.#told = this.#pieces.length;
    if (news.length > 0) {
      this.#tell(news.map(({ at, ...piece }) => ({ ...piece, atMs: at - this.#began })));
    }
  }
}

/** What stands at the end of what was kept. */
function cut(): string {
  const thousands = MOST_CHARACTERS / 1024;
  const said = msg(
    str`[The rest is left out: of what a trial prints, ${thousands} thousand characters are kept.]`,
  );
  return `${said}\n`;
}

function whoseName(process: string, thread: string): string {
  const words = process === MAIN ? [] : [process];
  return [...words, ...(thread === MAIN && words.length > 0 ? [] : [thread])].join(" ");
}

/** All that went to `stdout`. */
export function printedOf(pieces: readonly Piece[]): string {
  const out = pieces.filter(({ stream }) => stream === "out");
  return out.map(({ text }) => text).join("");
}
