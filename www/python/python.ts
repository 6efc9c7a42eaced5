/** The front door of Python: what a coordinator asks of CPython in this tab. */

import { elapsed } from "../engine/abort";
import type { PythonHost, PythonOptions } from "../engine/python-host";
import type { PlaygroundError } from "../generated/types/PlaygroundError";
import type { PythonAbilities } from "../generated/types/PythonAbilities";
import type { PythonTrial } from "../generated/types/PythonTrial";
import type { PythonTrialRequest } from "../generated/types/PythonTrialRequest";
import { Crew } from "./crew";
import { pythonFailure } from "./failures";
import { lanesOf } from "./lanes";
import type { Ending } from "./protocol";
import type { RemoteInterpreter } from "./remote-interpreter";

/** What pure Python is in every site's archive that programs may import. */
const PACKAGES = ["aiohttp", "dask", "joblib", "requests"];

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
  /** The interpreter that executes the programs, from trial to trial. */
  #program: RemoteInterpreter | undefined;
  #cancel: () => void = () => undefined;

  constructor(options: PythonOptions) {
    this.#options = options;
  }

  async start(): Promise<PythonAbilities> {
    const crew = await this.#opened();
    this.#program ??= await crew.take();
    const { version, switchesStacks } = this.#program;
    const preemption = switchesStacks && crossOriginIsolated && "SharedArrayBuffer" in globalThis;
    return { version, threads: switchesStacks, preemption, packages: [...PACKAGES, ...crew.added] };
  }

  async trial(request: PythonTrialRequest): Promise<PythonTrial> {
    const crew = await this.#opened();
    const startMs = performance.now();
    this.#program ??= await crew.take();
    await crew.keepReady(IN_PROCESSES.has(request.strategy) ? request.workers : 0);
    const startupMs = performance.now() - startMs;
    const log: string[] = [];
    const program = this.#program;
    program.onPrint = (printed) => log.push(...printed.map(({ text }) => text));
    const call = { module: "_trial", name: "run", argument: JSON.stringify(request) };
    const cancelled = new Promise<undefined>((resolve) => {
      this.#cancel = () => resolve(undefined);
    });
    const ended = program.call(call);
    const overdue = cancelled.then(() => {
      program.interrupt();
      return elapsed(INTERRUPT_GRACE_MS);
    });
    const ending = await Promise.race([ended, overdue]);
    if (ending === undefined || ending.kind !== "returned") {
      this.#dismiss(crew, program);
      throw ending === undefined ? cancelledFailure() : failureOf(ending, log);
    }
    const told: Told = JSON.parse(ending.value);
    const lanes = lanesOf({ program: ending.lanes, children: [] }, told.beginMs);
    const { beginMs, elapsedMs, items, output } = told;
    return {
      beginMs,
      elapsedMs,
      startupMs,
      workers: Math.max(1, lanes.length - 1),
      items,
      lanes,
      traffic: { messages: 0, bytesCopied: 0, bytesReceived: 0 },
      output,
      bodies: told.failures === undefined ? null : bodiesOf(ending.bytes, told.failures),
      incidents: [],
      log: log.join("").split("\n").slice(0, -1),
    };
  }

  cancel(): void {
    this.#cancel();
  }

  #opened(): Promise<Crew> {
    this.#crew ??= Crew.open(this.#options.root, () => undefined).catch((exception: unknown) => {
      this.#crew = undefined;
      throw exception;
    });
    return this.#crew;
  }

  #dismiss(crew: Crew, program: RemoteInterpreter): void {
    crew.end(program);
    this.#program = undefined;
  }
}

function bodiesOf(
  bytes: (Uint8Array<ArrayBuffer> | null)[],
  failures: NonNullable<Told["failures"]>,
): PythonTrial["bodies"] {
  return bytes.map((body, item) => body ?? failures[item] ?? { code: "truncated", message: "" });
}

function cancelledFailure(): PlaygroundError {
  return pythonFailure("cancelled", "The run was cancelled.");
}

/** Why a trial came to nothing; what it printed last says more than the exception that ended it. */
function failureOf(ending: Exclude<Ending, { kind: "returned" }>, log: string[]): PlaygroundError {
  if (ending.kind === "deadlocked") {
    const who = ending.waiting.join("; ");
    const message = `The program is in a deadlock: ${who}; and nothing else can wake any of them.`;
    return pythonFailure("worker-crashed", message);
  }
  const printed = log.join("").trim();
  return pythonFailure(
    "worker-crashed",
    `Python stopped: ${ending.message}${printed && `\n${printed}`}`,
  );
}
