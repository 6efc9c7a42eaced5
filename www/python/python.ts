/** The front door of Python: what a coordinator asks of CPython in this tab. */

import type { PythonHost, PythonOptions } from "../engine/python-host";
import { sharesMemory } from "../engine/shared-memory";
import type { PythonAbilities } from "../generated/types/PythonAbilities";
import type { PythonTrial } from "../generated/types/PythonTrial";
import type { PythonTrialRequest } from "../generated/types/PythonTrialRequest";
import { Crew } from "./crew";
import { cancelledFailure, failureOf } from "./failures";
import { lanesOf } from "./lanes";
import { fingerprintOf } from "./printed-alike";
import type { Ending } from "./protocol";
import type { RemoteInterpreter } from "./remote-interpreter";
import { System } from "./system";
import { printedOf, Transcript } from "./transcript";
import type { Verdict } from "./verdict";
import { watch } from "./watch";

export { speak } from "../engine/speak";

/** What pure Python is in every site's archive that programs may import. */
const PACKAGES = ["aiohttp", "dask", "joblib", "requests"];

/** Strategies that run in processes. */
const IN_PROCESSES = new Set(["processes", "ranks"]);

/** The most processes of a reader's program that are made ready before a trial. */
const MOST_READY = 8;

/** How long a program has to end by itself once it is interrupted. */
const INTERRUPT_GRACE_MS = 100;

/** What a trial's function tells, in parts. */
interface Told {
  beginMs: number;
  elapsedMs: number;
  items: number;
  output: unknown;
  /** Of the project's own programs alone: a reader's tells neither. */
  retries?: number;
  /** The names of the files that were made; their bytes come beside, after any bodies. */
  files?: string[];
  /** Why an item has no body; only a task that downloads has bodies. */
  failures?: Record<number, { code: string; message: string }>;
}

/** CPython in this tab; nothing is loaded before `start`. */
export function openPython(options: PythonOptions): PythonHost {
  return new Python(options);
}

/** The interpreter that executes the programs, and what stands between it and its children. */
interface Running {
  program: RemoteInterpreter;
  system: System;
  /** Whether it has executed anything yet. */
  hasRun: boolean;
}

class Python implements PythonHost {
  readonly #options: PythonOptions;
  #crew: Promise<Crew> | undefined;
  /** Who executes the programs, from trial to trial. */
  #running: Promise<Running> | undefined;
  /** How many processes each version of a program was seen to start. */
  readonly #started = new Map<string, number>();
  #cancel: () => void = () => undefined;

  constructor(options: PythonOptions) {
    this.#options = options;
  }

  async start(): Promise<PythonAbilities> {
    const crew = await this.#opened();
    const { version, switchesStacks } = (await this.#entered(crew)).program;
    const preemption = switchesStacks && sharesMemory();
    return { version, threads: switchesStacks, preemption, packages: [...PACKAGES, ...crew.added] };
  }

  async trial(request: PythonTrialRequest): Promise<PythonTrial> {
    const cancelled = new Promise<undefined>((resolve) => {
      this.#cancel = () => resolve(undefined);
    });
    const beganMs = performance.now();
    const running = await Promise.race([this.#readied(request), cancelled]);
    if (running === undefined) {
      throw cancelledFailure();
    }
    const { program, system } = running;
    running.hasRun = true;
    const startupMs = performance.now() - beganMs;
    const transcript = this.#listen(system, request);
    const stop = watch(system, request, this.#options.onSoFar);
    const ending = await untilCancelled(program, execute(system, request), cancelled);
    stop();
    if (ending === undefined || ending.kind !== "returned") {
      this.#dismiss(running);
      const console = transcript.finished(0);
      // A reader sees all that their own program printed.
      const printed = request.version === null ? console.map(({ text }) => text).join("") : "";
      throw ending === undefined ? cancelledFailure() : failureOf(ending, printed);
    }
    const trial = await assembled(system, ending, startupMs, transcript);
    if (request.version === null) {
      return trial;
    }
    this.#dismiss(running);
    this.#started.set(
      request.strategy,
      trial.lanes.filter(({ kind }) => kind === "process").length,
    );
    const output = printedOf(trial.console);
    return { ...trial, output, fingerprint: fingerprintOf(output, request.version.unordered) };
  }

  cancel(): void {
    this.#cancel();
  }

  #opened(): Promise<Crew> {
    this.#crew ??= Crew.open(this.#options).catch((exception: unknown) => {
      this.#crew = undefined;
      throw exception;
    });
    return this.#crew;
  }

  /** The interpreters that a trial wants. */
  async #readied(request: PythonTrialRequest): Promise<Running> {
    const crew = await this.#opened();
    let running = await this.#entered(crew);
    if (request.version !== null && running.hasRun) {
      // A reader's program may leave anything behind, and is to find nothing.
      this.#dismiss(running);
      running = await this.#entered(crew);
    }
    await crew.keepReady(this.#readyBefore(request));
    return running;
  }

  /** The program's own interpreter, which the system knows. */
  #entered(crew: Crew): Promise<Running> {
    this.#running ??= enter(crew).catch((exception: unknown) => {
      this.#running = undefined;
      throw exception;
    });
    return this.#running;
  }

  /** Gathers what a trial prints. */
  #listen(system: System, { strategy, trial, version, workers }: PythonTrialRequest): Transcript {
    const transcript = new Transcript((pieces) =>
      this.#options.onPrinted({ language: "python", strategy, trial, pieces }),
    );
    system.onPrint = (process, printed) => transcript.take(process, printed);
    if (version !== null) {
      system.processors = workers;
    }
    return transcript;
  }

  /** How many interpreters are there before a trial, so that starting them is no part of it. */
  #readyBefore({ strategy, startMethod, trial, version, workers }: PythonTrialRequest): number {
    if (version === null) {
      return IN_PROCESSES.has(strategy) && startMethod !== "spawn" ? workers : 0;
    }
    // What it was seen to start in its warm-up.
    const started = trial === 0 ? 0 : (this.#started.get(strategy) ?? 0);
    return version.ranks ?? Math.min(started, MOST_READY);
  }

  #dismiss({ program, system }: Running): void {
    system.reset();
    program.terminate();
    this.#running = undefined;
  }
}

async function enter(crew: Crew): Promise<Running> {
  const program = await crew.take();
  const system = new System(crew);
  system.enter(program);
  return { program, system, hasRun: false };
}

/** What comes of a call; nothing if it is cancelled, for whose end it has a moment. */
async function untilCancelled(
  program: RemoteInterpreter,
  called: Promise<Ending | Verdict>,
  cancelled: Promise<undefined>,
): Promise<Ending | Verdict | undefined> {
  const overdue = cancelled.then(() => {
    program.interrupt();
    return new Promise<undefined>((resolve) => {
      setTimeout(() => resolve(undefined), INTERRUPT_GRACE_MS);
    });
  });
  // Where it ends because it was cancelled, it was cancelled.
  const ended = called.then((ending) => Promise.race([cancelled, ending]));
  return Promise.race([ended, overdue]);
}

function execute(system: System, request: PythonTrialRequest): Promise<Ending | Verdict> {
  const { strategy, version, workers } = request;
  const call =
    version === null
      ? { module: "_trial", name: "run", argument: JSON.stringify(request) }
      : { module: "_main", name: "run", argument: JSON.stringify(version) };
  const ranks = version === null && strategy === "ranks" ? workers : version?.ranks;
  return ranks === undefined ? system.call(call) : system.startRanks(ranks, call);
}

async function assembled(
  system: System,
  ending: Extract<Ending, { kind: "returned" }>,
  startupMs: number,
  transcript: Transcript,
): Promise<PythonTrial> {
  const told: Told = JSON.parse(ending.value);
  const { beginMs, elapsedMs, items, output, retries = 0, failures, files = [] } = told;
  const bodies = failures === undefined ? [] : ending.bytes.slice(0, items);
  const made = ending.bytes.slice(bodies.length);
  const children = await system.takeLanes();
  const lanes = lanesOf({ program: ending.lanes, children }, beginMs);
  const { messages, bytesCopied, bytesDownloaded } = system.traffic;
  system.reset();
  return {
    beginMs,
    elapsedMs,
    startupMs,
    workers: Math.max(1, lanes.length - 1),
    items,
    lanes,
    traffic: { messages, bytesCopied, bytesReceived: bytesDownloaded, retries },
    output,
    bodies: failures === undefined ? null : bodiesOf(bodies, failures),
    files: files.map((name, place) => ({ name, bytes: made[place] ?? new Uint8Array() })),
    incidents: [],
    fingerprint: null,
    console: transcript.finished(beginMs),
  };
}

function bodiesOf(
  bytes: (Uint8Array<ArrayBuffer> | null)[],
  failures: NonNullable<Told["failures"]>,
): PythonTrial["bodies"] {
  return bytes.map((body, item) => body ?? failures[item] ?? { code: "truncated", message: "" });
}
