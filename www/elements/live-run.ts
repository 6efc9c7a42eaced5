import type { EngineEvent, PlaygroundFailure } from "../engine/engine";
import type { RunReport } from "../generated/types/RunReport";
import { ASKED, afterEvent, afterFailure, afterReport, type RunView } from "./run-view";

/** A run while it goes on: gathers its events, so that they are drawn once a frame. */
export class LiveRun {
  readonly #cancelling = new AbortController();
  readonly #redraw: () => void;
  #view: RunView = ASKED;

  /** @param redraw called after each change; it draws when it is time */
  constructor(redraw: () => void) {
    this.#redraw = redraw;
  }

  /** All that is shown of the run. */
  get view(): RunView {
    return this.#view;
  }

  /** Aborted when the reader cancels. */
  get cancelled(): AbortSignal {
    return this.#cancelling.signal;
  }

  /** Cuts the run short. */
  cancel(): void {
    this.markCancelled();
    this.#cancelling.abort();
  }

  /** Shows that the run is being cut short, by whomever. */
  markCancelled(): void {
    this.#show({ ...this.#view, phase: "cancelling" });
  }

  /** Something happened. */
  take(event: EngineEvent): void {
    this.#show(afterEvent(this.#view, event, performance.now()));
  }

  /** The run came to its end. */
  finish(report: RunReport): void {
    this.#show(afterReport(this.#view, report, performance.now()));
  }

  /** The run was refused or broke off. */
  fail(failure: PlaygroundFailure): void {
    this.#show(afterFailure(this.#view, failure, performance.now()));
  }

  #show(view: RunView): void {
    this.#view = view;
    this.#redraw();
  }
}
