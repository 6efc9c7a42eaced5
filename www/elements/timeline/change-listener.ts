import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Has an element hear the `change` events of what it was given, for as long as it is connected. */
export class ChangeListener implements ReactiveController {
  readonly #source: () => EventTarget;
  readonly #changed: () => void;
  #heard: EventTarget | null = null;

  /** @param source what to listen to; asked again after every update */
  constructor(host: ReactiveControllerHost, source: () => EventTarget, changed: () => void) {
    this.#source = source;
    this.#changed = changed;
    host.addController(this);
  }

  hostConnected(): void {
    this.#hear(this.#source());
  }

  hostDisconnected(): void {
    this.#hear(null);
  }

  hostUpdated(): void {
    // An element may be updated once more after it was taken away.
    if (this.#heard !== null) {
      this.#hear(this.#source());
    }
  }

  #hear(source: EventTarget | null): void {
    this.#heard?.removeEventListener("change", this.#changed);
    source?.addEventListener("change", this.#changed);
    this.#heard = source;
  }
}
