import type { ReactiveController, ReactiveControllerHost } from "lit";

/** `light` or `dark`, alone; a page that leaves it to the reader has both, or says nothing. */
const DECIDED = /^(?:only )?(?<scheme>light|dark)(?: only)?$/;

/**
 * What the page around an element decided between light and dark, whatever the reader's system
 * prefers: pages have a switch of their own for it, which sets `color-scheme`.
 */
export class PageScheme implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #states: CustomStateSet;
  #changes: MutationObserver | undefined;
  #decided: string | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    this.#states = host.attachInternals().states;
    host.addController(this);
  }

  /** What the page decided, if it did. */
  get decided(): string | undefined {
    return this.#decided;
  }

  hostConnected(): void {
    this.#look();
    this.#changes = new MutationObserver(() => this.#look());
    for (const switched of [document.documentElement, document.body]) {
      this.#changes.observe(switched, { attributes: true });
    }
  }

  hostDisconnected(): void {
    this.#changes?.disconnect();
  }

  #look(): void {
    const { colorScheme } = getComputedStyle(this.#host.parentElement ?? document.documentElement);
    const decided = DECIDED.exec(colorScheme)?.groups?.scheme;
    if (decided !== this.#decided) {
      this.#states.clear();
      this.#decided = decided;
      if (decided !== undefined) {
        this.#states.add(`in-${decided}-page`);
      }
      this.#host.requestUpdate();
    }
  }
}
