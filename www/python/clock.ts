/**
 * Has the thread that runs be asked to let go of the GIL, as CPython does once others have waited
 * for `sys.getswitchinterval()`: another worker writes the number of a signal into memory that this
 * interpreter looks into. Without shared memory nobody is asked, and threads change where they wait.
 */

import { sharesMemory } from "../engine/shared-memory";
import type { TickerStart } from "./ticker.worker";

/** How many signals there are, as numbers from 1 on. */
const SIGNALS = 64;
/** The signal for it: the last one, which programs hardly know. See `_gil.py`. */
const SWITCH_SIGNAL = SIGNALS;
/** What asks a program to stop: SIGINT. CPython is told of all others by it, too. */
export const INTERRUPT_SIGNAL = 2;

/** How long the first thread waits for the clock, each of two times. */
const START_DEADLINE_MS = 5_000;

/** CPython's own interval, 5 ms. */
const INTERVAL_MS = 5;

/** The longest that fits where it is kept, in microseconds: half an hour. */
const LONGEST_US = 2 ** 31 - 1;

/** Programs find no workers, and are there before the clock is wanted. */
const { Worker } = globalThis;

export class Clock {
  /** Where CPython looks for signals; behind that, by their numbers, whether one came. */
  readonly signals: Uint8Array<SharedArrayBuffer> | undefined;
  /** The same, where no memory is shared. */
  readonly #came: Uint8Array;
  /** Whether it is to tick, and how often, in microseconds. */
  readonly #control: Int32Array<SharedArrayBuffer> | undefined;
  readonly #script: string;
  /** What ticks, once that is wanted; nothing comes of it where it does not start. */
  #ticker: Promise<InstanceType<typeof Worker> | undefined> | undefined;
  #isRunning = false;

  /** @param script the ticker's script; only loaded once there are threads */
  constructor(script: string) {
    this.#script = script;
    if (sharesMemory()) {
      this.signals = new Uint8Array(new SharedArrayBuffer(1 + SIGNALS));
      this.#control = new Int32Array(new SharedArrayBuffer(8));
      this.interval = INTERVAL_MS;
    }
    this.#came = this.signals ?? new Uint8Array(1 + SIGNALS);
  }

  /** How long a thread may keep others waiting, in milliseconds. */
  set interval(ms: number) {
    if (this.#control !== undefined) {
      this.#control[1] = Math.min(Math.max(1, Math.round(1_000 * ms)), LONGEST_US);
    }
  }

  get interval(): number {
    return this.#control === undefined ? INTERVAL_MS : (this.#control[1] ?? 0) / 1_000;
  }

  /**
   * Starts what ticks; resolves once it can. A worker only starts while its parent is idle. Browsers
   * have lost a worker's first message, so that silence gets a second try; without the clock, threads
   * change where they wait.
   */
  async start(): Promise<void> {
    const { signals } = this;
    const control = this.#control;
    if (signals !== undefined && control !== undefined) {
      const start: TickerStart = { kind: "start", signals, control, signal: SWITCH_SIGNAL };
      const begin = () => startTicker(this.#script, start);
      this.#ticker ??= begin().then((ticker) => ticker ?? begin());
      await this.#ticker;
    }
  }

  /** From now on it ticks, or does not. */
  run(isRunning: boolean): void {
    if (this.#control === undefined || isRunning === this.#isRunning) {
      return;
    }
    this.#isRunning = isRunning;
    Atomics.store(this.#control, 0, Number(isRunning));
    if (isRunning) {
      Atomics.notify(this.#control, 0);
    }
  }

  /** Whether the program is asked to stop, and has not seen it; without shared memory it cannot. */
  get isInterrupting(): boolean {
    return this.signals === undefined || Atomics.load(this.signals, 0) === INTERRUPT_SIGNAL;
  }

  /** A signal came for the program. */
  add(signal: number): void {
    Atomics.store(this.#came, signal, 1);
  }

  /** The next signal that came, or 0. */
  take(): number {
    for (let signal = 1; signal <= SIGNALS; signal += 1) {
      if (Atomics.exchange(this.#came, signal, 0) === 1) {
        return signal;
      }
    }
    return 0;
  }

  /** It is not asked any more. */
  forgetInterrupt(): void {
    if (this.signals !== undefined) {
      Atomics.store(this.signals, 0, 0);
    }
  }
}

/** Starts a worker that ticks; nothing if it has not said in time that it does. */
async function startTicker(
  script: string,
  start: TickerStart,
): Promise<InstanceType<typeof Worker> | undefined> {
  const ticker = new Worker(script, { type: "module", name: "ticker" });
  const isStarted = await new Promise<boolean>((resolve) => {
    ticker.onmessage = () => resolve(true);
    ticker.onerror = () => resolve(false);
    setTimeout(() => resolve(false), START_DEADLINE_MS);
    ticker.postMessage(start);
  });
  if (!isStarted) {
    ticker.terminate();
    return undefined;
  }
  return ticker;
}
