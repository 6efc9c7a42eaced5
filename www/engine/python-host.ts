import { msg, str } from "@lit/localize";
import type { Language } from "../generated/types/Language";
import type { PlaygroundError } from "../generated/types/PlaygroundError";
import type { Printed } from "../generated/types/Printed";
import type { PythonAbilities } from "../generated/types/PythonAbilities";
import type { PythonTrial } from "../generated/types/PythonTrial";
import type { PythonTrialRequest } from "../generated/types/PythonTrialRequest";
import { laterModule, type Speaking } from "./later-module";
import type { PackedSoFar } from "./packed-spans";

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

/** What a trial has printed since this was told last. */
export interface PrintedPieces {
  language: Language;
  strategy: string;
  trial: number;
  pieces: Printed[];
}

/** What Python has to be told of the place it is in. */
export interface PythonOptions {
  /** The site's root, absolute, ending in a slash. */
  root: string;
  /** Told while Python starts for the first time. */
  onLoading: (loading: PythonLoading) => void;
  /** Told a few times a second what the trial in progress looks like, where that can be seen. */
  onSoFar: (soFar: PackedSoFar) => void;
  /** Told what the trial in progress prints: at most twenty times a second. */
  onPrinted: (printed: PrintedPieces) => void;
}

/** `python.js` as a module: `www/python/`. */
interface PythonModule extends Speaking {
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
  const { openPython } = await laterModule<PythonModule>("python.js", options.root, (missing) =>
    msg(
      str`Python could not be loaded: ${missing}. Reload the page; if that does not help, this site was built without Python.`,
    ),
  );
  return openPython(options);
}
