/**
 * What stands in for the operating system between interpreters: it starts and ends processes, and
 * passes on what they send each other.
 *
 * Each interpreter has a port of its own to it. Messages arrive in order: so what a process did
 * before it sent something has been done when another receives it.
 */

import { SharedFiles } from "./files";
import type { ThreadLane } from "./gil";
import { Pipes } from "./pipes";
import type { Call, Ending } from "./protocol";
import { Segments } from "./segments";
import { Semaphores } from "./semaphores";
import { now, SPAN_KINDS } from "./spans";
import { SystemError } from "./system-error";
import type { Answered, Asked, FromSystem, SystemCalls, ToSystem } from "./system-protocol";
import { Waiters } from "./waiters";

/** An interpreter, as the crew hands it out: ready to be called. */
export interface Interpreter {
  /** The system's end of the way between the two. */
  readonly system: MessagePort;
  /** Resolves once it is dead without having been ended, with why. */
  readonly died: Promise<string>;
  /** Calls a function on its main thread; never rejects. */
  call(call: Call): Promise<Ending>;
  /** KeyboardInterrupt for its main thread. */
  interrupt(): void;
  /** Ends it, whatever it is doing. */
  terminate(): void;
}

/** Who has interpreters. */
export interface Interpreters {
  /** One that has run nothing yet. */
  take(method: StartMethod): Promise<Interpreter>;
}

/** How a process is to start: as CPython's start methods of these names. */
export type StartMethod = "forkserver" | "spawn";

/** What a process did. */
export interface ProcessLanes {
  name: string;
  lanes: ThreadLane[];
}

/** What processes have sent each other. */
export interface Traffic {
  messages: number;
  /** Bytes that the program's own process sent. */
  bytesCopied: number;
  /** Bytes that any of them got from the network. */
  bytesDownloaded: number;
}

/** The process id of the program itself. */
const PROGRAM = 100;
/** How many handles each process can make, as in `_system.py`. */
const HANDLES = 2 ** 24;
/** How long a process that is ended has to tell its lanes; one that computes does not hear of it. */
const LANES_GRACE_MS = 50;

const SIGINT = 2;
const SIGKILL = 9;

/** A process that is alive or that its parent has not asked about yet. */
interface Process {
  readonly pid: number;
  readonly name: string;
  readonly startedMs: number;
  readonly lanes: ThreadLane[];
  readonly exits: Waiters<number | undefined>;
  interpreter: Interpreter | undefined;
  exitCode: number | undefined;
  /** Called once it has told its lanes. */
  onLanes: () => void;
}

/** What a call does, for the process that calls. */
type Doing = {
  [Name in keyof SystemCalls]: (
    process: Process,
    ...given: Parameters<SystemCalls[Name]>
  ) => ReturnType<SystemCalls[Name]> | Promise<ReturnType<SystemCalls[Name]>>;
};

export class System {
  readonly #interpreters: Interpreters;
  #pipes = new Pipes();
  readonly #semaphores = new Semaphores();
  readonly #files = new SharedFiles();
  #segments = new Segments();
  #processes = new Map<number, Process>();
  #traffic: Traffic = { messages: 0, bytesCopied: 0, bytesDownloaded: 0 };
  #ending: Promise<void>[] = [];
  #pid = PROGRAM;

  constructor(interpreters: Interpreters) {
    this.#interpreters = interpreters;
  }

  /** What was sent since the last reset. */
  get traffic(): Readonly<Traffic> {
    return this.#traffic;
  }

  /** From now on an interpreter is the program's own process. */
  enter(program: Interpreter): void {
    this.#listen(this.#add(PROGRAM, "main"), program);
  }

  /**
   * Runs ranks `0` to `count - 1`, all of which call the same function, as `mpiexec -n` does: how
   * each ended, in their order.
   */
  async startRanks(count: number, call: Call): Promise<Ending[]> {
    const ranks = Array.from({ length: count }, (_, rank) =>
      this.#add(this.#newPid(), `rank ${rank}`),
    );
    const inboxes = ranks.map(({ pid }) => pid * HANDLES);
    const outboxes = inboxes.map((inbox) => inbox + 1);
    for (const [rank, { pid }] of ranks.entries()) {
      this.#pipes.open(pid, inboxes[rank] ?? 0, outboxes[rank] ?? 0, false);
    }
    return Promise.all(
      ranks.map((process, rank) => {
        const argument = JSON.stringify({ ...call, pid: process.pid, rank, outboxes });
        return this.#run(process, "forkserver", { module: "_rank", name: "main", argument });
      }),
    );
  }

  /** What the processes did that were started since the last reset, once those that end have told. */
  async takeLanes(): Promise<ProcessLanes[]> {
    await Promise.all(this.#ending);
    return [...this.#processes.values()]
      .filter(({ pid }) => pid !== PROGRAM)
      .map(({ name, lanes }) => ({ name, lanes }));
  }

  /** Ends all processes but the program's own, and forgets what they had. */
  reset(): void {
    const program = this.#processes.get(PROGRAM);
    for (const process of this.#processes.values()) {
      if (process !== program && process.interpreter !== undefined) {
        process.exitCode ??= -SIGKILL;
        this.#dismiss(process);
      }
    }
    this.#files.takeFiles();
    this.#pipes = new Pipes();
    this.#semaphores.reset();
    this.#segments = new Segments();
    this.#processes = new Map(program && [[PROGRAM, program]]);
    this.#traffic = { messages: 0, bytesCopied: 0, bytesDownloaded: 0 };
    this.#ending = [];
  }

  readonly #calls: Doing = {
    pipe: ({ pid }, first, second, isDuplex) => this.#pipes.open(pid, first, second, isDuplex),
    duplicate: (_, handle, copy) => this.#pipes.duplicate(handle, copy),
    adopt: ({ pid }, handle) => this.#pipes.adopt(pid, handle),
    close: (_, handle) => this.#pipes.close(handle),
    write: (process, handle, bytes) => {
      this.#count(process, bytes.length);
      this.#pipes.write(handle, bytes);
    },
    read: ({ pid }, handle) => this.#pipes.read(pid, handle),
    wait: (_, handles, timeoutMs) => this.#pipes.wait(handles, timeoutMs),
    listen: ({ pid }, handle, address) => this.#pipes.listen(pid, handle, address),
    accept: ({ pid }, listening, handle) => this.#pipes.accept(pid, listening, handle),
    connect: ({ pid }, handle, address) => this.#pipes.connect(pid, handle, address),
    semaphore: (_, id, value) => this.#semaphores.open(id, value),
    acquire: ({ pid }, id, timeoutMs) => this.#semaphores.acquire(pid, id, timeoutMs),
    serve: (_, id) => this.#semaphores.serve(id),
    release: (_, id, most) => this.#semaphores.release(id, most),
    valueOf: (_, id) => this.#semaphores.value(id),
    createSegment: (_, name) => this.#segments.create(name),
    growSegment: (_, name, size) => this.#segments.grow(name, size),
    sizeOfSegment: (_, name) => this.#segments.size(name),
    changeSegment: (process, name, offset, bytes) => {
      this.#count(process, bytes.length);
      this.#segments.change(name, offset, bytes);
    },
    contentsOfSegment: (_, name, known) => this.#segments.contents(name, known),
    unlinkSegment: (_, name) => this.#segments.unlink(name),
    spawn: (process, method, name, bytes, handles) =>
      this.#spawn(process, method as StartMethod, name, bytes, handles),
    waitFor: ({ pid }, child, timeoutMs) => {
      const { exitCode, exits } = this.#find(child, "ECHILD");
      return exitCode === undefined && timeoutMs !== 0
        ? exits.wait(pid, timeoutMs, undefined)
        : exitCode;
    },
    signal: (_, pid, signal) => this.#signal(this.#find(pid, "ESRCH"), signal),
    exit: (process, code) => this.#end(process, code),
  };

  #spawn(
    parent: Process,
    method: StartMethod,
    name: string,
    bytes: Uint8Array<ArrayBuffer>,
    handles: number[],
  ): number {
    const process = this.#add(this.#newPid(), name);
    this.#count(parent, bytes.length);
    for (const handle of handles) {
      this.#pipes.adopt(process.pid, handle);
    }
    const [sentinel] = handles;
    const argument = JSON.stringify({ pid: process.pid, parent: parent.pid, sentinel });
    void this.#run(process, method, { module: "_child", name: "main", argument, bytes });
    return process.pid;
  }

  /** Has a process call a function, at whose end it ends. */
  async #run(process: Process, method: StartMethod, call: Call): Promise<Ending> {
    let ending: Ending;
    try {
      const interpreter = await this.#interpreters.take(method);
      if (process.exitCode !== undefined) {
        interpreter.terminate();
        return { kind: "broken", message: "it was ended before it ran", lanes: [] };
      }
      this.#listen(process, interpreter);
      const begin: ThreadLane = {
        name: "main",
        spans: Float64Array.of(SPAN_KINDS.indexOf("start"), process.startedMs, now(), -1, -1),
      };
      process.lanes.push(begin);
      void interpreter.died.then(() => this.#end(process, -SIGKILL));
      ending = await interpreter.call(call);
    } catch (exception) {
      ending = { kind: "broken", message: String(exception), lanes: [] };
    }
    process.lanes.push(...ending.lanes);
    const exitCode = ending.kind === "returned" ? Number(ending.value) || 0 : 1;
    this.#end(process, exitCode, false);
    return ending;
  }

  #listen(process: Process, interpreter: Interpreter): void {
    process.interpreter = interpreter;
    this.#files.enter(process.pid, interpreter.system);
    this.#tellCounts(interpreter);
    interpreter.system.onmessage = ({ data }: MessageEvent<ToSystem>) => {
      if (data.kind === "lanes") {
        process.lanes.push(...data.lanes);
        process.onLanes();
      } else if (data.kind === "downloaded") {
        this.#traffic.bytesDownloaded += data.bytes;
      } else if (data.kind === "file") {
        this.#files.take(process.pid, data.change);
      } else if (process.exitCode === undefined) {
        void this.#answer(process, data, interpreter.system);
      }
    };
  }

  #tellCounts({ system }: Interpreter): void {
    const { shared: counts } = this.#semaphores;
    if (counts !== undefined) {
      const told: FromSystem = { kind: "counts", counts };
      system.postMessage(told);
    }
  }

  async #answer(process: Process, { id, name, given }: Asked, port: MessagePort): Promise<void> {
    const answer = (value: unknown, errno: Answered["errno"]) => {
      if (id !== undefined && process.exitCode === undefined) {
        const answered: Answered = { kind: "answered", id, value, errno };
        port.postMessage(answered, value instanceof Uint8Array ? [value.buffer] : []);
      }
    };
    try {
      const doing = this.#calls[name] as (process: Process, ...given: unknown[]) => unknown;
      const value = doing(process, ...given);
      answer(value instanceof Promise ? await value : value, undefined);
    } catch (exception) {
      if (!(exception instanceof SystemError)) {
        throw exception;
      }
      answer(undefined, exception.errno);
    }
  }

  #signal(process: Process, signal: number): void {
    if (signal === SIGINT) {
      process.interpreter?.interrupt();
    } else if (signal !== 0) {
      this.#end(process, -signal);
    }
  }

  /** A process is at its end, for all others at once; its interpreter may have lanes to tell. */
  #end(process: Process, exitCode: number, hasLanes = true): void {
    if (process.exitCode !== undefined) {
      return;
    }
    process.exitCode = exitCode;
    this.#semaphores.end(process.pid);
    this.#pipes.end(process.pid);
    process.exits.serveAll(exitCode);
    if (hasLanes) {
      this.#ending.push(this.#dismissOnceTold(process));
    } else {
      this.#dismiss(process);
    }
  }

  async #dismissOnceTold(process: Process): Promise<void> {
    const { interpreter } = process;
    if (interpreter !== undefined) {
      await new Promise<void>((resolve) => {
        process.onLanes = resolve;
        setTimeout(resolve, LANES_GRACE_MS);
        interpreter.system.postMessage({ kind: "tell-lanes" });
      });
      this.#dismiss(process);
    }
  }

  #dismiss(process: Process): void {
    if (process.interpreter !== undefined) {
      this.#files.leave(process.pid);
      process.interpreter.terminate();
      process.interpreter = undefined;
    }
  }

  #add(pid: number, name: string): Process {
    const process: Process = {
      pid,
      name,
      startedMs: now(),
      lanes: [],
      exits: new Waiters(),
      interpreter: undefined,
      exitCode: undefined,
      onLanes: () => undefined,
    };
    this.#processes.set(pid, process);
    return process;
  }

  #newPid(): number {
    this.#pid += 1;
    return this.#pid;
  }

  #find(pid: number, errno: "ECHILD" | "ESRCH"): Process {
    const process = this.#processes.get(pid);
    if (process === undefined) {
      throw new SystemError(errno);
    }
    return process;
  }

  #count({ pid }: Process, bytes: number): void {
    this.#traffic.messages += 1;
    if (pid === PROGRAM) {
      this.#traffic.bytesCopied += bytes;
    }
  }
}
