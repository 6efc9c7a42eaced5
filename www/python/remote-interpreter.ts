/** The crew's side of one interpreter: a process, as the system sees it. */

import { buildId } from "../engine/build";
import { plainFailure } from "../engine/failure";
import { ended, newLock } from "../engine/life-lock";
import { Watchdog } from "../engine/watchdog";
import {
  type Call,
  type Ending,
  type FromInterpreter,
  isFromInterpreter,
  type Printed,
  type StartOptions,
  type ToInterpreter,
} from "./protocol";

/** How long a starting interpreter may be silent. */
const START_DEADLINE_MS = 60_000;

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
  #answer: ((message: FromInterpreter) => void) | undefined;
  #reportDeath: (cause: string) => void = () => undefined;
  #ready: Ready | undefined;

  private constructor(worker: Worker, system: MessagePort) {
    this.#worker = worker;
    this.system = system;
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
      this.#reportDeath(event.message || "its script did not load");
    });
  }

  /**
   * Starts one.
   *
   * @throws PlaygroundError `start-failed` if it does not get ready, `build-mismatch` if it is of
   *   another build
   */
  static async start(script: string, setting: Setting): Promise<RemoteInterpreter> {
    const worker = new Worker(script, { type: "module", name: "python" });
    const { port1, port2 } = new MessageChannel();
    const interpreter = new RemoteInterpreter(worker, port1);
    const lock = newLock("python");
    try {
      await interpreter.#becomeReady({ ...setting, buildId, lock, system: port2 });
    } catch (exception) {
      interpreter.terminate();
      throw exception;
    }
    if (interpreter.#ready?.isLocked) {
      void ended(lock).then(() => interpreter.#reportDeath("it ended without a word"));
    }
    return interpreter;
  }

  /** Whether it has threads. */
  get switchesStacks(): boolean {
    return this.#ready?.switchesStacks ?? false;
  }

  /** CPython's version. */
  get version(): string {
    return this.#ready?.version ?? "";
  }

  /** A copy of its memory, for others to start from. */
  async snapshot(): Promise<Uint8Array<ArrayBuffer>> {
    const message = await this.#ask({ kind: "snapshot" });
    if (message.kind !== "snapshot") {
      throw plainFailure("start-failed", "Python's memory could not be copied. Reload the page.");
    }
    return message.bytes;
  }

  /** Calls a function of Python's on its main thread; never rejects. */
  async call(call: Call): Promise<Ending> {
    const broken = (message: string): Ending => ({ kind: "broken", message, lanes: [] });
    const answer = this.#ask({ kind: "call", ...call }).then((message) =>
      message.kind === "ended" ? message.ending : broken("it answered another question"),
    );
    return Promise.race([answer, this.died.then(broken)]);
  }

  /** KeyboardInterrupt for its main thread. */
  interrupt(): void {
    this.#post({ kind: "interrupt" });
  }

  /** Ends it, whatever it is doing. */
  terminate(): void {
    this.#worker.terminate();
    this.system.close();
  }

  async #becomeReady(options: StartOptions): Promise<void> {
    const silence = new Promise<never>((_, reject) => {
      const watchdog = new Watchdog(START_DEADLINE_MS, () => reject(startFailure("it was silent")));
      void this.died.then((cause) => reject(startFailure(cause))).finally(() => watchdog.stop());
    });
    silence.catch(() => undefined);
    const answer = this.#ask({ kind: "start", ...options }, [options.system]);
    const message = await Promise.race([answer, silence]);
    if (message.kind !== "ready") {
      throw startFailure(message.kind === "failed" ? message.message : "it did not get ready");
    }
    if (message.buildId !== buildId) {
      const mixed = `The page is of build ${buildId} and its Python of build ${message.buildId}: one of them is an old copy. Reload the page.`;
      throw plainFailure("build-mismatch", mixed);
    }
    this.#ready = message;
  }

  #hear(message: FromInterpreter): void {
    if (message.kind === "printed") {
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
    `Python could not start (${cause}). Close other tabs to free memory, then reload the page.`,
  );
}
