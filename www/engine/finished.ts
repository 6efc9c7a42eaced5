import type { RunRequest } from "../generated/types/RunRequest";
import type { Skipped } from "../generated/types/Skipped";
import type { TrialRecord } from "../generated/types/TrialRecord";
import type { RawEvent } from "./glue";

/** What of a run has finished, kept on the page so that no worker's end can lose it. */
export class Finished {
  /** The trials that are done. */
  readonly records: TrialRecord[] = [];
  readonly #skipped: Skipped[] = [];

  /** Keeps what an event says is done. */
  note(event: RawEvent): void {
    if (event.kind === "trial-end") {
      this.records.push(event);
    } else if (event.kind === "strategy-skipped") {
      this.#skipped.push(event);
    }
  }

  /** The request's strategies that have nothing to show; `reason` stands for those cut short. */
  skipped(request: RunRequest, reason: string): Skipped[] {
    const settled = new Set([...this.records, ...this.#skipped].map(({ strategy }) => strategy));
    const cut = request.strategies.filter((strategy) => !settled.has(strategy));
    return [...this.#skipped, ...cut.map((strategy) => ({ strategy, reason }))];
  }
}
