/** The crew's side of one interpreter: a process, as the system sees it. */

import { msg, str } from "@lit/localize";
import { buildId } from "../engine/build";
import { plainFailure } from "../engine/failure";
import { ended, newLock } from "../engine/life-lock";
import { Watchdog } from "../engine/watchdog";
import { INTERRUPT_SIGNAL } from "./clock";
import type { SharedSpans } from "./live-spans";
import {
  type Call,
  type Ending,
  type FromInterpreter,
  isFromInterpreter,
  type Printed,
  type StartOptions,
  type ToInterpreter,
} from "./protocol";
import { now } from "./spans";

/** How long a starting interpreter may be silent: on a busy machine, much of it is one long step. */
const START_DEADLINE_MS = 120_000;

/** What it needs to know to start, besides what is its own. */
export type Setting = Omit<StartOptions, "buildId" | "lock" | "system">;

type Ready = Extract<FromInterpreter, { kind: "ready" }>;

export class RemoteInterpreter {
  /** The system's end of the way between the two. */
  readonly system: MessagePort;
  /** Called with what it prints. */
  onPrint: (printed: Printed[]) => void = () => undefined;
  /** Resolves once it is dead, with why; not where it was ended from here. */
  readonly died: Promise<string>;

  readonly #worker: Worker;
  /** Its own end. */
  readonly #far: MessagePort;
  #answer: ((message: FromInterpreter) => void) | undefined;
  #onStep: () => void = () => undefined;
  #reportDeath: (cause: string) => void = () => undefined;
  #ready: Ready | undefined;
  /** By how much its clock is ahead of ours, as far as that is seen. */
  #aheadMs = 0;

  /** Has its script loaded; the rest is {@link start}'s. */
  constructor(script: string) {
    const worker = new Worker(script, { type: "module", name: "python" });
    const { port1, port2 } = new MessageChannel();
    this.#worker = worker;
    this.system = port1;
    this.#far = port2;
    this.died = new Promise((resolve) => {
      this.#reportDeath = resolve;
    });
    worker.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
      if (isFromInterpreter(data)) {
        this.#hear(data);
      }
    });
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.#reportDeath(event.message || msg("its script did not load"));
    });
  }

  /**
   * Starts it.
   *
   * @throws PlaygroundError `start-failed` if it does not get ready, `build-mismatch` if it is of
   *   another build
   */
  async start(setting: Setting): Promise<this> {
    const lock = newLock("python");
    try {
      await this.#becomeReady({ ...setting, buildId, lock, system: this.#far });
    } catch (exception) {
      this.terminate();
      throw exception;
    }
    if (this.#ready?.isLocked) {
      void ended(lock).then(() => this.#reportDeath(msg("it ended without a word")));
    }
    return this;
  }

  /** Whether it has threads. */
  get switchesStacks(): boolean {
    return this.#ready?.switchesStacks ?? false;
  }

  /** Where one can see what its threads do, if its memory is shared. */
  get live(): SharedSpans | undefined {
    return this.#ready?.live;
  }

  /** CPython's version. */
  get version(): string {
    return this.#ready?.version ?? "";
  }

  /** A copy of its memory, for others to start from. */
  async snapshot(): Promise<Uint8Array<ArrayBuffer>> {
    const message = await this.#ask({ kind: "snapshot" });
    if (message.kind !== "snapshot") {
      throw plainFailure(
        "start-failed",
        msg("Python's memory could not be copied. Reload the page."),
      );
    }
    return message.bytes;
  }

  /** Calls a function of Python's on its main thread; never rejects. */
  async call(call: Call): Promise<Ending> {
    const broken = (message: string): Ending => ({ kind: "broken", message, lanes: [] });
    const reading = { at: now(), aheadMs: this.#aheadMs };
    const answer = this.#ask({ kind: "call", reading, ...call }).then((message) =>
      message.kind === "ended" ? message.ending : broken(msg("it answered another question")),
    );
    return Promise.race([answer, this.died.then(broken)]);
  }

  /** A signal for its main thread, KeyboardInterrupt at first: one that computes hears no message. */
  interrupt(signal = INTERRUPT_SIGNAL): void {
    const { signals } = this.#ready ?? {};
    if (signals !== undefined) {
      Atomics.store(signals, signal, 1);
      Atomics.store(signals, 0, INTERRUPT_SIGNAL);
    }
    this.#post({ kind: "interrupt", signal });
  }

  /** Ends it, whatever it is doing. */
  terminate(): void {
    this.#worker.terminate();
    this.system.close();
  }

  async #becomeReady(options: StartOptions): Promise<void> {
    const silence = new Promise<never>((_, reject) => {
      const watchdog = new Watchdog(START_DEADLINE_MS, () =>
        reject(startFailure(msg("it was silent"))),
      );
      this.#onStep = () => watchdog.heard();
      void this.died.then((cause) => reject(startFailure(cause))).finally(() => watchdog.stop());
    });
    silence.catch(() => undefined);
    const answer = this.#ask({ kind: "start", ...options }, [options.system]);
    const message = await Promise.race([answer, silence]);
    if (message.kind !== "ready" && message.kind !== "failed") {
      throw startFailure(msg("it did not get ready"));
    }
    const found = message.buildId;
    if (found !== buildId) {
      const mixed = msg(
        str`The page is of build ${buildId} and its Python of build ${found}: one of them is an old copy. Reload the page.`,
      );
      throw plainFailure("build-mismatch", mixed);
    }
    if (message.kind === "failed") {
      throw startFailure(message.message);
    }
    this.#ready = message;
    this.#aheadMs = Math.max(0, message.at - now());
  }

  #hear(message: FromInterpreter): void {
    if (message.kind === "starting") {
      this.#onStep();
    } else if (message.kind === "printed") {
      this.onPrint(message.printed);
    } else {
      this.#answer?.(message);
    }
  }

  #ask(message: ToInterpreter, transfer: Transferable[] = []): Promise<FromInterpreter> {
    const answered = new Promise<FromInterpreter>((resolve) => {
      this.#answer = resolve;
    });
    this.#post(message, transfer);
    return answered;
  }

  #post(message: ToInterpreter, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer);
  }
}

function startFailure(cause: string): ReturnType<typeof plainFailure> {
  return plainFailure(
    "start-failed",
    msg(
      str`Python could not start (${cause}). Close other tabs to free memory, then reload the page.`,
    ),
  );
}
