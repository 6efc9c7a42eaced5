import type { RunReport } from "../generated/types/RunReport";
import type { RunRequest } from "../generated/types/RunRequest";
import type { StrategyResult } from "../generated/types/StrategyResult";
import { type Contender, contenders, isSame } from "./contender";

/** What a strategy's trials took in a language. */
type Median = Contender & Pick<StrategyResult, "medianMs">;

/** So many are remembered. */
const MOST = 50;

/** What this page's runs took, for whoever wants to know how long the same takes again. */
export class PastRuns {
  /** The newest first: what was asked for, and what came of it. */
  readonly #runs: { work: string; medians: readonly Median[] }[] = [];

  /** Remembers a run. */
  note({ request, results }: RunReport): void {
    // No more of the results than this, which are large.
    const medians = results.map(({ language, strategy, medianMs }) => ({
      language,
      strategy,
      medianMs,
    }));
    this.#runs.unshift({ work: workOf(request), medians });
    this.#runs.splice(MOST);
  }

  /** What a trial of each of a request's contenders took when the same was last asked for. */
  seenMs(request: RunRequest): (number | null)[] {
    const work = workOf(request);
    const same = this.#runs.filter((run) => run.work === work);
    const medians = same.flatMap((run) => run.medians);
    const last = (own: Contender) => medians.find((median) => isSame(median, own));
    return contenders(request).map((own) => last(own)?.medianMs ?? null);
  }
}

/** Equal where a trial is the same work, done in the same way. */
function workOf(request: RunRequest) {
  const { language: _, strategies: __, trials: ___, verbose: ____, seed: _____, ...work } = request;
  return JSON.stringify(work);
}
