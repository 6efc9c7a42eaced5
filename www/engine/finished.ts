import type { RunReport } from "../generated/types/RunReport";
import type { RunRequest } from "../generated/types/RunRequest";
import type { Skipped } from "../generated/types/Skipped";
import type { TrialRecord } from "../generated/types/TrialRecord";
import { contenders, isSame } from "./contender";
import type { OpenEvent } from "./live-lanes";
import { openedRecord, type PackedRecord } from "./packed-spans";

/** An event whose trial, if it has one, is as the report has it. */
export type ReportedEvent =
  | Exclude<OpenEvent, PackedRecord>
  | (TrialRecord & { kind: "trial-end" });

/** What of a run has finished, kept on the page so that no worker's end can lose it. */
export class Finished {
  /** The trials that are done, as they came. */
  readonly packed: PackedRecord[] = [];
  readonly #records: TrialRecord[] = [];
  readonly #skipped: Skipped[] = [];
  readonly #tell: (event: ReportedEvent) => void;

  /** @param tell is told each event, in order */
  constructor(tell: (event: ReportedEvent) => void) {
    this.#tell = tell;
  }

  /** Keeps what an event says is done, and tells it. */
  note(event: OpenEvent): void {
    if (event.kind === "strategy-skipped") {
      this.#skipped.push(event);
    }
    if (event.kind === "trial-end") {
      this.packed.push(event);
      const record = { ...openedRecord(event), kind: event.kind };
      this.#records.push(record);
      this.#tell(record);
    } else {
      this.#tell(event);
    }
  }

  /** A worker has crashed: tells so, and notes it with each strategy whose trials it cut short. */
  crash(request: RunRequest, message: string): void {
    for (const contender of contenders(request)) {
      const own = this.packed.filter((record) => isSame(record, contender));
      if (own.length < request.trials) {
        own.at(-1)?.trial.incidents.push(message);
      }
    }
    this.note({ kind: "notice", code: "worker-crashed", message });
  }

  /** A report of these trials with their spans, which it came without. */
  completed(report: RunReport): RunReport {
    const results = report.results.map((result) => {
      const own = this.#records.filter((record) => isSame(record, result));
      const trials = result.trials.map((trial, index) => {
        const { lanes, incidents } = own[index]?.trial ?? trial;
        // The page has seen some that Rust has not, and the other way round.
        return { ...trial, lanes, incidents: [...new Set([...trial.incidents, ...incidents])] };
      });
      return { ...result, trials };
    });
    return { ...report, results };
  }

  /** The request's strategies that have nothing to show; `reason` stands for those cut short. */
  skipped(request: RunRequest, reason: string): Skipped[] {
    const settled = [...this.packed, ...this.#skipped];
    const cut = contenders(request).filter((own) => !settled.some((other) => isSame(own, other)));
    return [...this.#skipped, ...cut.map((contender) => ({ ...contender, reason }))];
  }
}
