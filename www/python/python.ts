/** The front door of Python: what a coordinator asks of CPython in this tab. */

import { plainFailure } from "../engine/failure";
import type { PythonHost, PythonOptions } from "../engine/python-host";
import { sharesMemory } from "../engine/shared-memory";
import type { PlaygroundError } from "../generated/types/PlaygroundError";
import type { PythonAbilities } from "../generated/types/PythonAbilities";
import type { PythonTrial } from "../generated/types/PythonTrial";
import type { PythonTrialRequest } from "../generated/types/PythonTrialRequest";
import { Crew } from "./crew";
import { lanesOf } from "./lanes";
import type { Call, Ending } from "./protocol";
import type { RemoteInterpreter } from "./remote-interpreter";
import { System } from "./system";

/** What pure Python is in every site's archive that programs may import. */
const PACKAGES = ["aiohttp", "dask", "joblib", "requests"];

const NO_RANKS = "there were no ranks";

/** Strategies that run in processes. */
const IN_PROCESSES = new Set(["processes", "ranks"]);

/** How long a program has to end by itself once it is interrupted. */
const INTERRUPT_GRACE_MS = 60;

/** What a trial's function tells, in parts. */
interface Told {
  beginMs: number;
  elapsedMs: number;
  items: number;
  output: unknown;
  failures?: Record<number, { code: string; message: string }>;
}

/** CPython in this tab; nothing is loaded before `start`. */
export function openPython(options: PythonOptions): PythonHost {
  return new Python(options);
}

class Python implements PythonHost {
  readonly #options: PythonOptions;
  #crew: Promise<Crew> | undefined;
  /** What stands between the interpreters of a trial. */
  #system: System | undefined;
  /** The interpreter that executes the programs, from trial to trial. */
  #program: RemoteInterpreter | undefined;
  #cancel: () => void = () => undefined;

  constructor(options: PythonOptions) {
    this.#options = options;
  }

  async start(): Promise<PythonAbilities> {
    const crew = await this.#opened();
    const { version, switchesStacks } = await this.#entered(crew);
    const preemption = switchesStacks && sharesMemory();
    return { version, threads: switchesStacks, preemption, packages: [...PACKAGES, ...crew.added] };
  }

  async trial(request: PythonTrialRequest): Promise<PythonTrial> {
    const crew = await this.#opened();
    const beganMs = performance.now();
    const program = await this.#entered(crew);
    await crew.keepReady(readyBefore(request));
    const startupMs = performance.now() - beganMs;
    const log: string[] = [];
    program.onPrint = (printed) => log.push(...printed.map(({ text }) => text));
    const ending = await this.#untilCancelled(program, this.#execute(program, request));
    if (ending === undefined || ending.kind !== "returned") {
      this.#dismiss(program);
      throw ending === undefined ? cancelledFailure() : failureOf(ending, log);
    }
    return this.#assembled(ending, startupMs, log);
  }

  cancel(): void {
    this.#cancel();
  }

  #execute(program: RemoteInterpreter, request: PythonTrialRequest): Promise<Ending> {
    const call = { module: "_trial", name: "run", argument: JSON.stringify(request) };
    return request.strategy === "ranks"
      ? this.#executeRanks(request.workers, call)
      : program.call(call);
  }

  /** Every rank executes the whole program; what is told is what the first one tells. */
  async #executeRanks(count: number, call: Call): Promise<Ending> {
    const endings = (await this.#system?.startRanks(count, call)) ?? [];
    const [first] = endings;
    const bad = endings.find(({ kind }) => kind !== "returned");
    const ending = bad ?? first;
    // What it did is told with what the other ranks did.
    return ending ? { ...ending, lanes: [] } : { kind: "broken", message: NO_RANKS, lanes: [] };
  }

  /** What comes of a call; nothing if it is cancelled and does not end by itself. */
  async #untilCancelled(
    program: RemoteInterpreter,
    called: Promise<Ending>,
  ): Promise<Ending | undefined> {
    let isCancelled = false;
    const overdue = new Promise<undefined>((resolve) => {
      this.#cancel = () => {
        isCancelled = true;
        program.interrupt();
        setTimeout(() => resolve(undefined), INTERRUPT_GRACE_MS);
      };
    });
    const ending = await Promise.race([called, overdue]);
    return isCancelled ? undefined : ending;
  }

  async #assembled(
    ending: Extract<Ending, { kind: "returned" }>,
    startupMs: number,
    log: string[],
  ): Promise<PythonTrial> {
    const told: Told = JSON.parse(ending.value);
    const { beginMs, elapsedMs, items, output } = told;
    const processes = (await this.#system?.takeLanes()) ?? [];
    const children = processes.map(({ name, lanes }) => ({ name, threads: lanes }));
    const lanes = lanesOf({ program: ending.lanes, children }, beginMs);
    const { messages = 0, bytesCopied = 0, bytesDownloaded = 0 } = this.#system?.traffic ?? {};
    this.#system?.reset();
    return {
      beginMs,
      elapsedMs,
      startupMs,
      workers: Math.max(1, lanes.length - 1),
      items,
      lanes,
      traffic: { messages, bytesCopied, bytesReceived: bytesDownloaded },
      output,
      bodies: told.failures === undefined ? null : bodiesOf(ending.bytes, told.failures),
      incidents: [],
      log: log.join("").split("\n").slice(0, -1),
    };
  }

  #opened(): Promise<Crew> {
    this.#crew ??= Crew.open(this.#options).catch((exception: unknown) => {
      this.#crew = undefined;
      throw exception;
    });
    return this.#crew;
  }

  /** The program's own interpreter, which the system knows. */
  async #entered(crew: Crew): Promise<RemoteInterpreter> {
    if (this.#program === undefined) {
      this.#program = await crew.take();
      this.#system = new System(crew);
      this.#system.enter(this.#program);
    }
    return this.#program;
  }

  #dismiss(program: RemoteInterpreter): void {
    this.#system?.reset();
    program.terminate();
    this.#program = undefined;
  }
}

/** How many interpreters are there before a trial, so that starting them is no part of it. */
function readyBefore({ strategy, startMethod, workers }: PythonTrialRequest): number {
  return IN_PROCESSES.has(strategy) && startMethod !== "spawn" ? workers : 0;
}

function bodiesOf(
  bytes: (Uint8Array<ArrayBuffer> | null)[],
  failures: NonNullable<Told["failures"]>,
): PythonTrial["bodies"] {
  return bytes.map((body, item) => body ?? failures[item] ?? { code: "truncated", message: "" });
}

function cancelledFailure(): PlaygroundError {
  return plainFailure("cancelled", "The run was cancelled.");
}

/** Why a trial came to nothing; what it printed last says more than the exception that ended it. */
function failureOf(ending: Exclude<Ending, { kind: "returned" }>, log: string[]): PlaygroundError {
  if (ending.kind === "deadlocked") {
    const who = ending.waiting.join("; ");
    const message = `The program is in a deadlock: ${who}; and nothing else can wake any of them.`;
    return plainFailure("worker-crashed", message);
  }
  const printed = log.join("").trim();
  return plainFailure(
    "worker-crashed",
    `Python stopped: ${ending.message}${printed && `\n${printed}`}`,
  );
}
