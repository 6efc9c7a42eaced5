import type { EngineEvent, PlaygroundFailure } from "../../engine/engine";
import type { RunReport } from "../../generated/types/RunReport";
import { ASKED, afterEvent, afterFailure, afterReport, type RunView } from "../run/run";

/**
 * Time between two drawings of a run that goes on. Where the browser draws without a graphics
 * processor, a page drawn at every frame takes a third of a core from the run it shows; drawn
 * four times a second, a few hundredths.
 */
const DRAW_EVERY_MS = 250;

/** A run while it goes on: gathers its events, so that drawing them does not disturb it. */
export class LiveRun {
  readonly #cancelling = new AbortController();
  readonly #redraw: () => void;
  #view: RunView = ASKED;
  #drawing: number | undefined;

  /** @param redraw called when there are changes to draw */
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

  /**
   * A new phase and lanes that were looked at are drawn at once, as those who look know when; what
   * else happens, every now and then.
   */
  #show(view: RunView): void {
    const isLook = view.live !== null && view.live !== this.#view.live;
    const isNew = isLook || view.phase !== this.#view.phase;
    this.#view = view;
    if (isNew) {
      this.#draw();
    } else {
      this.#drawing ??= setTimeout(() => this.#draw(), DRAW_EVERY_MS);
    }
  }

  #draw(): void {
    clearTimeout(this.#drawing);
    this.#drawing = undefined;
    this.#redraw();
  }
}
