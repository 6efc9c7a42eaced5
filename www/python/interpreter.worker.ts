/** An interpreter's worker: a process, as Python sees it. */

import "./trust";

import { buildId } from "../engine/build";
import { messageOf } from "../engine/failure";
import { lockForLife } from "../engine/life-lock";
import { Interpreter } from "./interpreter";
import { type FromInterpreter, isToInterpreter, type StartOptions } from "./protocol";
import { now, setClock } from "./spans";
import { withhold } from "./withheld";

let interpreter: Interpreter | undefined;

function post(message: FromInterpreter, transfer: Transferable[] = []): void {
  postMessage(message, transfer);
}

async function start(options: StartOptions): Promise<void> {
  if (options.buildId !== buildId) {
    // Its build says what is wrong.
    return post({ kind: "failed", buildId, message: "" });
  }
  try {
    interpreter = await Interpreter.start(
      options,
      (printed) => post({ kind: "printed", printed }),
      () => post({ kind: "starting" }),
    );
    const isLocked = await lockForLife(options.lock);
    withhold();
    const { live, signals, switchesStacks, version } = interpreter;
    post({ kind: "ready", buildId, at: now(), isLocked, live, signals, switchesStacks, version });
  } catch (exception) {
    post({ kind: "failed", buildId, message: messageOf(exception) });
  }
}

addEventListener("message", ({ data }: MessageEvent<unknown>) => {
  if (!isToInterpreter(data)) {
    return;
  }
  switch (data.kind) {
    case "start":
      return void start(data);
    case "snapshot": {
      const bytes = interpreter?.snapshot();
      return bytes && post({ kind: "snapshot", bytes }, [bytes.buffer]);
    }
    case "call":
      setClock(data.reading);
      return void interpreter?.call(data).then((ending) => {
        const buffers = ending.lanes.map(({ spans }) => spans.buffer);
        post({ kind: "ended", ending }, buffers);
      });
    case "interrupt":
      return interpreter?.interrupt(data.signal);
  }
});
