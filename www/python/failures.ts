/** Why a trial came to nothing, in words for who wrote the program. */

import { msg, str } from "@lit/localize";
import { plainFailure } from "../engine/failure";
import type { PlaygroundError } from "../generated/types/PlaygroundError";
import { MEMORY_GIB } from "./memory";
import type { Ending } from "./protocol";
import type { Verdict, Waiting } from "./verdict";
import { waitOf } from "./waits";

/** How a program can end, but for well. */
export type Failure = Exclude<Ending, { kind: "returned" }> | Verdict;

type Of<Kind extends Failure["kind"]> = Extract<Failure, { kind: Kind }>;

/** How many lines of what it had printed are told. */
const LAST_LINES = 20;

/** What the browser says where a stack has no room for more. */
const TOO_DEEP = /call stack|recursion/i;

/** How a traceback ends where no memory was left. */
const OUT_OF_MEMORY = /^MemoryError$/m;

const POOL = /PoolWorker-/;

export function cancelledFailure(): PlaygroundError {
  return plainFailure("cancelled", msg("The run was cancelled."));
}

/** Why a trial failed; what it printed last may say more than that. */
export function failureOf(failure: Failure, printed: string): PlaygroundError {
  const isOurs = failure.kind === "broken" && !TOO_DEEP.test(failure.message);
  const code = isOurs ? "worker-crashed" : "program-failed";
  const said = printed.trim().split("\n").slice(-LAST_LINES).join("\n");
  const last = said === "" ? [] : [msg("It had printed:"), said];
  return plainFailure(code, [messageOf(failure), ...last].join("\n"));
}

function messageOf(failure: Failure): string {
  switch (failure.kind) {
    case "raised":
      return raised(failure);
    case "deadlocked":
      return deadlocked(failure);
    case "unable-to-begin":
      return unableToBegin(failure);
    case "exited":
      return exited(failure);
    case "broken":
      return broken(failure);
  }
}

function raised({ traceback }: Of<"raised">): string {
  const said = traceback.trimEnd();
  const room = OUT_OF_MEMORY.test(said)
    ? [msg(str`Each process has ${MEMORY_GIB} GiB of memory in a tab: try a smaller size.`)]
    : [];
  return [msg("The program failed:"), said, ...room].join("\n");
}

function unableToBegin({ times, said }: Of<"unable-to-begin">): string {
  const what = msg(
    str`The program was stopped: ${times} of the processes that it started could not begin, and Python’s pools go on starting others for ever. The last one said:`,
  );
  return `${what}\n${said.trimEnd()}`;
}

function exited({ exitCode, rank }: Of<"exited">): string {
  const signal = -exitCode;
  if (signal > 0) {
    return msg(str`The program was killed by signal ${signal} before it ended.`);
  }
  return rank === undefined
    ? msg(str`The program ended itself early, by os._exit(${exitCode}).`)
    : msg(
        str`The program was ended early by ${rank}, with exit code ${exitCode}: by os._exit() or by MPI’s Abort().`,
      );
}

function deadlocked({ waiting, lost }: Of<"deadlocked">): string {
  const waits = waiting.flatMap(waitsIn).join("; ");
  const lostWork = lost.some(({ name }) => POOL.test(name))
    ? [
        msg(
          "What it worked on is lost, and multiprocessing’s Pool waits for it for ever; concurrent.futures’ ProcessPoolExecutor raises BrokenProcessPool instead.",
        ),
      ]
    : [];
  return [
    msg(str`The program is in a deadlock: ${waits}. Nothing else can wake any of them.`),
    ...lost.map(gone),
    ...lostWork,
  ].join(" ");
}

function waitsIn({ process, threads }: Waiting): string[] {
  const isOnly = threads.length === 1;
  return threads.map((wait) => waitOf(whoseName(process, wait.thread, isOnly), wait));
}

/** A thread with its process, as far as they need telling apart from others. */
function whoseName(process: string | undefined, thread: string, isOnly: boolean): string {
  if (process === undefined) {
    return thread;
  }
  if (!isOnly) {
    return `${process}, ${thread}`;
  }
  return thread === "main" ? process : `${process} ${thread}`;
}

function gone({ name, exitCode }: Of<"deadlocked">["lost"][number]): string {
  const signal = -exitCode;
  return signal > 0
    ? msg(str`${name} was killed before, by signal ${signal}.`)
    : msg(str`${name} had ended before, with exit code ${exitCode}.`);
}

function broken({ message }: Of<"broken">): string {
  const [cause] = message.split("\n");
  return TOO_DEEP.test(message)
    ? msg(
        "Python died: the program’s calls, or the data that it goes through, are nested deeper than the browser has room for. Where sys.setrecursionlimit() is left as it is, RecursionError mostly comes first.",
      )
    : msg(
        str`Python died (${cause}). It may have had no memory left: try a smaller size or fewer processes.`,
      );
}
