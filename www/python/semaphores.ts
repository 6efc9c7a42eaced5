/** Counts that processes take from, and wait for while there is nothing to take. */

import { SystemError } from "./system-error";
import { Waiters } from "./waiters";

interface Semaphore {
  value: number;
  readonly waiting: Waiters<boolean>;
}

export class Semaphores {
  readonly #semaphores = new Map<number, Semaphore>();

  open(id: number, value: number): void {
    this.#semaphores.set(id, { value, waiting: new Waiters() });
  }

  /** Takes one, and waits for it first if need be; whether it did. */
  acquire(pid: number, id: number, timeoutMs: number): boolean | Promise<boolean> {
    const semaphore = this.#find(id);
    if (semaphore.value > 0) {
      semaphore.value -= 1;
      return true;
    }
    return timeoutMs !== 0 && semaphore.waiting.wait(pid, timeoutMs, false);
  }

  /** Gives one back; not where there are `most` already. */
  release(id: number, most: number): boolean {
    const semaphore = this.#find(id);
    if (semaphore.value >= most) {
      return false;
    }
    if (!semaphore.waiting.serve(true)) {
      semaphore.value += 1;
    }
    return true;
  }

  value(id: number): number {
    return this.#find(id).value;
  }

  /** A process is dead: what it has taken stays taken, as everywhere, but it waits no more. */
  end(pid: number): void {
    for (const { waiting } of this.#semaphores.values()) {
      waiting.drop(pid);
    }
  }

  #find(id: number): Semaphore {
    const found = this.#semaphores.get(id);
    if (found === undefined) {
      throw new SystemError("EINVAL");
    }
    return found;
  }
}
