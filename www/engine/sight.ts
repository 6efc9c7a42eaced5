import type { OpenEvent } from "./live-lanes";

/** What is said of a trial during which the page was not in sight. */
const OUT_OF_SIGHT =
  "the page was hidden or frozen meanwhile, as behind another tab: browsers let such pages wait, so this time says little.";

/** Sees whether the page is in sight all the time that a trial takes. */
export class Sight {
  readonly #watching = new AbortController();
  #wasLost = false;

  constructor() {
    const { signal } = this.#watching;
    document.addEventListener("visibilitychange", () => this.#look(), { signal });
  }

  /** An event of a run; a trial that ends has it among its incidents if the page was not. */
  marked(event: OpenEvent): OpenEvent {
    if (event.kind === "trial-start") {
      this.#wasLost = false;
      this.#look();
    }
    if (event.kind !== "trial-end" || !this.#wasLost) {
      return event;
    }
    const { trial } = event;
    return { ...event, trial: { ...trial, incidents: [...trial.incidents, OUT_OF_SIGHT] } };
  }

  /** Looks no longer. */
  end(): void {
    this.#watching.abort();
  }

  #look(): void {
    this.#wasLost ||= document.visibilityState === "hidden";
  }
}
