/**
 * Short messages on their way from process to process, in memory that they share: so a message costs
 * no turn of anybody's event loop.
 *
 * Who writes or reads claims a place first, and says afterwards that it is done with it. So any
 * number of processes write and read at once without a lock, which one that is ended meanwhile would
 * leave locked. (Dmitry Vyukov's bounded queue.)
 */

import type { Bytes } from "./pieces";

/** How many messages fit. */
const PLACES = 256;
/** How long one can be, in bytes. */
export const LONGEST = 1_024;

/** What the numbers before the places are: how many were read and written. */
const READ = 0;
const WRITTEN = 1;
/** Whether messages go by the system now. */
const DETOUR = 2;
/** Whether somebody waits, by the system, for one. */
const AWAITED = 3;
/** How many sleep until there is one, and how many until there is room for one. */
const ASLEEP = 4;
const CROWDED = 5;
const FIRST_PLACE = 6;

/** What a place begins with: whose turn it is, and how long its message is. */
const PLACE_NUMBERS = 2;
const NUMBERS = FIRST_PLACE + PLACE_NUMBERS * PLACES;

/** What a handle's messages go through, by where they are read and where they are written. */
export interface SharedEnds {
  handle: number;
  reads: SharedArrayBuffer | undefined;
  writes: SharedArrayBuffer | undefined;
}

export class Ring {
  readonly memory: SharedArrayBuffer;
  readonly #numbers: Int32Array<SharedArrayBuffer>;
  readonly #bytes: Uint8Array<SharedArrayBuffer>;

  /** @param memory another process's ring; without it, a new one */
  constructor(memory?: SharedArrayBuffer) {
    this.memory = memory ?? new SharedArrayBuffer(4 * NUMBERS + LONGEST * PLACES);
    this.#numbers = new Int32Array(this.memory, 0, NUMBERS);
    this.#bytes = new Uint8Array(this.memory, 4 * NUMBERS);
    if (memory === undefined) {
      for (let place = 0; place < PLACES; place += 1) {
        this.#numbers[numberOf(place)] = place;
      }
    }
  }

  /** Whether somebody waits, by the system, for a message. */
  get isAwaited(): boolean {
    return Atomics.load(this.#numbers, AWAITED) === 1;
  }

  set isAwaited(isAwaited: boolean) {
    Atomics.store(this.#numbers, AWAITED, Number(isAwaited));
  }

  /** Whether messages go by the system now: earlier ones do, or there is nobody at one end. */
  get isDetoured(): boolean {
    return Atomics.load(this.#numbers, DETOUR) === 1;
  }

  set isDetoured(isDetoured: boolean) {
    Atomics.store(this.#numbers, DETOUR, Number(isDetoured));
    this.#wake();
  }

  /** Whether there is nothing to be read. */
  get isEmpty(): boolean {
    const message = Atomics.load(this.#numbers, READ);
    return this.#turn(message) !== after(message);
  }

  /** Whether all is read that anybody has begun to write. */
  get isDrained(): boolean {
    return Atomics.load(this.#numbers, READ) === Atomics.load(this.#numbers, WRITTEN);
  }

  /** Whether nothing can be written before something is read. */
  get isFull(): boolean {
    const message = Atomics.load(this.#numbers, WRITTEN);
    return this.#turn(message) !== message;
  }

  /** Writes a message; not where it has to go by the system, or there is no room for it. */
  put(bytes: Uint8Array): boolean {
    return !this.isDetoured && this.append(bytes);
  }

  /** Writes a message that has come by the system; not if it is too long, or there is no room for it. */
  append(bytes: Uint8Array): boolean {
    if (bytes.length > LONGEST) {
      return false;
    }
    const message = this.#claim(WRITTEN, (written) => written);
    if (message === undefined) {
      return false;
    }
    const place = placeOf(message);
    this.#numbers[numberOf(place) + 1] = bytes.length;
    this.#bytes.set(bytes, LONGEST * place);
    Atomics.store(this.#numbers, numberOf(place), after(message));
    this.#wake();
    return true;
  }

  /**
   * Takes the next message, if there is one.
   *
   * @param mayTake asked once there is
   */
  take(mayTake: () => boolean = () => true): Bytes | undefined {
    const message = this.#claim(READ, after, mayTake);
    if (message === undefined) {
      return undefined;
    }
    const place = placeOf(message);
    const length = this.#numbers[numberOf(place) + 1] ?? 0;
    const bytes = this.#bytes.slice(LONGEST * place, LONGEST * place + length);
    // For who writes there a round later.
    Atomics.store(this.#numbers, numberOf(place), (message + PLACES) | 0);
    if (Atomics.load(this.#numbers, CROWDED) > 0) {
      Atomics.notify(this.#numbers, READ);
    }
    return bytes;
  }

  /** Sleeps until there is a message, for so long at most; not where it would come by the system. */
  sleep(timeoutMs: number): void {
    Atomics.add(this.#numbers, ASLEEP, 1);
    const written = Atomics.load(this.#numbers, WRITTEN);
    if (this.isEmpty && !this.isDetoured) {
      Atomics.wait(this.#numbers, WRITTEN, written, timeoutMs);
    }
    Atomics.sub(this.#numbers, ASLEEP, 1);
  }

  /** Sleeps until there is room for a message, for so long at most. */
  sleepUntilRoom(timeoutMs: number): void {
    Atomics.add(this.#numbers, CROWDED, 1);
    const read = Atomics.load(this.#numbers, READ);
    if (this.isFull) {
      Atomics.wait(this.#numbers, READ, read, timeoutMs);
    }
    Atomics.sub(this.#numbers, CROWDED, 1);
  }

  #wake(): void {
    if (Atomics.load(this.#numbers, ASLEEP) > 0) {
      Atomics.notify(this.#numbers, WRITTEN);
    }
  }

  /** Claims the next message for writing or reading; nothing if it is not its turn. */
  #claim(
    counter: typeof READ | typeof WRITTEN,
    turnOf: (message: number) => number,
    may: () => boolean = () => true,
  ): number | undefined {
    for (;;) {
      const message = Atomics.load(this.#numbers, counter);
      const late = (this.#turn(message) - turnOf(message)) | 0;
      // Whoever is ahead of this has moved the counter, too.
      if (late < 0 || (late === 0 && !may())) {
        return undefined;
      }
      const next = after(message);
      if (
        late === 0 &&
        Atomics.compareExchange(this.#numbers, counter, message, next) === message
      ) {
        return message;
      }
    }
  }

  #turn(message: number): number {
    return Atomics.load(this.#numbers, numberOf(placeOf(message)));
  }
}

/** Numbers of messages go round. */
function after(message: number): number {
  return (message + 1) | 0;
}

function placeOf(message: number): number {
  return message & (PLACES - 1);
}

function numberOf(place: number): number {
  return FIRST_PLACE + PLACE_NUMBERS * place;
}
