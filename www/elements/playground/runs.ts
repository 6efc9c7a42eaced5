import { Engine, type Fields, PlaygroundFailure } from "../../engine/engine";
import type { RunReport } from "../../generated/types/RunReport";
import { drawSoon } from "../foundation/frames";
import type { Watcher } from "../foundation/watcher";
import type { RunView } from "../run/run";
import { LiveRun } from "./live-run";

/** One element's runs, and what there is to show of them. */
export class Runs {
  /** Those that are going on or waiting, in the order they were asked for. */
  readonly #going: LiveRun[] = [];
  readonly #redraw: () => void;
  /** What the last one came to; one that was refused leaves nothing to show. */
  #last: RunView | null = null;

  /** @param redraw called when there is something else to show: once a frame, however much happens */
  constructor(redraw: () => void) {
    this.#redraw = () => drawSoon(this, redraw);
  }

  /** The run that goes on, or else the last one. */
  get view(): RunView | null {
    return this.#going[0]?.view ?? this.#last;
  }

  /** Cuts the run short that goes on. */
  cancel(): void {
    this.#going[0]?.cancel();
  }

  /**
   * Has the engine run what the fields say.
   *
   * @throws PlaygroundFailure if the request is refused or the run breaks off
   */
  async run(fields: Fields, { signal, onEvent }: Watcher): Promise<RunReport> {
    const run = new LiveRun(signal, this.#redraw);
    this.#going.push(run);
    try {
      const report = await Engine.shared().run(fields, {
        signal: run.signal,
        onEvent: (event) => {
          run.take(event);
          onEvent(event);
        },
      });
      run.finish(report);
      return report;
    } catch (exception) {
      if (exception instanceof PlaygroundFailure) {
        run.fail(exception);
      }
      throw exception;
    } finally {
      this.#going.splice(this.#going.indexOf(run), 1);
      this.#last = run.view.request === null ? this.#last : run.view;
      this.#redraw();
    }
  }
}
