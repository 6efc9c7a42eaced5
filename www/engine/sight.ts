import { msg } from "@lit/localize";
import type { OpenEvent } from "./live-lanes";

/** What is said of a trial during which the page was not in sight. */
function outOfSight(): string {
  return msg(
    "the page was hidden or frozen meanwhile, for example behind another tab: browsers make such pages wait, so this time says little.",
  );
}

/** What is said of a trial during which nothing was heard of the page for long. */
function asleep(): string {
  return msg(
    "the machine slept meanwhile, or the page around stood still for seconds: this time says little.",
  );
}

const LOOK_EVERY_MS = 1_000;
/** No page that goes on is so long between two looks, except one that is hidden. */
const ASLEEP_MS = 5_000;

/** Sees whether the page is in sight and awake all the time that a trial takes. */
export class Sight {
  readonly #watching = new AbortController();
  readonly #looks = setInterval(() => this.#look(), LOOK_EVERY_MS);
  /** By the wall's clock: the other one stands still in some machines while they sleep. */
  #lookedAt = Date.now();
  #incidents = new Set<string>();

  constructor() {
    const { signal } = this.#watching;
    document.addEventListener("visibilitychange", () => this.#look(), { signal });
  }

  /** An event of a run; a trial that ends has it among its incidents if the page was not. */
  marked(event: OpenEvent): OpenEvent {
    this.#look();
    if (event.kind === "trial-start") {
      this.#incidents.clear();
      this.#look();
    }
    if (event.kind !== "trial-end" || this.#incidents.size === 0) {
      return event;
    }
    const { trial } = event;
    return { ...event, trial: { ...trial, incidents: [...trial.incidents, ...this.#incidents] } };
  }

  /** Looks no longer. */
  end(): void {
    this.#watching.abort();
    clearInterval(this.#looks);
  }

  #look(): void {
    const at = Date.now();
    if (Math.abs(at - this.#lookedAt) > ASLEEP_MS) {
      this.#incidents.add(asleep());
    }
    this.#lookedAt = at;
    if (document.visibilityState === "hidden") {
      this.#incidents.add(outOfSight());
    }
  }
}
