/** Processes that wait for something, in the order they came. */

import { after, type Timer } from "./timer";

interface Waiter<T> {
  readonly pid: number;
  readonly settle: (value: T) => void;
}

/** How long to wait for ever. */
export const FOR_EVER = -1;

export class Waiters<T> {
  readonly #waiting = new Set<Waiter<T>>();

  /** How many there are. */
  get count(): number {
    return this.#waiting.size;
  }

  /** The process that came first, if one waits. */
  get first(): number | undefined {
    const [first] = this.#waiting;
    return first?.pid;
  }

  /** Waits until served; with `late` after `timeoutMs`, if not negative, or once that is withdrawn. */
  wait(pid: number, timeoutMs: number, late: T, withdrawn?: AbortSignal): Promise<T> {
    return new Promise((resolve) => {
      let timer: Timer | undefined;
      const waiter = {
        pid,
        settle: (value: T) => {
          clearTimeout(timer);
          this.#waiting.delete(waiter);
          resolve(value);
        },
      };
      this.#waiting.add(waiter);
      withdrawn?.addEventListener("abort", () => waiter.settle(late));
      if (timeoutMs >= 0) {
        timer = after(timeoutMs, () => waiter.settle(late));
      }
    });
  }

  /** Serves whoever came first; whether there was anyone. */
  serve(value: T): boolean {
    const [first] = this.#waiting;
    first?.settle(value);
    return first !== undefined;
  }

  /** Serves all. */
  serveAll(value: T): void {
    for (const { settle } of [...this.#waiting]) {
      settle(value);
    }
  }

  /** Those of a process that is dead are to be served nothing. */
  drop(pid: number): void {
    for (const waiter of [...this.#waiting]) {
      if (waiter.pid === pid) {
        this.#waiting.delete(waiter);
      }
    }
  }
}
