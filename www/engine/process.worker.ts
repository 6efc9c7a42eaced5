/**
 * A process: a worker that instantiates the module with a memory of its own.
 *
 * The coordinator's Rust side sends `start`, and after `ready` all messages are between it and
 * this worker's Rust side.
 */

import { buildId, ofThisBuild } from "./build";
import { messageOf } from "./failure";
import { loadGlue } from "./glue";
import { lockForLife } from "./life-lock";
import type { Locale } from "./locale";
import { type MailboxBuffers, ProcessMailbox } from "./mailbox";
import { isOfKind } from "./message";
import { compileModule } from "./module";

/** What the coordinator sends first. */
interface StartMessage {
  kind: "start";
  /** The compiled module; a process that is spawned from nothing gets its own. */
  module?: WebAssembly.Module;
  buildId: string;
  /** The lock to hold as long as this worker lives. */
  lock: string;
  /** What it tells what went wrong in. */
  locale: Locale;
  /** Its end of a mailbox, where memory can be shared. */
  mailbox?: MailboxBuffers;
}

/** What can go wrong. */
type Step = "build" | "glue" | "module" | "instance";

/** What it is answered. */
type StartAnswer =
  | { kind: "ready"; buildId: string; isLocked: boolean }
  | { kind: "failed"; buildId: string; step: Step; message: string };

function answer(message: StartAnswer): void {
  postMessage(message);
}

async function start(message: StartMessage): Promise<StartAnswer> {
  if (message.buildId !== buildId) {
    const mismatch = `this worker is of build ${buildId}, its coordinator of build ${message.buildId}`;
    return { kind: "failed", buildId, step: "build", message: mismatch };
  }
  let step: Step = "glue";
  try {
    const glue = await loadGlue(import.meta.url);
    step = "module";
    const module = message.module ?? (await compileOwnModule());
    step = "instance";
    await glue.default({ module_or_path: module });
    const isLocked = await lockForLife(message.lock);
    const mailbox = message.mailbox && new ProcessMailbox(message.mailbox);
    glue.serveProcess(ofThisBuild("pictures.wasm", import.meta.url), message.locale, mailbox);
    return { kind: "ready", buildId, isLocked };
  } catch (exception) {
    return { kind: "failed", buildId, step, message: messageOf(exception) };
  }
}

function compileOwnModule(): Promise<WebAssembly.Module> {
  return compileModule(ofThisBuild("playground_bg.wasm", import.meta.url), () => undefined);
}

function isStart(data: unknown): data is StartMessage {
  return isOfKind(data, "start") && "buildId" in data;
}

function listen({ data }: MessageEvent<unknown>): void {
  if (isStart(data)) {
    removeEventListener("message", listen);
    void start(data).then(answer);
  }
}
addEventListener("message", listen);
