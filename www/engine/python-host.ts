import type { PlaygroundError } from "../generated/types/PlaygroundError";
import type { PythonAbilities } from "../generated/types/PythonAbilities";
import type { PythonTrial } from "../generated/types/PythonTrial";
import type { PythonTrialRequest } from "../generated/types/PythonTrialRequest";
import { ofThisBuild } from "./build";
import { messageOf, plainFailure } from "./failure";

/** Python in this tab. Whatever its promises reject with is a {@link PlaygroundError}. */
export interface PythonHost {
  /** Loads CPython where it is not there yet, which may take seconds. */
  start(): Promise<PythonAbilities>;
  /** Executes a trial. */
  trial(request: PythonTrialRequest): Promise<PythonTrial>;
  /** Interrupts the trial in progress, which then rejects with `cancelled`. */
  cancel(): void;
}

/** How far Python's start is: so much of its files has come, or its first interpreter starts. */
export type PythonLoading = { step: "download"; bytes: number } | { step: "start" };

/** What Python has to be told of the place it is in. */
export interface PythonOptions {
  /** The site's root, absolute, ending in a slash. */
  root: string;
  /** Told while Python starts for the first time. */
  onLoading: (loading: PythonLoading) => void;
}

/** `python.js` as a module: `www/python/`. */
interface PythonModule {
  openPython(options: PythonOptions): PythonHost;
}

/** The host of this worker, from when it was first wanted. */
let host: Promise<PythonHost> | undefined;

/**
 * This build's Python. Nothing of it is loaded before.
 *
 * @param options of whoever is first to want it
 * @throws PlaygroundError `start-failed` if the file cannot be had; it is asked for again the next
 *   time
 */
export function openPython(options: PythonOptions): Promise<PythonHost> {
  host ??= load(options).catch((exception: unknown) => {
    host = undefined;
    throw exception;
  });
  return host;
}

async function load(options: PythonOptions): Promise<PythonHost> {
  try {
    const { openPython }: PythonModule = await import(ofThisBuild("python.js", options.root));
    return openPython(options);
  } catch (exception) {
    throw missing(messageOf(exception));
  }
}

function missing(cause: string): PlaygroundError {
  return plainFailure(
    "start-failed",
    `Python could not be loaded: python.js is not to be had (${cause}). Reload the page; if that does not help, this site was built without Python.`,
  );
}
