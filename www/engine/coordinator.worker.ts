/** The coordinator's worker: starts the Rust side, then carries questions to it and answers back. */

import { msg, str } from "@lit/localize";
import { elapsed } from "./abort";
import { archive } from "./archive";
import { buildId, ofThisBuild } from "./build";
import { isPlaygroundError, messageOf } from "./failure";
import { type Glue, loadGlue, type RawEvent, type RustCoordinator } from "./glue";
import { openGpu } from "./gpu-host";
import { climb } from "./ladder";
import { lockForLife } from "./life-lock";
import { locale } from "./locale";
import { Mailroom } from "./mailroom";
import { compileModule } from "./module";
import { buffersOf, buffersOfReport, type PackedReport, type PackedSoFar } from "./packed-spans";
import { PolicyWatch } from "./policy-watch";
import {
  type Footing,
  type FromCoordinator,
  isToCoordinator,
  type Question,
  type StartStep,
  type ToCoordinator,
} from "./protocol";
import { openPython, type PrintedPieces, type PythonLoading } from "./python-host";
import { savedReport, textIn } from "./saved-report";
import { passesThroughSimulatedNetwork } from "./simulated-network-check";
import { speak } from "./speak";
import { buildMismatch, failureOfStep, forbiddenByPolicy } from "./start-steps";
import { reportOfTrace } from "./traces-host";
import { trustTexts } from "./trusted-address";
import { workerAddress } from "./worker-address";

type StartMessage = Extract<ToCoordinator, { kind: "start" }>;

const root = new URL("./", import.meta.url).href;

/** The Rust side, from the moment it has begun to exist. */
let glue: Glue | undefined;
let coordinator: RustCoordinator | undefined;

function post(message: FromCoordinator, transfer: Transferable[] = []): void {
  postMessage(message, transfer);
}

/** Starts the Rust side, step by step; whatever stops it is told with the step's name. */
async function start(message: StartMessage): Promise<void> {
  await speak(message.locale, root);
  if (message.buildId !== buildId) {
    const { code, field, message: text } = buildMismatch(message.buildId, buildId);
    return post({ kind: "failed", error: { code, field, message: text } });
  }
  // A worker that starts from a blob is under the policy of its page.
  const policy = new PolicyWatch(root);
  let step: StartStep = "glue";
  const begin = (next: StartStep): void => {
    step = next;
    post({ kind: "step", step });
  };
  try {
    begin("glue");
    const footing = climb(ofThisBuild("probe.worker.js", root), message.ceiling, message.isolation);
    const simulatedNetwork = passesThroughSimulatedNetwork(root, message.expectSimulatedNetwork);
    const rust = await loadGlue(root);
    begin("module");
    const wasm = ofThisBuild("playground_bg.wasm", root);
    const module = message.module ?? (await compileModule(wasm, () => begin("module")));
    begin("ladder");
    const found = await footing;
    begin("network");
    const simulated = await simulatedNetwork;
    begin("instance");
    await rust.default({ module_or_path: module });
    glue = rust;
    coordinator = newCoordinator(rust, found, simulated);
    const environment = coordinator.environment();
    const memory = environment.rung === "threads" ? coordinator.memory() : undefined;
    const isLocked = await lockForLife(message.lock);
    post({ kind: "ready", buildId, environment, why: found.why, module, memory, isLocked });
  } catch (exception) {
    // What the policy forbade is told in a turn of its own.
    await elapsed(0);
    const failure = isPlaygroundError(exception) ? exception : failureOfStep(step, exception);
    const { missing } = policy;
    const {
      code,
      field,
      message: text,
    } = missing === undefined ? failure : forbiddenByPolicy(missing);
    post({ kind: "failed", error: { code, field, message: text } });
  } finally {
    policy.end();
  }
}

function newCoordinator(rust: Glue, { rung }: Footing, simulatedNetwork: boolean): RustCoordinator {
  const processScriptUrl = ofThisBuild("process.worker.js", root);
  const settings = {
    buildId,
    baseUrl: root,
    picturesUrl: ofThisBuild("pictures.wasm", root),
    processScriptUrl,
    processWorkerUrl: workerAddress(processScriptUrl),
    rung,
    simulatedNetwork,
    locale: locale(),
    browser: navigator.userAgent,
    logicalCores: navigator.hardwareConcurrency,
    isolated: crossOriginIsolated,
  };
  const mailroom = rung === "threads" && "waitAsync" in Atomics ? new Mailroom() : undefined;
  return new rust.Coordinator(settings, () => openGpu(root), mailroom);
}

/** Puts a question to the Rust side. */
function put(question: Question, rust: RustCoordinator): unknown {
  switch (question.name) {
    case "check":
      return rust.check(...question.values);
    case "forecast":
      return rust.forecast(...question.values);
    case "fits":
      return rust.fits(...question.values);
    case "run":
      return rust.run(...question.values, tell, () =>
        openPython({ root, onLoading, onSoFar, onPrinted }),
      );
    case "runHazard":
      return rust.runHazard(...question.values);
    case "scaling":
      return rust.scaling(...question.values);
    case "predict":
      return rust.predict(...question.values);
    case "accuracy":
      return rust.accuracy(...question.values);
    case "assemble":
      return rust.assemble(...question.values);
    case "readReport":
      return readReport(rust, ...question.values);
    case "listDirectory":
      return rust.listDirectory();
    case "readFile":
      return rust.readFile(...question.values);
    case "clearDirectory":
      return rust.clearDirectory();
    case "zipDirectory":
      return archive(rust);
  }
}

/** A saved report; what is none may be another program's trace, of which one can be made. */
async function readReport(rust: RustCoordinator, file: Blob): Promise<PackedReport> {
  const text = await textIn(file);
  try {
    return rust.readReport(savedReport(text));
  } catch (exception) {
    const made = isPlaygroundError(exception) ? await reportOfTrace(text, root) : null;
    if (made === null) {
      throw exception;
    }
    return rust.readReport(savedReport(made));
  }
}

function onLoading(loading: PythonLoading): void {
  tell({ kind: "python-loading", ...loading });
}

function onSoFar(soFar: PackedSoFar): void {
  tell({ kind: "trial-so-far", ...soFar });
}

function onPrinted(printed: PrintedPieces): void {
  tell({ kind: "printed", ...printed });
}

/** Passes an event on; a picture's bytes and a trial's spans are handed over, not copied. */
function tell(event: RawEvent): void {
  post({ kind: "event", event }, belongings(event));
}

function belongings(event: RawEvent): ArrayBuffer[] {
  switch (event.kind) {
    case "picture":
    case "painted":
      return [event.bytes.buffer];
    case "trial-so-far":
      return buffersOf(event.soFar);
    case "trial-end":
      return buffersOf(event.trial);
    default:
      return [];
  }
}

async function answer(id: number, question: Question): Promise<void> {
  if (coordinator === undefined) {
    return crash(msg("it was asked before it had started"));
  }
  try {
    const value = await put(question, coordinator);
    post({ kind: "answer", id, value }, handedOver(question, value));
  } catch (exception) {
    if (isPlaygroundError(exception)) {
      return post({ kind: "refusal", id, error: exception });
    }
    crash(messageOf(exception));
  }
}

/** The memory that goes with an answer: nobody here has any more use of it. */
function handedOver({ name }: Question, value: unknown): ArrayBuffer[] {
  switch (name) {
    case "readReport":
      return buffersOfReport(value as PackedReport);
    case "readFile":
    case "zipDirectory":
      return [(value as Uint8Array<ArrayBuffer>).buffer];
    default:
      return [];
  }
}

/** Rust refuses by throwing plain data; every other exception is a trap, and ends this worker. */
function crash(message: string): void {
  post({ kind: "crashed", message: lastPanic() ?? withoutPanic(message) });
}

/** Rust stops without having panicked when it is refused memory, and only then. */
function withoutPanic(message: string): string {
  return /unreachable/.test(message) ? msg(str`out of memory, it seems: ${message}`) : message;
}

/** What Rust said last; an instance that has trapped may not be able to tell. */
function lastPanic(): string | undefined {
  try {
    return glue?.lastPanic();
  } catch {
    return undefined;
  }
}

addEventListener("error", (event) => {
  if (glue?.workerThrew(event.message)) {
    event.preventDefault();
  } else {
    crash(event.message);
  }
});
addEventListener("unhandledrejection", ({ reason }) => {
  if (glue !== undefined && reason instanceof WebAssembly.RuntimeError) {
    crash(messageOf(reason));
  }
});
addEventListener("message", ({ data }: MessageEvent<unknown>) => {
  if (!isToCoordinator(data)) {
    return;
  }
  switch (data.kind) {
    case "start":
      return void start(data);
    case "ask":
      return void answer(data.id, data.question);
    case "cancel":
      return coordinator?.cancel();
  }
});
trustTexts();
post({ kind: "step", step: "script" });
