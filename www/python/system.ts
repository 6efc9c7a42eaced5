/**
 * What stands in for the operating system between interpreters: it starts and ends processes, and
 * passes on what they send each other.
 *
 * Each interpreter has a port of its own to it. Messages arrive in order: so what a process did
 * before it sent something has been done when another receives it.
 */

import { msg } from "@lit/localize";
import { isPlaygroundError, messageOf } from "../engine/failure";
import { SPAN_KINDS } from "../engine/span-kinds";
import { SharedFiles } from "./files";
import type { ThreadLane } from "./gil";
import { SystemLine } from "./lines";
import { type SharedSpans, spansSoFar } from "./live-spans";
import { Pipes } from "./pipes";
import type { Call, Ending, Printed } from "./protocol";
import { Segments } from "./segments";
import { Semaphores } from "./semaphores";
import { now } from "./spans";
import { SystemError } from "./system-error";
import type { Answered, Asked, Stuck, SystemCalls, ToSystem } from "./system-protocol";
import type { Verdict } from "./verdict";
import { Waiters } from "./waiters";

/** An interpreter, as the crew hands it out: ready to be called. */
export interface Interpreter {
  /** The system's end of the way between the two. */
  readonly system: MessagePort;
  /** Where one can see what its threads do, if its memory is shared. */
  readonly live: SharedSpans | undefined;
  /** Resolves once it is dead without having been ended, with why. */
  readonly died: Promise<string>;
  /** Called with what it prints. */
  onPrint: (printed: Printed[]) => void;
  /** Calls a function on its main thread; never rejects. */
  call(call: Call): Promise<Ending>;
  /** A signal for its main thread. */
  interrupt(signal: number): void;
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
/**
 * How long a process that is ended has to tell its lanes: one that computes does not hear of it. What
 * is not told is taken from where it can be seen.
 */
const LANES_GRACE_MS = 50;
/** How long one that has come to its end, and has nothing else to do, has for it. */
const END_GRACE_MS = 10_000;

/** How long no process may go on before it is looked whether any ever can. */
const STUCK_AFTER_MS = 50;
/** How many processes may be alive at a time; browsers have no room for many more memories. */
export const MOST_PROCESSES = 60;
/** How many processes may fail to begin: a pool would start others instead for ever. */
const MOST_FAILED = 8;

/** What is left of the number that a process ends itself with: negative ones are signals'. */
const EXIT_CODES = 0xff;

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
  /** The line to its interpreter, also once that is gone. */
  line: SystemLine | undefined;
  exitCode: number | undefined;
  /** Whether it executes something. */
  isRunning: boolean;
  /** What it told last of what it waits for. */
  stuck: Stuck | undefined;
  /** How many answers it was given. */
  answers: number;
  /** What it waits for, by what the answers are to be known by. */
  readonly asked: Map<number, AbortController>;
  /** How it withdraws what it asks now. */
  asking: AbortController;
  /** Signals that do not end it: it is told of them, or there is nothing to tell. */
  readonly survives: Set<number>;
  /** How many of the answers that it waits for come by themselves, late if not before. */
  timed: number;
  /** Resolves once it has ended itself or was killed: its interpreter need not say so. */
  readonly exited: PromiseWithResolvers<Verdict>;
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

/** What is answered after a time if not before, where that is not negative. */
const TIMED = new Set<keyof SystemCalls>(["acquire", "wait", "waitFor"]);

export class System {
  readonly #interpreters: Interpreters;
  #pipes = this.#newPipes();
  readonly #semaphores = new Semaphores();
  readonly #files = new SharedFiles();
  #segments = new Segments();
  #processes = new Map<number, Process>();
  #traffic: Traffic = { messages: 0, bytesCopied: 0, bytesDownloaded: 0 };
  #ending: Promise<void>[] = [];
  #pid = PROGRAM;
  #failed = 0;
  #verdict = Promise.withResolvers<Verdict>();
  #look: ReturnType<typeof setTimeout> | undefined;

  /** Called with what a process prints, by its name; the program's own is `main`. */
  onPrint: (process: string, printed: Printed[]) => void = () => undefined;
  /** How many processors programs are told that there are. */
  processors = navigator.hardwareConcurrency;

  constructor(interpreters: Interpreters) {
    this.#interpreters = interpreters;
  }

  /** What was sent since the last reset. */
  get traffic(): Readonly<Traffic> {
    const { messages, bytesCopied, bytesDownloaded } = this.#traffic;
    const lines = [...this.#processes.values()].map(({ line }) => line);
    const shared = lines.reduce((sum, line) => sum + (line?.sent.messages ?? 0), 0);
    const own = this.#processes.get(PROGRAM)?.line?.sent.bytes ?? 0;
    return { messages: messages + shared, bytesCopied: bytesCopied + own, bytesDownloaded };
  }

  /** From now on an interpreter is the program's own process. */
  enter(program: Interpreter): void {
    this.#listen(this.#add(PROGRAM, "main"), program);
  }

  /** Has the program's own process call a function: how that ends, or why it never will. */
  async call(call: Call): Promise<Ending | Verdict> {
    const program = this.#find(PROGRAM, "ESRCH");
    const { interpreter } = program;
    program.isRunning = true;
    const called = interpreter && this.#called(program, interpreter, call);
    const ending = await Promise.race([called ?? this.#verdict.promise, this.#verdict.promise]);
    program.isRunning = false;
    // Its lanes came with its ending.
    program.lanes.length = 0;
    return ending;
  }

  /**
   * Runs ranks `0` to `count - 1`, all of which call the same function, as `mpiexec -n` does: how the
   * first one ended, or the first of all that failed, which ends the others.
   */
  async startRanks(count: number, call: Call): Promise<Ending | Verdict> {
    const ranks = Array.from({ length: count }, (_, rank) =>
      this.#add(this.#newPid(), `rank ${rank}`),
    );
    const inboxes = ranks.map(({ pid }) => pid * HANDLES);
    const outboxes = inboxes.map((inbox) => inbox + 1);
    for (const [rank, { pid }] of ranks.entries()) {
      this.#pipes.open(pid, inboxes[rank] ?? 0, outboxes[rank] ?? 0, false);
    }
    const endings = ranks.map((process, rank) => {
      const argument = JSON.stringify({ ...call, pid: process.pid, rank, outboxes });
      return this.#run(process, "forkserver", { module: "_rank", name: "main", argument });
    });
    const failed = Promise.withResolvers<Ending | Verdict>();
    for (const ending of endings) {
      void ending.then((it) => it.kind !== "returned" && failed.resolve(it));
    }
    const all = Promise.all(endings).then(([first]) => first ?? failed.promise);
    return Promise.race([all, failed.promise, this.#verdict.promise]);
  }

  /** What the processes did that were started since the last reset, once those that end have told. */
  async takeLanes(): Promise<ProcessLanes[]> {
    await Promise.all(this.#ending);
    return [...this.#processes.values()]
      .filter(({ pid }) => pid !== PROGRAM)
      .map(({ name, lanes }) => ({ name, lanes }));
  }

  /** What all processes have done so far, the program's own first, as far as it can be seen. */
  lanesSoFar(): ProcessLanes[] {
    return [...this.#processes.values()].map((process) => ({
      name: process.name,
      lanes: [...process.lanes, ...lanesSeen(process)],
    }));
  }

  /** Ends all processes but the program's own, and forgets what they had. */
  reset(): void {
    const program = this.#processes.get(PROGRAM);
    for (const process of this.#processes.values()) {
      if (process !== program) {
        // One that is still starting finds this where it is there.
        process.exitCode ??= -SIGKILL;
        this.#dismiss(process);
      }
    }
    this.#files.takeFiles();
    this.#pipes = this.#newPipes();
    this.#semaphores.reset();
    this.#segments = new Segments();
    this.#processes = new Map(program && [[PROGRAM, program]]);
    this.#traffic = { messages: 0, bytesCopied: 0, bytesDownloaded: 0 };
    program?.line?.forgetSent();
    this.#ending = [];
    this.#failed = 0;
    this.#verdict = Promise.withResolvers();
  }

  readonly #calls: Doing = {
    pipe: ({ pid }, first, second, isDuplex) => this.#pipes.open(pid, first, second, isDuplex),
    duplicate: (_, handle, copy) => this.#pipes.duplicate(handle, copy),
    adopt: ({ pid }, handle) => this.#pipes.adopt(pid, handle),
    close: (_, handle) => this.#pipes.close(handle),
    write: (process, handle, bytes) => {
      this.#count(process, bytes.length);
      this.#pipes.write(process.pid, handle, bytes);
    },
    read: ({ pid, asking }, handle) => this.#pipes.read(pid, handle, asking.signal),
    unread: (_, handle, bytes) => this.#pipes.unread(handle, bytes),
    arrive: (_, handle) => this.#pipes.arrive(handle),
    wait: (_, handles, timeoutMs) => this.#pipes.wait(handles, timeoutMs),
    freePort: () => this.#pipes.freePort(),
    listen: ({ pid }, handle, address) => this.#pipes.listen(pid, handle, address),
    accept: ({ pid, asking }, listening, handle) =>
      this.#pipes.accept(pid, listening, handle, asking.signal),
    connect: ({ pid }, handle, address) => this.#pipes.connect(pid, handle, address),
    semaphore: (_, id, value) => this.#semaphores.open(id, value),
    acquire: ({ pid, asking }, id, timeoutMs) =>
      this.#semaphores.acquire(pid, id, timeoutMs, asking.signal),
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
    withdraw: ({ asked }, id) => asked.get(id)?.abort(),
    roomFor: (_, count) => this.#checkRoom(count),
    spawn: (process, method, name, bytes, handles) =>
      this.#spawn(process, method as StartMethod, name, bytes, handles),
    waitFor: ({ pid }, child, timeoutMs) => {
      const { exitCode, exits } = this.#find(child, "ECHILD");
      return exitCode === undefined && timeoutMs !== 0
        ? exits.wait(pid, timeoutMs, undefined)
        : exitCode;
    },
    signal: (_, pid, signal) => this.#signal(this.#find(pid, "ESRCH"), signal),
    survive: ({ survives }, signal, does) => {
      survives.delete(signal);
      if (does) {
        survives.add(signal);
      }
    },
    failedToBegin: (_, traceback) => this.#countFailed(traceback),
    exit: (process, code) => this.#exit(process, code & EXIT_CODES),
    processors: () => this.processors,
  };

  /** @throws SystemError where there is no room for so many processes more */
  #checkRoom(count: number): void {
    const alive = [...this.#processes.values()].filter(({ exitCode }) => exitCode === undefined);
    if (alive.length + count > MOST_PROCESSES) {
      throw new SystemError("EAGAIN");
    }
  }

  #spawn(
    parent: Process,
    method: StartMethod,
    name: string,
    bytes: Uint8Array<ArrayBuffer>,
    handles: number[],
  ): number {
    this.#checkRoom(1);
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
  async #run(process: Process, method: StartMethod, call: Call): Promise<Ending | Verdict> {
    let ending: Ending | Verdict;
    let interpreter: Interpreter | undefined;
    try {
      interpreter = await this.#interpreters.take(method);
      if (process.exitCode !== undefined) {
        interpreter.terminate();
        return endedBefore();
      }
      this.#listen(process, interpreter);
      process.lanes.push(startOf(process));
      void interpreter.died.then(() => this.#end(process, -SIGKILL));
      const called = this.#called(process, interpreter, call);
      ending = await Promise.race([called, process.exited.promise]);
    } catch (exception) {
      if (process.exitCode !== undefined) {
        return endedBefore();
      }
      const message = isPlaygroundError(exception) ? exception.message : messageOf(exception);
      ending = { kind: "broken", message, lanes: [] };
      this.#countFailed(message);
    }
    if (!("lanes" in ending)) {
      return ending;
    }
    // One that was ended from here has no interpreter any more.
    if (ending.kind === "broken" && process.interpreter === interpreter) {
      const text = `${process.name} died: ${ending.message}\n`;
      this.onPrint(process.name, [{ at: now(), stream: "err", text, thread: "main" }]);
    }
    process.lanes.push(...ending.lanes);
    const exitCode = ending.kind === "returned" ? Number(ending.value) & EXIT_CODES : 1;
    this.#end(process, exitCode, false);
    // What it did is told with what all others did.
    return { ...ending, lanes: [] };
  }

  /** Has a process call a function; what it said before that ended has been heard by then. */
  async #called(process: Process, interpreter: Interpreter, call: Call): Promise<Ending> {
    const ending = await interpreter.call(call);
    // Its end comes by another way than what it said before, and may be faster.
    await Promise.race([this.#told(process, END_GRACE_MS), interpreter.died]);
    return ending;
  }

  #countFailed(said: string): void {
    this.#failed += 1;
    if (this.#failed === MOST_FAILED) {
      this.#verdict.resolve({ kind: "unable-to-begin", times: MOST_FAILED, said });
    }
  }

  #listen(process: Process, interpreter: Interpreter): void {
    const line = new SystemLine(interpreter.system, (message) => this.#hear(process, message));
    process.interpreter = interpreter;
    process.line = line;
    interpreter.onPrint = (printed) => this.onPrint(process.name, printed);
    this.#files.enter(process.pid, line);
    const { shared: counts } = this.#semaphores;
    if (counts !== undefined && line.numbers !== undefined) {
      line.say({ kind: "entered", pid: process.pid, counts, line: line.numbers });
    }
    this.#pipes.enter(process.pid);
  }

  #hear(process: Process, message: ToSystem): void {
    if (message.kind === "lanes") {
      process.lanes.push(...message.lanes);
      process.onLanes();
    } else if (message.kind === "downloaded") {
      this.#traffic.bytesDownloaded += message.bytes;
    } else if (message.kind === "file") {
      this.#files.take(process.pid, message.change);
    } else if (message.kind === "stuck") {
      process.stuck = message;
      this.#lookWhetherStuck();
    } else if (process.exitCode === undefined) {
      void this.#answer(process, message);
    }
  }

  async #answer(process: Process, { id, name, given }: Asked): Promise<void> {
    const answer = (value: unknown, errno: Answered["errno"]) => {
      if (id !== undefined && process.exitCode === undefined) {
        process.answers += 1;
        const transfer = value instanceof Uint8Array ? [value.buffer] : [];
        process.line?.say({ kind: "answered", id, value, errno }, transfer);
      }
    };
    const isTimed = TIMED.has(name) && Number(given.at(-1)) >= 0;
    process.timed += Number(isTimed);
    if (id !== undefined) {
      process.asking = new AbortController();
      process.asked.set(id, process.asking);
    }
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
    process.timed -= Number(isTimed);
    process.asked.delete(id ?? 0);
  }

  /** Looks in a moment whether no process can go on; what is on its way to one arrives before. */
  #lookWhetherStuck(): void {
    this.#look ??= setTimeout(() => {
      this.#look = undefined;
      const all = [...this.#processes.values()];
      const running = all.filter(({ isRunning, exitCode }) => isRunning && exitCode === undefined);
      if (running.length > 0 && running.every(isStuck)) {
        const waiting = running.map(({ pid, name, stuck }) => ({
          process: pid === PROGRAM ? undefined : name,
          threads: (stuck?.waiting ?? []).map(({ thread, waitsFor }) => ({
            thread,
            waitsFor: this.#named(waitsFor),
          })),
        }));
        const ended = all.filter(({ exitCode = 0 }) => exitCode !== 0);
        const lost = ended.map(({ name, exitCode = 0 }) => ({ name, exitCode }));
        this.#verdict.resolve({ kind: "deadlocked", waiting, lost });
      }
    }, STUCK_AFTER_MS);
  }

  /** Words in which each process has its name. */
  #named(words: string): string {
    return words.replaceAll(/\bprocess (\d+)/g, (unknown, pid) =>
      Number(pid) === PROGRAM ? "main" : (this.#processes.get(Number(pid))?.name ?? unknown),
    );
  }

  #signal(process: Process, signal: number): void {
    if (process.survives.has(signal)) {
      process.stuck = undefined;
      process.interpreter?.interrupt(signal);
    } else if (signal !== 0) {
      this.#exit(process, -signal);
    }
  }

  #exit(process: Process, exitCode: number): void {
    process.exited.resolve({ kind: "exited", exitCode, rank: process.name });
    this.#end(process, exitCode);
  }

  /** A process is at its end, for all others at once; its interpreter may have lanes to tell. */
  #end(process: Process, exitCode: number, hasLanes = true): void {
    if (process.exitCode !== undefined) {
      return;
    }
    process.exitCode = exitCode;
    process.line?.cut();
    if (process.interpreter === undefined) {
      process.lanes.push(startOf(process));
    }
    this.#semaphores.end(process.pid);
    this.#pipes.end(process.pid);
    process.exits.serveAll(exitCode);
    this.#lookWhetherStuck();
    if (process.pid === PROGRAM) {
      this.#verdict.resolve({ kind: "exited", exitCode });
    }
    if (hasLanes) {
      this.#ending.push(this.#dismissOnceTold(process));
    } else {
      this.#dismiss(process);
    }
  }

  async #dismissOnceTold(process: Process): Promise<void> {
    if (process.interpreter !== undefined) {
      if (!(await this.#told(process, LANES_GRACE_MS))) {
        process.lanes.push(...lanesSeen(process));
      }
      this.#dismiss(process);
    }
  }

  /**
   * Resolves once a process has told its lanes, and has been heard in all it said before; or after a
   * time, in which it has not.
   */
  #told(process: Process, graceMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      process.onLanes = () => resolve(true);
      setTimeout(() => resolve(false), graceMs);
      process.line?.say({ kind: "tell-lanes" });
    });
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
      line: undefined,
      exitCode: undefined,
      isRunning: pid !== PROGRAM,
      stuck: undefined,
      answers: 0,
      asked: new Map(),
      asking: new AbortController(),
      survives: new Set([SIGINT]),
      timed: 0,
      exited: Promise.withResolvers(),
      onLanes: () => undefined,
    };
    this.#processes.set(pid, process);
    return process;
  }

  #newPipes(): Pipes {
    return new Pipes((pid, ends) => this.#processes.get(pid)?.line?.say({ kind: "ends", ends }));
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

/** What a process comes to that has no interpreter yet. */
function endedBefore(): Ending {
  return { kind: "broken", message: msg("it was ended before it ran"), lanes: [] };
}

/** The start of a process, which has just come to its end. */
function startOf({ startedMs }: Process): ThreadLane {
  const kind = SPAN_KINDS.indexOf("start");
  return { name: "main", spans: Float64Array.of(kind, startedMs, now(), -1, -1) };
}

/** What a process did since it told its lanes, where its memory can be looked into. */
function lanesSeen({ name, interpreter }: Process): ThreadLane[] {
  const live = interpreter?.live === undefined ? [] : spansSoFar(interpreter.live);
  return live.map((spans) => ({ name, spans }));
}

/** Whether it waits for what only another process can bring about, and has got all it was sent. */
function isStuck({ stuck, answers, timed }: Process): boolean {
  return stuck?.heard === answers && timed === 0;
}
