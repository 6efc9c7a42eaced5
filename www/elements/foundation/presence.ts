import type { ReactiveController, ReactiveControllerHost } from "lit";

/** An element that was only moved, or is mounted twice by a framework, is back by then. */
const ABSENCE_MS = 500;

/** Whether an element is still there: what it has the engine do ends when it has left its document. */
export class Presence implements ReactiveController {
  #leaving: ReturnType<typeof setTimeout> | undefined;
  #left = new AbortController();

  constructor(host: ReactiveControllerHost) {
    host.addController(this);
  }

  /** Aborted when the element has left; one that comes back has another. */
  get signal(): AbortSignal {
    return this.#left.signal;
  }

  hostConnected(): void {
    clearTimeout(this.#leaving);
  }

  hostDisconnected(): void {
    this.#leaving = setTimeout(() => {
      this.#left.abort();
      this.#left = new AbortController();
    }, ABSENCE_MS);
  }
}
