/**
 * Stands in for the module's glue, to see what the engine makes of a Rust side that misbehaves.
 * What it is to do is the first word of the request's `urls`.
 */

const ASKED = { language: ["rust"], strategies: ["sequential", "threads"], versions: [] };

const trap = () => {
  throw new WebAssembly.RuntimeError("unreachable");
};

const never = () => new Promise(() => {});

/** What `run` does, by scenario. */
const SCENARIOS = {
  /** Traps in a callback, so that the run's promise is never settled. */
  trap: () => {
    setTimeout(trap);
    return never();
  },
  /** Traps before a trial is over. */
  "trap-before-all": trap,
  /** Has a thread that traps, of which nobody else hears. */
  "trap-in-a-thread": () => {
    new Worker("throwing.worker.js", { type: "module" });
    return never();
  },
  /** Traps in the call itself. */
  "trap-at-once": trap,
  /** Never gives the worker back. */
  hang: () => {
    for (;;);
  },
  /** Waits for ever, deaf to being cancelled. */
  deaf: never,
  /** Stops when it is told to. */
  obedient: (coordinator) =>
    new Promise((resolve) => {
      coordinator.onCancel = () => resolve(coordinator.report("stopped when told"));
    }),
  /** Finds that threads do not start after all. */
  "no-threads": (coordinator) => {
    if (coordinator.settings.rung === "threads") {
      throw { code: "start-failed", field: null, message: "The threads did not start." };
    }
    return coordinator.report("ran a rung lower");
  },
  /** Ends well. */
  fine: (coordinator) => coordinator.report("ran"),
};

/** See `src/playground/`. */
export class Coordinator {
  onCancel = () => {};

  constructor(settings) {
    this.settings = settings;
  }

  environment() {
    const { browser, logicalCores, isolated, rung, buildId, simulatedNetwork } = this.settings;
    const timerResolutionMs = 0.1;
    return { browser, logicalCores, isolated, rung, timerResolutionMs, buildId, simulatedNetwork };
  }

  memory() {
    return new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  }

  check({ urls, workers = 1 }) {
    return { version: 1, task: "count-primes", ...ASKED, workers, trials: 3, urls };
  }

  fits() {
    return true;
  }

  async run({ urls }, onEvent) {
    const [scenario] = urls;
    const trial = { elapsedMs: 1, startupMs: 0, lanes: [], console: [], incidents: [] };
    if (scenario !== "trap-before-all") {
      const contender = { language: "rust", strategy: "sequential" };
      onEvent({ kind: "trial-end", ...contender, workers: 1, output: 42, trial });
    }
    return SCENARIOS[scenario](this);
  }

  cancel() {
    this.onCancel();
  }

  assemble(request, records, skipped) {
    const results = records.map(({ language, strategy, output, trial }) => ({
      language,
      strategy,
      output,
      trials: [trial],
    }));
    return { version: 1, request, environment: this.environment(), results, skipped };
  }

  report(how) {
    return {
      version: 1,
      request: ASKED,
      environment: this.environment(),
      results: [],
      skipped: [],
      how,
    };
  }
}

export function serveProcess() {}

export function workerThrew() {
  return false;
}

export function lastPanic() {
  return "attempt to divide by zero";
}

export default async function init() {}
