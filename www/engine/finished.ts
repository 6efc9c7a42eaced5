import type { RunReport } from "../generated/types/RunReport";
import type { RunRequest } from "../generated/types/RunRequest";
import type { Skipped } from "../generated/types/Skipped";
import type { TrialRecord } from "../generated/types/TrialRecord";
import type { OpenEvent } from "./live-lanes";
import { type PackedRecord, unpackedRecord } from "./packed-spans";

/** An event whose trial, if it has one, is as the report has it. */
export type UnpackedEvent =
  | Exclude<OpenEvent, PackedRecord>
  | (TrialRecord & { kind: "trial-end" });

/** What of a run has finished, kept on the page so that no worker's end can lose it. */
export class Finished {
  /** The trials that are done, as they came. */
  readonly packed: PackedRecord[] = [];
  readonly #records: TrialRecord[] = [];
  readonly #skipped: Skipped[] = [];
  readonly #tell: (event: UnpackedEvent) => void;
  /** Events that wait for a trial to be unpacked, so that they stay in order. */
  #told: Promise<void> | undefined;

  /** @param tell is told each event, in order */
  constructor(tell: (event: UnpackedEvent) => void) {
    this.#tell = tell;
  }

  /** Keeps what an event says is done, and tells it. */
  note(event: OpenEvent): void {
    if (event.kind === "strategy-skipped") {
      this.#skipped.push(event);
    }
    if (event.kind === "trial-end") {
      this.packed.push(event);
      this.#after(async () => {
        const record = { ...(await unpackedRecord(event)), kind: event.kind };
        this.#records.push(record);
        this.#tell(record);
      });
    } else if (this.#told === undefined) {
      this.#tell(event);
    } else {
      this.#after(() => this.#tell(event));
    }
  }

  #after(step: () => void | Promise<void>): void {
    const told = (this.#told ?? Promise.resolve()).then(step);
    this.#told = told;
    void told.then(() => {
      if (this.#told === told) {
        this.#told = undefined;
      }
    });
  }

  /** A report of these trials with their spans, which it came without. */
  async completed(report: RunReport): Promise<RunReport> {
    await this.#told;
    const results = report.results.map((result) => {
      const own = this.#records.filter(({ strategy }) => strategy === result.strategy);
      return { ...result, trials: own.map(({ trial }) => trial) };
    });
    return { ...report, results };
  }

  /** The request's strategies that have nothing to show; `reason` stands for those cut short. */
  skipped(request: RunRequest, reason: string): Skipped[] {
    const settled = new Set([...this.packed, ...this.#skipped].map(({ strategy }) => strategy));
    const cut = request.strategies.filter((strategy) => !settled.has(strategy));
    return [...this.#skipped, ...cut.map((strategy) => ({ strategy, reason }))];
  }
}
