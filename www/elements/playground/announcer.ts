import { msg, str } from "@lit/localize";
import { titling } from "../foundation/contenders";
import { count, percent, roughly } from "../foundation/format";
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
    return msg("Loading Python.");
  }
  switch (view.phase) {
    case "checking":
      return msg("Starting.");
    case "queued":
      return `${waitingText(view.ahead)}.`;
    case "running":
      return progressText(view);
    case "cancelling":
      return msg("Cancelling.");
    case "finished":
      return [msg("Finished."), ...said(view)].join(" ");
    case "cancelled":
      return msg("Cancelled. What finished is shown.");
    case "failed":
      return "";
  }
}

/** How many runs go before. */
export function waitingText(ahead: number): string {
  const others = count(ahead);
  return ahead === 1
    ? msg(str`Waiting for ${others} other run`)
    : msg(str`Waiting for ${others} other runs`);
}

function said({ report }: RunView): string[] {
  const { results = [], request } = report ?? {};
  return [verdict(results, request?.versions), ...reservations(results, request?.versions)];
}

function progressText(view: RunView): string {
  const { current, request } = view;
  if (current === null || request === null) {
    return msg("Running.");
  }
  const own = progressOf(view, current);
  const title = titling(contendersOf(view))(current);
  const share = percent(shareDone(own, request.trials));
  if (own?.remainingMs === undefined) {
    return msg(str`Running. ${title}: ${share} of its trials completed.`);
  }
  const left = roughly(own.remainingMs);
  return msg(str`Running. ${title}: ${share} of its trials completed, ${left} of work left.`);
}
