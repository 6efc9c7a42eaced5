import type { RunReport } from "../generated/types/RunReport";
import type { RunRequest } from "../generated/types/RunRequest";

/** So many are remembered. */
const MOST = 50;

/** What this page's runs took, for whoever wants to know how long the same takes again. */
export class PastRuns {
  /** The newest first: what was asked for, and each strategy's median. */
  readonly #runs: { work: string; medians: ReadonlyMap<string, number> }[] = [];

  /** Remembers a run. */
  note({ request, results }: RunReport): void {
    const medians = new Map(results.map(({ strategy, medianMs }) => [strategy, medianMs]));
    this.#runs.unshift({ work: workOf(request), medians });
    this.#runs.splice(MOST);
  }

  /** What a trial of each of a request's strategies took when the same was last asked for. */
  seenMs(request: RunRequest): (number | null)[] {
    const work = workOf(request);
    const same = this.#runs.filter((run) => run.work === work);
    return request.strategies.map(
      (id) => same.find(({ medians }) => medians.has(id))?.medians.get(id) ?? null,
    );
  }
}

/** Equal where a trial is the same work, done in the same way. */
function workOf({ strategies: _, trials: __, verbose: ___, seed: ____, ...work }: RunRequest) {
  return JSON.stringify(work);
}
