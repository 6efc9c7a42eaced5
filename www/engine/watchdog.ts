/** Calls `onSilence` once, when nothing was heard for `ms` milliseconds. */
export class Watchdog {
  readonly #ms: number;
  readonly #onSilence: () => void;
  #timer: ReturnType<typeof setTimeout>;

  constructor(ms: number, onSilence: () => void) {
    this.#ms = ms;
    this.#onSilence = onSilence;
    this.#timer = setTimeout(onSilence, ms);
  }

  /** A sign of life: the time begins anew. */
  heard(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#onSilence, this.#ms);
  }

  /** Nothing more is expected. */
  stop(): void {
    clearTimeout(this.#timer);
  }
}
