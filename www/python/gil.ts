/**
 * The GIL of one interpreter: which of its threads executes Python now.
 *
 * A thread is a stack of its own, which the browser suspends while a promise is awaited (JSPI). Only
 * the thread that holds the GIL runs; it lets go of it where it waits, and, once others have waited
 * for long enough, where CPython looks for signals. What JavaScript does for a thread it does while nobody holds the
 * GIL or beside who does, and never calls Python: it only wakes threads.
 */

import type { SpanKind } from "../generated/types/SpanKind";
import type { Clock } from "./clock";
import type { Frames, HiddenFrame } from "./frames";
import { LiveSpans } from "./live-spans";
import { now, SpanRecorder } from "./spans";
import { after, type Timer } from "./timer";

/** The ident of the thread that executes the program itself. */
export const MAIN_THREAD = 1;

/** Why a thread goes on. */
type Outcome = "woken" | "timed-out" | "interrupted";

/** Who can wake a thread: another one, another process by way of the system, or the world outside. */
type Waker = "thread" | "process" | "world";

/** How long nothing may happen in an interpreter before the system is told. */
const STUCK_AFTER_MS = 100;

/** A thread that is not at an end. */
interface Thread {
  readonly ident: number;
  readonly spans: SpanRecorder;
  /** Goes on with it, once it has the GIL; nothing while it runs. */
  resume: ((outcome: Outcome) => void) | undefined;
  /** What it waits for, in words; nothing while it runs or is ready. */
  waitsFor: string | undefined;
  /** Who can bring it about. */
  waitsOn: Waker;
  /** Whether `unpark` wakes it. */
  isParked: boolean;
  timer: Timer | undefined;
  /** Where CPython keeps what it knows of it; nothing while it runs. */
  state: number | undefined;
  hidden: HiddenFrame | undefined;
  outcome: Outcome;
  /** It was woken before it waited. */
  isWoken: boolean;
}

/** A lane, once its thread is at an end or the program is. */
export interface ThreadLane {
  name: string;
  spans: Float64Array<ArrayBuffer>;
}

/** What a thread waits for, as Python's side says it. */
export interface ThreadWait {
  thread: string;
  waitsFor: string;
}

export class Gil {
  readonly #clock: Clock;
  readonly #threads = new Map<number, Thread>();
  readonly #ready: Thread[] = [];
  readonly #lanes = new Map<number, { name: string; spans: SpanRecorder }>();
  /** What the threads do, for others to see meanwhile. */
  readonly live = new LiveSpans();
  readonly #turn = new MessageChannel();
  readonly #turns: (() => void)[] = [];
  #holder: Thread | undefined;
  /** Since when others wait for who has the GIL, if any do. */
  #wantedSince = 0;
  /** Who was suspended last, and whose frames are in their place yet. */
  #suspended: Thread | undefined;
  /** Where the frames of threads are, once CPython is there. */
  frames: Frames | undefined;
  /** How many threads wait, by who can wake them. */
  readonly #waiting: Record<Waker, number> = { thread: 0, process: 0, world: 0 };
  #stuck: ReturnType<typeof setTimeout> | undefined;
  /** Called when no thread can run unless another process has it run: who waits for what. */
  onStuck: (waiting: ThreadWait[]) => void = () => undefined;

  /** Rejects once CPython itself has broken down. */
  readonly broken: Promise<never>;
  #break: (reason: unknown) => void = () => undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.broken = new Promise((_, reject) => {
      this.#break = reject;
    });
    this.broken.catch(() => undefined);
    this.#turn.port1.onmessage = () => this.#turns.shift()?.();
  }

  /** The ident of the thread that runs, or 0. */
  get holder(): number {
    return this.#holder?.ident ?? 0;
  }

  /** Whether threads wait for who runs to let go of it. */
  get isWanted(): boolean {
    return this.#ready.length > 0;
  }

  /** The name of a thread's lane. */
  nameOf(ident: number): string {
    return this.#lanes.get(ident)?.name ?? "";
  }

  /** Names a thread's lane. */
  setName(ident: number, name: string): void {
    const lane = this.#lanes.get(ident);
    if (lane !== undefined) {
      lane.name = name;
    }
  }

  /**
   * Starts a thread, which runs `body` once it has the GIL; what that comes to. It only rejects where
   * CPython breaks down, since Python's exceptions are caught in Python.
   */
  start(ident: number, name: string, body: () => Promise<unknown>): Promise<unknown> {
    const spans = new SpanRecorder(ident, this.live);
    this.#lanes.set(ident, { name, spans });
    const thread: Thread = {
      ident,
      spans,
      resume: undefined,
      waitsFor: undefined,
      waitsOn: "thread",
      isParked: false,
      timer: undefined,
      state: undefined,
      hidden: undefined,
      outcome: "woken",
      isWoken: false,
    };
    this.#threads.set(ident, thread);
    return new Promise((resolve) => {
      thread.resume = () => {
        const end = () => {
          thread.spans.begin(undefined);
          this.#threads.delete(ident);
          this.#release(thread);
        };
        body().finally(end).then(resolve, this.#break);
      };
      this.#makeReady(thread);
    });
  }

  /**
   * Suspends the thread that runs until it is woken, interrupted, or `timeoutMs` is over (never, if
   * negative).
   *
   * @param waitsFor what it waits for, in words
   */
  park(kind: SpanKind, timeoutMs: number, waitsFor: string): Promise<Outcome> {
    const thread = this.#running();
    if (thread.isWoken) {
      thread.isWoken = false;
      return Promise.resolve("woken");
    }
    thread.isParked = true;
    const waitsOn = timeoutMs >= 0 || kind === "fetch" ? "world" : "thread";
    return this.#suspend(thread, kind, timeoutMs, waitsFor, waitsOn);
  }

  /**
   * Suspends the thread that runs until a promise settles, as long as `park` would.
   *
   * @param waitsFor what it waits for, in words, if other processes bring it about
   */
  async wait(
    promise: PromiseLike<unknown>,
    kind: SpanKind,
    timeoutMs: number,
    waitsFor: string,
  ): Promise<Outcome> {
    const thread = this.#running();
    let isOver = false;
    const wake = () => {
      if (!isOver) {
        this.#wake(thread, "woken");
      }
    };
    promise.then(wake, wake);
    const waitsOn = waitsFor === "" ? "world" : "process";
    const outcome = await this.#suspend(thread, kind, timeoutMs, waitsFor, waitsOn);
    isOver = true;
    return outcome;
  }

  /** Lets events in and others run, if there are any. */
  yield(): Promise<void> {
    return this.#pause((thread) => this.#ready.push(thread));
  }

  /**
   * Lets events in, and others run if they have waited for long enough, as they must in CPython: the
   * clock, which asks for this, does not know since when they do.
   */
  tick(): Promise<void> {
    const hasTime = now() - this.#wantedSince < this.#clock.interval / 2;
    return hasTime ? this.#pause((thread) => this.#ready.unshift(thread)) : this.yield();
  }

  /** Wakes a thread that waits; one that does not yet will not wait the next time. */
  unpark(ident: number): void {
    const thread = this.#threads.get(ident);
    if (thread !== undefined && !(thread.isParked && this.#wake(thread, "woken"))) {
      thread.isWoken = true;
    }
  }

  /** Has the program's own thread go on at once, if it waits; whether it does. */
  interrupt(): boolean {
    const main = this.#threads.get(MAIN_THREAD);
    return main !== undefined && this.#wake(main, "interrupted");
  }

  /** The thread that runs does something else from now on. */
  begin(kind: SpanKind): void {
    this.#holder?.spans.begin(kind);
  }

  /** The lanes of all threads that there were, the main one's first, from where they were taken last. */
  takeLanes(): ThreadLane[] {
    const at = now();
    this.live.clear();
    const idents = [...this.#lanes.keys()].sort((one, other) => one - other);
    const lanes = idents.flatMap((ident) => {
      const lane = this.#lanes.get(ident);
      return lane === undefined ? [] : [{ name: lane.name, spans: lane.spans.taken(at) }];
    });
    for (const ident of idents) {
      if (!this.#threads.has(ident)) {
        this.#lanes.delete(ident);
      }
    }
    return lanes;
  }

  #running(): Thread {
    if (this.#holder === undefined) {
      throw new Error("no thread runs that could wait");
    }
    return this.#holder;
  }

  #suspend(
    thread: Thread,
    kind: SpanKind,
    timeoutMs: number,
    waitsFor: string,
    waitsOn: Waker,
  ): Promise<Outcome> {
    thread.waitsFor = waitsFor;
    thread.waitsOn = waitsOn;
    this.#waiting[waitsOn] += 1;
    if (timeoutMs >= 0) {
      thread.timer = after(timeoutMs, () => this.#wake(thread, "timed-out"));
    }
    const resumed = this.#leave(thread, kind);
    this.#release(thread);
    return resumed;
  }

  #wake(thread: Thread, outcome: Outcome): boolean {
    if (thread.waitsFor === undefined) {
      return false;
    }
    clearTimeout(thread.timer);
    thread.timer = undefined;
    this.#waiting[thread.waitsOn] -= 1;
    thread.isParked = false;
    thread.waitsFor = undefined;
    thread.outcome = outcome;
    this.#makeReady(thread);
    return true;
  }

  #makeReady(thread: Thread): void {
    if (this.#ready.length === 0) {
      this.#wantedSince = now();
    }
    this.#ready.push(thread);
    if (this.#holder !== undefined) {
      thread.spans.begin("lock-wait");
    }
    this.#dispatch();
  }

  #release(thread: Thread): void {
    if (this.#holder === thread) {
      this.#holder = undefined;
    }
    this.#dispatch();
    // Not at once: most waits are short, and each would be a message.
    if (this.#isStuck()) {
      this.#stuck ??= setTimeout(() => {
        this.#stuck = undefined;
        if (this.#isStuck()) {
          this.onStuck(this.#waits());
        }
      }, STUCK_AFTER_MS);
    }
  }

  /** Whether only another process can have a thread run; if none does, none ever will. */
  #isStuck(): boolean {
    // Without the program's own thread there is no program: the others may wait for the next one.
    const isOver = !this.#threads.has(MAIN_THREAD);
    const isIdle = this.#holder === undefined && this.#ready.length === 0;
    return isIdle && this.#waiting.world === 0 && !isOver;
  }

  #waits(): ThreadWait[] {
    const threads = [...this.#threads.values()];
    return threads.map(({ ident, waitsFor = "" }) => ({ thread: this.nameOf(ident), waitsFor }));
  }

  /**
   * Gives the GIL to the thread that has been ready longest, if it is free; to none once the program
   * has ended, as at CPython's end: a daemon thread might never give it back.
   */
  #dispatch(): void {
    if (this.#holder === undefined && this.#threads.has(MAIN_THREAD)) {
      const next = this.#ready.shift();
      if (next !== undefined) {
        this.#holder = next;
        if (next !== this.#suspended) {
          this.#wantedSince = now();
        }
        next.spans.begin("run");
        const { resume, outcome } = next;
        next.resume = undefined;
        next.outcome = "woken";
        // Promises resume in a turn of their own, where no Python is on the stack.
        queueMicrotask(() => {
          this.#enter(next);
          resume?.(outcome);
        });
      }
    }
    // What comes from outside has to be let in now and then.
    this.#clock.run(this.#ready.length + this.#waiting.process + this.#waiting.world > 0);
  }

  /** A thread is about to be suspended; resolves when it is to go on. */
  #leave(thread: Thread, kind: SpanKind): Promise<Outcome> {
    thread.spans.begin(kind);
    thread.state = this.frames?.current();
    this.#suspended = thread;
    return new Promise((resolve) => {
      thread.resume = resolve;
    });
  }

  /** A thread is about to go on, and the one before it is suspended by now. */
  #enter(thread: Thread): void {
    const before = this.#suspended;
    this.#suspended = undefined;
    if (before !== thread && before?.state !== undefined) {
      before.hidden = this.frames?.hide(before.state);
    }
    if (thread.hidden !== undefined) {
      this.frames?.show(thread.hidden);
      thread.hidden = undefined;
    }
    thread.state = undefined;
  }

  /** The thread that runs lets events in, and goes on when it is its turn in the queue. */
  async #pause(queue: (thread: Thread) => void): Promise<void> {
    const thread = this.#running();
    const resumed = this.#leave(thread, "lock-wait");
    this.#holder = undefined;
    queue(thread);
    await this.#letEventsIn();
    this.#dispatch();
    await resumed;
  }

  #letEventsIn(): Promise<void> {
    return new Promise((resolve) => {
      this.#turns.push(resolve);
      this.#turn.port2.postMessage(undefined);
    });
  }
}
