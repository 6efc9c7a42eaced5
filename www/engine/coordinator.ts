import { msg, str } from "@lit/localize";
import type { Environment } from "../generated/types/Environment";
import { buildId, ofThisBuild } from "./build";
import { messageOf, PlaygroundFailure } from "./failure";
import type { RawEvent } from "./glue";
import { ended, newLock } from "./life-lock";
import { PolicyWatch, untoldBreach } from "./policy-watch";
import {
  type FromCoordinator,
  isFromCoordinator,
  type Question,
  type QuestionName,
  type Questions,
  type StartStep,
  type ToCoordinator,
} from "./protocol";
import { buildMismatch, forbiddenByPolicy, startFailure } from "./start-steps";
import { trustedAddress } from "./trusted-address";
import { Watchdog } from "./watchdog";
import { workerAddress } from "./worker-address";

/** How long a starting coordinator may be silent. */
const START_DEADLINE_MS = 10_000;

const SCRIPT = "coordinator.worker.js";

/** The files that have to be of one build with the page. */
const FILES = [
  SCRIPT,
  "probe.worker.js",
  "process.worker.js",
  "playground.js",
  "playground_bg.wasm",
];

/** What a coordinator needs to know to start. */
export type StartOptions = Omit<
  Extract<ToCoordinator, { kind: "start" }>,
  "kind" | "buildId" | "lock"
>;

/** What a coordinator says of itself when it has started. */
type Ready = Extract<FromCoordinator, { kind: "ready" }>;

/** A question that waits for its answer. */
interface Pending {
  resolve(value: unknown): void;
  reject(reason: Error): void;
}

/** The engine itself sent this coordinator away; its questions can be put to the next one. */
export class Dismissal extends Error {}

/** The start was interrupted in a way that a second try may mend. */
class FalseStart extends Error {
  constructor(
    readonly failure: PlaygroundFailure,
    /** Whether there was not even a script. */
    readonly isWithoutScript: boolean,
  ) {
    super(failure.message);
  }
}

/** The page's side of one coordinator worker. */
export class Coordinator {
  /** Where it runs. */
  readonly environment: Environment;
  /** Why it stands on its rung, and what would raise it. */
  readonly why: string;
  /** The compiled module, for the next coordinator. */
  readonly module: WebAssembly.Module;
  /** Its memory and its threads', if this page shares it. */
  readonly memory: WebAssembly.Memory | undefined;

  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #onEvent: (event: RawEvent) => void = () => undefined;
  #asked = 0;
  #end: Error | undefined;

  /**
   * Starts a coordinator; silence, a script that does not load and one of another build get a
   * second try.
   *
   * @throws PlaygroundFailure `start-failed` or `build-mismatch`, naming the step and the remedy
   */
  static async start(root: string, options: StartOptions): Promise<Coordinator> {
    const policy = new PolicyWatch(root);
    try {
      return await Coordinator.#startTwice(root, options);
    } catch (exception) {
      if (!(exception instanceof FalseStart)) {
        throw exception;
      }
      // By the second try, what was wrong with the first has been told.
      const script = ofThisBuild(SCRIPT, root);
      const missing =
        policy.missing ?? (exception.isWithoutScript ? await untoldBreach(script) : undefined);
      throw missing === undefined ? exception.failure : forbiddenByPolicy(missing);
    } finally {
      policy.end();
    }
  }

  static async #startTwice(root: string, options: StartOptions): Promise<Coordinator> {
    try {
      return await Coordinator.#startOnce(root, options);
    } catch (exception) {
      if (exception instanceof PlaygroundFailure && exception.code === "build-mismatch") {
        await refetchFiles(root);
      } else if (!(exception instanceof FalseStart)) {
        throw exception;
      }
    }
    return Coordinator.#startOnce(root, options);
  }

  static async #startOnce(root: string, options: StartOptions): Promise<Coordinator> {
    const worker = newWorker(root);
    try {
      const lock = newLock("coordinator");
      const ready = await shakeHands(worker, { ...options, lock });
      const coordinator = new Coordinator(worker, ready);
      if (ready.isLocked) {
        void ended(lock).then(() => coordinator.#crash(msg("it ended without a word")));
      }
      return coordinator;
    } catch (exception) {
      worker.terminate();
      throw exception;
    }
  }

  private constructor(worker: Worker, { environment, why, module, memory }: Ready) {
    this.#worker = worker;
    this.environment = environment;
    this.why = why;
    this.module = module;
    this.memory = memory;
    worker.onmessage = ({ data }: MessageEvent<unknown>) => this.#hear(data);
    worker.onmessageerror = () => this.#crash(msg("one of its messages could not be read"));
    worker.onerror = (event) => this.#crash(event.message);
  }

  /** Whether it can no longer be asked anything. */
  get ended(): boolean {
    return this.#end !== undefined;
  }

  /** Puts a question; the promise rejects with a `PlaygroundFailure` or a {@link Dismissal}. */
  ask<Name extends QuestionName>(
    name: Name,
    ...values: Parameters<Questions[Name]>
  ): Promise<ReturnType<Questions[Name]>> {
    // The compiler cannot see that a name and its own values make one of the questions.
    const question = { name, values } as Question;
    const id = ++this.#asked;
    return new Promise((resolve, reject) => {
      if (this.#end !== undefined) {
        return reject(this.#end);
      }
      this.#send({ kind: "ask", id, question });
      // The worker answers a question by its number with what the question's type says.
      this.#pending.set(id, { resolve: resolve as (value: unknown) => void, reject });
    });
  }

  /** Hears the events of the run that is asked for next. */
  hear(onEvent: (event: RawEvent) => void): void {
    this.#onEvent = onEvent;
  }

  /** Asks the run in progress to stop by itself. */
  cancel(): void {
    this.#send({ kind: "cancel" });
  }

  /** Ends it at once, with all the workers it has started. */
  dismiss(): void {
    this.#finish(new Dismissal("this coordinator was replaced"));
  }

  #send(message: ToCoordinator): void {
    this.#worker.postMessage(message);
  }

  #hear(data: unknown): void {
    if (!isFromCoordinator(data)) {
      this.#crash(msg("it sent a message that this page does not know"));
    } else if (data.kind === "event") {
      this.#onEvent(data.event);
    } else if (data.kind === "answer") {
      this.#settle(data.id, ({ resolve }) => resolve(data.value));
    } else if (data.kind === "refusal") {
      this.#settle(data.id, ({ reject }) => reject(PlaygroundFailure.of(data.error)));
    } else if (data.kind === "crashed") {
      this.#crash(data.message);
    }
  }

  #settle(id: number, how: (question: Pending) => void): void {
    const question = this.#pending.get(id);
    if (question !== undefined) {
      this.#pending.delete(id);
      how(question);
    }
  }

  #crash(told: string): void {
    const cause = told || msg("no reason was given");
    this.#finish(
      new PlaygroundFailure(
        "worker-crashed",
        msg(
          str`A worker stopped in the middle of its work (${cause}). Run again with a smaller size or fewer workers; a new worker is started for it.`,
        ),
      ),
    );
  }

  #finish(end: Error): void {
    this.#end ??= end;
    this.#worker.terminate();
    this.#onEvent = () => undefined;
    for (const { reject } of this.#pending.values()) {
      reject(this.#end);
    }
    this.#pending.clear();
  }
}

/** Replaces what a cache that overlooks the build in an address may have kept of another build. */
async function refetchFiles(root: string): Promise<void> {
  const refetch = (file: string) => fetch(ofThisBuild(file, root), { cache: "reload" });
  await Promise.allSettled(FILES.map(refetch));
}

function newWorker(root: string): Worker {
  try {
    const script = ofThisBuild(SCRIPT, root);
    return new Worker(trustedAddress(workerAddress(script)), {
      type: "module",
      name: "coordinator",
    });
  } catch (exception) {
    throw startFailure("script", messageOf(exception));
  }
}

/** Starts the worker's Rust side, hearing of each step; rejects where it falls silent. */
function shakeHands(worker: Worker, options: StartOptions & { lock: string }): Promise<Ready> {
  return new Promise<Ready>((resolve, reject) => {
    let step: StartStep = "script";
    const falseStart = (cause: string, isWithoutScript = false): void =>
      reject(new FalseStart(startFailure(step, cause), isWithoutScript));
    const seconds = START_DEADLINE_MS / 1_000;
    const watchdog = new Watchdog(START_DEADLINE_MS, () =>
      falseStart(msg(str`there was no sign of life for ${seconds} s`)),
    );
    worker.onerror = (event) => {
      watchdog.stop();
      // Without a message it is not what a script threw.
      const isWithoutScript = !event.message && step === "script";
      falseStart(event.message || msg("the file did not load"), isWithoutScript);
    };
    worker.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (isFromCoordinator(data) && data.kind === "step") {
        step = data.step;
        return watchdog.heard();
      }
      watchdog.stop();
      if (!isFromCoordinator(data)) {
        reject(startFailure(step, msg("it sent a message that this page does not know")));
      } else if (data.kind === "failed") {
        reject(PlaygroundFailure.of(data.error));
      } else if (data.kind === "ready") {
        data.buildId === buildId ? resolve(data) : reject(buildMismatch(buildId, data.buildId));
      } else {
        reject(startFailure(step, data.kind === "crashed" ? data.message : data.kind));
      }
    };
    const start: ToCoordinator = { kind: "start", buildId, ...options };
    worker.postMessage(start);
  });
}
