import { Bell } from "./bell";

/** Places of the counters of bytes that were put in and taken out: both only grow, and wrap around. */
const PUT = 0;
const TAKEN = 1;
const WORD = Int32Array.BYTES_PER_ELEMENT;
const HEADER = 2 * WORD;
/** A message has its length before it, or this if it goes another way. */
const ELSEWHERE = -1;
/** A power of two, so that the counters may wrap around. */
const CAPACITY = 64 * 1024;
/** A larger message is handed over in less time than it is copied twice. */
export const LARGEST = 16 * 1024;
/** Kept for the words of messages that go another way: far more than are ever on their way. */
const RESERVE = 4 * 1024;

/** What the other end of a ring is made from. */
export interface RingBuffers {
  ring: SharedArrayBuffer;
  bell: SharedArrayBuffer;
}

/** The memory of an empty ring, which rings a bell. */
export function newRing(bell: SharedArrayBuffer): RingBuffers {
  return { ring: new SharedArrayBuffer(HEADER + CAPACITY + WORD + LARGEST), bell };
}

/**
 * One end of what takes messages from one worker to one other, in the order in which they were put in:
 * memory that both share, which is filled round and round. A message that begins near its end goes on
 * behind it, where there is room for the largest.
 */
export class Ring {
  /** Rings when something was put in. */
  readonly bell: Bell;
  readonly #counters: Int32Array;
  readonly #words: Int32Array;
  readonly #bytes: Uint8Array;

  constructor({ ring, bell }: RingBuffers) {
    this.bell = new Bell(bell);
    this.#counters = new Int32Array(ring, 0, HEADER / WORD);
    this.#words = new Int32Array(ring, HEADER);
    this.#bytes = new Uint8Array(ring, HEADER);
  }

  /** Puts a copy of a message in, unless it is too large or too much is in there. */
  put(message: Uint8Array): boolean {
    const at = Atomics.load(this.#counters, PUT);
    const end = at + spaceOf(message.length);
    const used = (end - Atomics.load(this.#counters, TAKEN)) | 0;
    if (message.length > LARGEST || used > CAPACITY - RESERVE) {
      return false;
    }
    this.#words[placeOf(at) / WORD] = message.length;
    this.#bytes.set(message, placeOf(at) + WORD);
    this.#hasPut(end);
    return true;
  }

  /** Keeps the place of a message that goes another way. */
  announce(): void {
    const at = Atomics.load(this.#counters, PUT);
    this.#words[placeOf(at) / WORD] = ELSEWHERE;
    this.#hasPut(at + WORD);
  }

  /**
   * Takes the next message out.
   *
   * @returns undefined where there is none, null where it goes another way
   */
  take(): Uint8Array<ArrayBuffer> | null | undefined {
    const at = Atomics.load(this.#counters, TAKEN);
    if (at === Atomics.load(this.#counters, PUT)) {
      return undefined;
    }
    const length = this.#words[placeOf(at) / WORD] ?? ELSEWHERE;
    if (length === ELSEWHERE) {
      return null;
    }
    const from = placeOf(at) + WORD;
    const message = this.#bytes.slice(from, from + length) as Uint8Array<ArrayBuffer>;
    Atomics.store(this.#counters, TAKEN, at + spaceOf(length));
    return message;
  }

  /** Passes over a message that has come another way. */
  pass(): void {
    Atomics.add(this.#counters, TAKEN, WORD);
  }

  #hasPut(end: number): void {
    Atomics.store(this.#counters, PUT, end);
    this.bell.ring();
  }
}

/** What a message takes, with its length: whole words. */
function spaceOf(length: number): number {
  return WORD + Math.ceil(length / WORD) * WORD;
}

function placeOf(count: number): number {
  return count & (CAPACITY - 1);
}
