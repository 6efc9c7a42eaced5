/**
 * The GIL of one interpreter: which of its threads executes Python now.
 *
 * A thread is a stack of its own, which the browser suspends while a promise is awaited (JSPI). Only
 * the thread that holds the GIL runs; it lets go of it where it waits, and, once its time is up,
 * where CPython looks for signals. What JavaScript does for a thread it does while nobody holds the
 * GIL or beside who does, and never calls Python: it only wakes threads.
 */

import type { Clock } from "./clock";
import type { Frames, HiddenFrame } from "./frames";
import { now, type SpanKind, SpanRecorder } from "./spans";

/** The ident of the thread that executes the program itself. */
export const MAIN_THREAD = 1;

/** Why a thread goes on. */
type Outcome = "woken" | "timed-out" | "interrupted";

/** A thread that is not at an end. */
interface Thread {
  readonly ident: number;
  readonly spans: SpanRecorder;
  /** Goes on with it, once it has the GIL; nothing while it runs. */
  resume: ((outcome: Outcome) => void) | undefined;
  /** What it waits for, in words; nothing while it runs or is ready. */
  waitsFor: string | undefined;
  /** Whether `unpark` wakes it. */
  isParked: boolean;
  /** Whether something outside of this interpreter's threads can wake it. */
  isOutside: boolean;
  timer: ReturnType<typeof setTimeout> | undefined;
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

export class Gil {
  readonly #clock: Clock;
  readonly #threads = new Map<number, Thread>();
  readonly #ready: Thread[] = [];
  readonly #lanes = new Map<number, { name: string; spans: SpanRecorder }>();
  readonly #turn = new MessageChannel();
  readonly #turns: (() => void)[] = [];
  #holder: Thread | undefined;
  /** Who was suspended last, and whose frames are in their place yet. */
  #suspended: Thread | undefined;
  /** Where the frames of threads are, once CPython is there. */
  frames: Frames | undefined;
  /** Calls that wait for something outside, so that events have to be let in now and then. */
  #outside = 0;
  /** Called when no thread can ever run again: who waits for what. */
  onDeadlock: (waiting: string[]) => void = () => undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#turn.port1.onmessage = () => this.#turns.shift()?.();
  }

  /** The ident of the thread that runs, or 0. */
  get holder(): number {
    return this.#holder?.ident ?? 0;
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

  /** Starts a thread, which runs `body` once it has the GIL. */
  start(ident: number, name: string, body: () => Promise<unknown>): Promise<unknown> {
    const spans = new SpanRecorder();
    this.#lanes.set(ident, { name, spans });
    const thread: Thread = {
      ident,
      spans,
      resume: undefined,
      waitsFor: undefined,
      isParked: false,
      isOutside: false,
      timer: undefined,
      state: undefined,
      hidden: undefined,
      outcome: "woken",
      isWoken: false,
    };
    this.#threads.set(ident, thread);
    return new Promise((resolve, reject) => {
      thread.resume = () => {
        const end = () => {
          thread.spans.begin(undefined);
          this.#threads.delete(ident);
          this.#release(thread);
        };
        body().finally(end).then(resolve, reject);
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
    const isOutside = timeoutMs >= 0 || kind === "fetch";
    return this.#suspend(thread, kind, timeoutMs, waitsFor, isOutside);
  }

  /** Suspends the thread that runs until a promise settles, as long as `park` would. */
  async wait(promise: PromiseLike<unknown>, kind: SpanKind, timeoutMs: number): Promise<Outcome> {
    const thread = this.#running();
    let isOver = false;
    const wake = () => {
      if (!isOver) {
        this.#wake(thread, "woken");
      }
    };
    promise.then(wake, wake);
    const outcome = await this.#suspend(thread, kind, timeoutMs, "something outside", true);
    isOver = true;
    return outcome;
  }

  /** Lets events in and others run, if there are any. */
  async yield(): Promise<void> {
    const thread = this.#running();
    const resumed = this.#leave(thread, "lock-wait");
    this.#holder = undefined;
    this.#ready.push(thread);
    await this.#letEventsIn();
    this.#dispatch();
    await resumed;
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
    isOutside: boolean,
  ): Promise<Outcome> {
    thread.waitsFor = waitsFor;
    thread.isOutside = isOutside;
    this.#outside += Number(isOutside);
    if (timeoutMs >= 0) {
      thread.timer = setTimeout(() => this.#wake(thread, "timed-out"), timeoutMs);
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
    this.#outside -= Number(thread.isOutside);
    thread.isOutside = false;
    thread.isParked = false;
    thread.waitsFor = undefined;
    thread.outcome = outcome;
    this.#makeReady(thread);
    return true;
  }

  #makeReady(thread: Thread): void {
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
    // Without the program's own thread there is no program: the others may wait for the next one.
    const isOver = !this.#threads.has(MAIN_THREAD);
    if (this.#holder === undefined && this.#outside === 0 && !isOver) {
      this.onDeadlock(
        [...this.#threads.values()].map(
          ({ ident, waitsFor }) => `${this.nameOf(ident)} waits for ${waitsFor}`,
        ),
      );
    }
  }

  /** Gives the GIL to the thread that has been ready longest, if it is free. */
  #dispatch(): void {
    if (this.#holder === undefined) {
      const next = this.#ready.shift();
      if (next !== undefined) {
        this.#holder = next;
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
    this.#clock.run(this.#ready.length > 0 || this.#outside > 0);
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

  #letEventsIn(): Promise<void> {
    return new Promise((resolve) => {
      this.#turns.push(resolve);
      this.#turn.port2.postMessage(undefined);
    });
  }
}
