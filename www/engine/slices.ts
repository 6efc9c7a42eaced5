/** How long the page's thread may be kept at a time. */
const BUDGET_MS = 8;

/** Long work on the page's thread, done in slices, so that the thread is free in between. */
export class Slices {
  #endsAt = performance.now() + BUDGET_MS;

  /** Lets the page have its thread if the present slice has lasted long enough. */
  async pause(): Promise<void> {
    if (performance.now() >= this.#endsAt) {
      await new Promise((resolve) => setTimeout(resolve));
      this.#endsAt = performance.now() + BUDGET_MS;
    }
  }
}
