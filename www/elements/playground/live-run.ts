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
  readonly #outside: AbortSignal | undefined;
  readonly #redraw: () => void;
  #view: RunView = ASKED;
  #drawing: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param outside aborted when whoever asked for the run cuts it short
   * @param redraw called when there are changes to draw
   */
  constructor(outside: AbortSignal | undefined, redraw: () => void) {
    this.#outside = outside;
    this.#redraw = redraw;
    outside?.addEventListener("abort", this.#markCancelled);
    if (outside?.aborted) {
      this.#markCancelled();
    }
  }

  /** All that is shown of the run. */
  get view(): RunView {
    return this.#view;
  }

  /** Aborted when the run is cut short, by whomever. */
  get signal(): AbortSignal {
    const outside = this.#outside === undefined ? [] : [this.#outside];
    return AbortSignal.any([this.#cancelling.signal, ...outside]);
  }

  /** The reader cuts the run short. */
  cancel(): void {
    this.#markCancelled();
    this.#cancelling.abort();
  }

  readonly #markCancelled = (): void => {
    this.#show({ ...this.#view, phase: "cancelling" });
  };

  /** Something happened. */
  take(event: EngineEvent): void {
    this.#show(afterEvent(this.#view, event, performance.now()));
  }

  /** The run came to its end. */
  finish(report: RunReport): void {
    this.#end(afterReport(this.#view, report, performance.now()));
  }

  /** The run was refused or broke off. */
  fail(failure: PlaygroundFailure): void {
    this.#end(afterFailure(this.#view, failure, performance.now()));
  }

  #end(view: RunView): void {
    this.#outside?.removeEventListener("abort", this.#markCancelled);
    this.#show(view);
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
