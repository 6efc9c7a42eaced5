import type { StrategyResult } from "../../generated/types/StrategyResult";
import { titling } from "../foundation/contenders";
import { counted, percent, roughly } from "../foundation/format";
import { reservations, verdict } from "../results/results";
import { contendersOf, isLive, type Phase, progressOf, type RunView, shareDone } from "../run/run";

/** How long a running commentary pauses between two sentences. */
const PAUSE_MS = 8000;

/** Turns a run into the few sentences that a screen reader is to say. */
export class Announcer {
  #phase: Phase | null = null;
  #spokenAt = Number.NEGATIVE_INFINITY;
  #sentence = "";

  /** What to say of a run at `now`: the last sentence, as long as there is nothing new. */
  sentence(view: RunView, now: number): string {
    const isNews = view.phase !== this.#phase;
    if (isNews || (isLive(view) && now - this.#spokenAt >= PAUSE_MS)) {
      this.#phase = view.phase;
      this.#spokenAt = now;
      this.#sentence = describe(view);
    }
    return this.#sentence;
  }
}

function describe(view: RunView): string {
  if (view.loading !== null && view.phase !== "cancelling") {
    return "Loading Python.";
  }
  switch (view.phase) {
    case "checking":
      return "Starting.";
    case "queued":
      return `Waiting for ${counted(view.ahead, "other run")}.`;
    case "running":
      return progressText(view);
    case "cancelling":
      return "Cancelling.";
    case "finished":
      return ["Finished.", ...said(view.report?.results ?? [])].join(" ");
    case "cancelled":
      return "Cancelled. What finished is shown.";
    case "failed":
      return "";
  }
}

function said(results: readonly StrategyResult[]): string[] {
  return [verdict(results), ...reservations(results)];
}

function progressText(view: RunView): string {
  const { current, request } = view;
  if (current === null || request === null) {
    return "Running.";
  }
  const own = progressOf(view, current);
  const done = `${percent(shareDone(own, request.trials))} of its trials completed`;
  const left = own?.remainingMs === undefined ? "" : `, ${roughly(own.remainingMs)} of work left`;
  return `Running. ${titling(contendersOf(view))(current)}: ${done}${left}.`;
}
