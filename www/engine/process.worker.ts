/**
 * A process: a worker that instantiates the module with a memory of its own.
 *
 * The coordinator's Rust side sends `start`, and after `ready` all messages are between it and
 * this worker's Rust side.
 */

import { buildId } from "./build";
import { messageOf } from "./failure";
import { loadGlue } from "./glue";

/** What the coordinator sends first. */
interface StartMessage {
  kind: "start";
  module: WebAssembly.Module;
  buildId: string;
}

/** What it is answered. */
type StartAnswer =
  | { kind: "ready"; buildId: string }
  | { kind: "failed"; buildId: string; step: "build" | "glue" | "instance"; message: string };

function answer(message: StartAnswer): void {
  postMessage(message);
}

async function start(message: StartMessage): Promise<StartAnswer> {
  if (message.buildId !== buildId) {
    const mismatch = `this worker is of build ${buildId}, its coordinator of build ${message.buildId}`;
    return { kind: "failed", buildId, step: "build", message: mismatch };
  }
  let step: "glue" | "instance" = "glue";
  try {
    const glue = await loadGlue(import.meta.url);
    step = "instance";
    await glue.default({ module_or_path: message.module });
    glue.serveProcess();
    return { kind: "ready", buildId };
  } catch (exception) {
    return { kind: "failed", buildId, step, message: messageOf(exception) };
  }
}

function listen({ data }: MessageEvent<StartMessage>): void {
  if (data.kind === "start") {
    removeEventListener("message", listen);
    void start(data).then(answer);
  }
}
addEventListener("message", listen);
