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

/** Two numbers a place: the count, and whether anybody waits. Place 0 tells how many are taken. */
export type Counts = Int32Array<ArrayBufferLike>;

/** Takes one, if there is one. */
export function take(counts: Counts, place: number): boolean {
  for (;;) {
    const count = Atomics.load(counts, 2 * place);
    if (count === 0) {
      return false;
    }
    if (Atomics.compareExchange(counts, 2 * place, count, count - 1) === count) {
      return true;
    }
  }
}

/** Gives one back; not where there are `most` already. */
export function give(counts: Counts, place: number, most: number): boolean {
  for (;;) {
    const count = Atomics.load(counts, 2 * place);
    if (count >= most) {
      return false;
    }
    if (Atomics.compareExchange(counts, 2 * place, count, count + 1) === count) {
      return true;
    }
  }
}

interface Semaphore {
  readonly counts: Counts;
  readonly place: number;
  readonly waiting: Waiters<boolean>;
}

export class Semaphores {
  /** The counts that processes share, where they can. */
  readonly shared: Int32Array<SharedArrayBuffer> | undefined = sharesMemory()
    ? new Int32Array(new SharedArrayBuffer(8 * PLACES))
    : undefined;
  #semaphores = new Map<number, Semaphore>();

  /** Forgets all, but not the memory: a process that lives on may not have heard of another yet. */
  reset(): void {
    this.#semaphores = new Map();
  }

  /** Makes one that is not in shared memory. */
  open(id: number, value: number): void {
    const counts = Int32Array.of(value, 0);
    this.#semaphores.set(id, { counts, place: 0, waiting: new Waiters() });
  }

  /** Takes one, and waits for it first if need be; whether it did. */
  async acquire(pid: number, id: number, timeoutMs: number): Promise<boolean> {
    const { counts, place, waiting } = this.#find(id);
    // Said before looking: who gives one meanwhile either is seen here, or sees that somebody waits.
    Atomics.store(counts, 2 * place + 1, 1);
    const isTaken =
      take(counts, place) || (timeoutMs !== 0 && (await waiting.wait(pid, timeoutMs, false)));
    Atomics.store(counts, 2 * place + 1, Number(waiting.count > 0));
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
    while (waiting.count > 0 && take(counts, place)) {
      waiting.serve(true);
    }
  }

  value(id: number): number {
    const { counts, place } = this.#find(id);
    return Atomics.load(counts, 2 * place);
  }

  /** A process is dead: what it has taken stays taken, as everywhere, but it waits no more. */
  end(pid: number): void {
    for (const { waiting } of this.#semaphores.values()) {
      waiting.drop(pid);
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
