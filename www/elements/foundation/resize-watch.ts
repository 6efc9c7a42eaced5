/**
 * Tells when an element changes its size. It asks the window that the element is in: another one
 * would go on watching when that is gone, and report an error with every frame.
 */
export class ResizeWatch {
  readonly #tell: () => void;
  #observer: ResizeObserver | undefined;

  constructor(tell: () => void) {
    this.#tell = tell;
  }

  /** Watches an element from now on, whichever it watched before. */
  begin(watched: Element): void {
    this.end();
    const { ResizeObserver: Observer } = watched.ownerDocument.defaultView ?? window;
    this.#observer = new Observer(this.#tell);
    this.#observer.observe(watched);
  }

  end(): void {
    this.#observer?.disconnect();
  }
}
