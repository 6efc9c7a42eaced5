/**
 * Counts that processes take from, and wait for while there is nothing to take.
 *
 * Where memory can be shared, the counts are in it: then a process that need not wait takes and
 * gives by itself, and the system only hears of those that wait and of what is given while some do.
 */

import { sharesMemory } from "../engine/shared-memory";
import { SystemError } from "./system-error";
import { Waiters } from "./waiters";

/** How many there can be in shared memory. A semaphore's id below it is its place there. */
export const PLACES = 2 ** 16;

/**
 * Three numbers a place: the count, whether anybody waits, and who took one last. Place 0 tells how
 * many are taken.
 */
export type Counts = Int32Array<ArrayBufferLike>;

/** How many numbers a place is. */
const NUMBERS = 3;

/** Takes one for a process, if there is one. */
export function take(counts: Counts, place: number, pid: number): boolean {
  const at = NUMBERS * place;
  for (;;) {
    const count = Atomics.load(counts, at);
    if (count === 0) {
      return false;
    }
    if (Atomics.compareExchange(counts, at, count, count - 1) === count) {
      Atomics.store(counts, at + 2, pid);
      return true;
    }
  }
}

/** Sleeps until there is one to be taken, for so long at most. */
export function sleep(counts: Counts, place: number, timeoutMs: number): void {
  Atomics.wait(counts as Int32Array<SharedArrayBuffer>, NUMBERS * place, 0, timeoutMs);
}

/** Gives one back; not where there are `most` already. */
export function give(counts: Counts, place: number, most: number): boolean {
  const at = NUMBERS * place;
  for (;;) {
    const count = Atomics.load(counts, at);
    if (count >= most) {
      return false;
    }
    if (Atomics.compareExchange(counts, at, count, count + 1) === count) {
      Atomics.notify(counts, at, 1);
      return true;
    }
  }
}

/** Gives the place of a new one its count; nothing if there is no place left. */
export function newPlace(counts: Counts, value: number): number | undefined {
  const place = Atomics.add(counts, 0, 1) + 1;
  if (place >= PLACES) {
    return undefined;
  }
  Atomics.store(counts, NUMBERS * place, value);
  return place;
}

/** Whether anybody waits for one. */
export function isAwaited(counts: Counts, place: number): boolean {
  return Atomics.load(counts, NUMBERS * place + 1) > 0;
}

/** Which process took one last. */
export function takerOf(counts: Counts, place: number): number {
  return Atomics.load(counts, NUMBERS * place + 2);
}

interface Semaphore {
  readonly counts: Counts;
  readonly place: number;
  readonly waiting: Waiters<boolean>;
}

export class Semaphores {
  /** The counts that processes share, where they can. */
  readonly shared: Int32Array<SharedArrayBuffer> | undefined = sharesMemory()
    ? new Int32Array(new SharedArrayBuffer(4 * NUMBERS * PLACES))
    : undefined;
  #semaphores = new Map<number, Semaphore>();

  /** Forgets all, but not the memory: a process that lives on may not have heard of another yet. */
  reset(): void {
    this.#semaphores = new Map();
  }

  /** Makes one that is not in shared memory. */
  open(id: number, value: number): void {
    const counts = Int32Array.of(value, 0, 0);
    this.#semaphores.set(id, { counts, place: 0, waiting: new Waiters() });
  }

  /** Takes one, and waits for it first if need be; whether it did. */
  async acquire(
    pid: number,
    id: number,
    timeoutMs: number,
    withdrawn?: AbortSignal,
  ): Promise<boolean> {
    const { counts, place, waiting } = this.#find(id);
    // Said before looking: who gives one meanwhile either is seen here, or sees that somebody waits.
    const awaited = NUMBERS * place + 1;
    Atomics.store(counts, awaited, 1);
    const isTaken =
      take(counts, place, pid) ||
      (timeoutMs !== 0 && (await waiting.wait(pid, timeoutMs, false, withdrawn)));
    Atomics.store(counts, awaited, Number(waiting.count > 0));
    return isTaken;
  }

  /** Gives one back; not where there are `most` already. */
  release(id: number, most: number): boolean {
    const { counts, place } = this.#find(id);
    const isGiven = give(counts, place, most);
    this.serve(id);
    return isGiven;
  }

  /** One was given, and somebody may wait for it. */
  serve(id: number): void {
    const { counts, place, waiting } = this.#find(id);
    while (waiting.first !== undefined && take(counts, place, waiting.first)) {
      waiting.serve(true);
    }
  }

  value(id: number): number {
    const { counts, place } = this.#find(id);
    return Atomics.load(counts, NUMBERS * place);
  }

  /** A process is dead: what it has taken stays taken, as everywhere, but it waits no more. */
  end(pid: number): void {
    for (const [id, { waiting }] of this.#semaphores) {
      waiting.drop(pid);
      // It may have given one, and have died before it said so.
      this.serve(id);
    }
  }

  #find(id: number): Semaphore {
    let found = this.#semaphores.get(id);
    if (found === undefined && id < PLACES && this.shared !== undefined) {
      found = { counts: this.shared, place: id, waiting: new Waiters() };
      this.#semaphores.set(id, found);
    }
    if (found === undefined) {
      throw new SystemError("EINVAL");
    }
    return found;
  }
}
