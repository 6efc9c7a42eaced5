/**
 * What the engine uses of `playground.js`, which wasm-bindgen writes.
 *
 * wasm-bindgen's own declarations say `any` wherever plain data crosses, so the shapes are
 * written here once, with the types that Rust generates. Only this file could drift from
 * `src/playground/`; the end-to-end tests call every function of it.
 */

import type { Accuracy } from "../generated/types/Accuracy";
import type { Environment } from "../generated/types/Environment";
import type { Forecast } from "../generated/types/Forecast";
import type { HazardReport } from "../generated/types/HazardReport";
import type { Language } from "../generated/types/Language";
import type { MeasuredTime } from "../generated/types/MeasuredTime";
import type { Outlook } from "../generated/types/Outlook";
import type { PlaygroundError } from "../generated/types/PlaygroundError";
import type { RunEvent } from "../generated/types/RunEvent";
import type { Rung } from "../generated/types/Rung";
import type { RunReport } from "../generated/types/RunReport";
import type { RunRequest } from "../generated/types/RunRequest";
import type { Scaling } from "../generated/types/Scaling";
import type { ScalingPoint } from "../generated/types/ScalingPoint";
import type { Skipped } from "../generated/types/Skipped";
import type { WhatIf } from "../generated/types/WhatIf";
import { ofThisBuild } from "./build";
import type { Fields } from "./fields";
import type { GpuHost } from "./gpu-host";
import type { Locale } from "./locale";
import type { ProcessMailbox } from "./mailbox";
import type { Mailroom } from "./mailroom";
import type { PackedRecord, PackedReport, PackedSoFar } from "./packed-spans";
import type { PrintedPieces, PythonHost, PythonLoading } from "./python-host";

/** Where a coordinator finds itself. */
export interface CoordinatorSettings {
  /** The build of all workers. */
  buildId: string;
  /** The site's root, absolute, ending in a slash. */
  baseUrl: string;
  /** The module that reads pictures. */
  picturesUrl: string;
  /** The script of a process. */
  processScriptUrl: string;
  /** What a process is started from: its script, or what imports it from another site. */
  processWorkerUrl: string;
  /** What reports, failures and findings are told in. */
  locale: Locale;
  /** How far up the ladder workers can be started. */
  rung: Rung;
  /** Whether the coordinator's requests pass through the simulated network. */
  simulatedNetwork: boolean;
  /** The browser's own name for itself. */
  browser: string;
  /** Processors the browser admits to. */
  logicalCores: number;
  /** Whether the page is cross-origin isolated. */
  isolated: boolean;
}

/** A file of the download directory. */
export interface DirectoryEntry {
  /** Its name, unique in the directory. */
  name: string;
  /** Its length. */
  bytes: number;
}

/** The events beside which bytes travel. */
type Carrier = Extract<RunEvent, { kind: "picture" | "painted" }>;

/** An event as it leaves Rust: a picture's bytes travel beside it, in a buffer of their own. */
export type RawEvent =
  | Exclude<RunEvent, Carrier | { kind: "trial-so-far" | "trial-end" }>
  | (PackedSoFar & { kind: "trial-so-far" })
  | (PackedRecord & { kind: "trial-end" })
  | (Carrier & { bytes: Uint8Array<ArrayBuffer> })
  /** Not from Rust, but of its run: Python is started for it. */
  | ({ kind: "python-loading" } & PythonLoading)
  /** Nor this: a program in Python prints. */
  | ({ kind: "printed" } & PrintedPieces);

/** The coordinator's Rust side. Whatever it throws on purpose is a {@link PlaygroundError}. */
export interface RustCoordinator {
  /** Where this coordinator runs. */
  environment(): Environment;
  /** The memory of this coordinator and its threads. */
  memory(): WebAssembly.Memory;
  /** The request as it is understood, defaults filled in. */
  check(fields: Fields): RunRequest;
  /** About how long a request will take, where trials of each strategy in each language were seen to take so long. */
  forecast(request: RunRequest, seenMs: readonly (number | null)[]): Forecast | null;
  /** False where its thread pool is of another size than the request wants. */
  fits(request: RunRequest): boolean;
  /**
   * Runs a request; after `cancel` resolves with what finished. The report has no spans.
   *
   * @param openPython is called if any of it is in Python
   */
  run(
    fields: Fields,
    onEvent: (event: RawEvent) => void,
    openPython: () => Promise<PythonHost>,
  ): Promise<RunReport>;
  /** Runs a hazard, by its id. */
  runHazard(id: string): Promise<HazardReport>;
  /** What timings of a task at several worker counts say; nothing of too few. */
  scaling(task: string, points: readonly ScalingPoint[]): Scaling | null;
  /** What a strategy of a language would take under other circumstances; nothing without a basis. */
  predict(
    report: PackedReport,
    language: Language,
    strategy: string,
    whatIfs: readonly WhatIf[],
  ): Outlook | null;
  /** How near what is predicted from a report comes to what was measured. */
  accuracy(
    report: PackedReport,
    language: Language,
    strategy: string,
    measured: readonly MeasuredTime[],
  ): Accuracy | null;
  /** Asks the present run to stop. */
  cancel(): void;
  /** The report of what finished of a run that was cut short. */
  assemble(request: RunRequest, records: PackedRecord[], skipped: Skipped[]): RunReport;
  /** A report from what it was saved as, which {@link savedReport} reads. */
  readReport(saved: unknown): PackedReport;
  /** The files of the download directory. */
  listDirectory(): Promise<DirectoryEntry[]>;
  /** A file's contents. */
  readFile(name: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Deletes every file. */
  clearDirectory(): Promise<void>;
}

/** `playground.js` as a module. */
export interface Glue {
  /** Makes this worker's instance of the WebAssembly module. */
  default(options: { module_or_path: WebAssembly.Module }): Promise<unknown>;
  /**
   * The coordinator's class; `openGpu` is called if a GPU is wanted. Where memory can be shared, its
   * processes have mailboxes.
   */
  Coordinator: new (
    settings: CoordinatorSettings,
    openGpu: () => Promise<GpuHost>,
    mailroom: Mailroom | undefined,
  ) => RustCoordinator;
  /**
   * From now on, answer the coordinator's messages, by the mailbox if there is one; what reads pictures
   * is at this address.
   */
  serveProcess(picturesUrl: string, locale: Locale, mailbox: ProcessMailbox | undefined): void;
  /** In a coordinator: a worker threw what nobody caught. Whether that is seen to, and no crash. */
  workerThrew(message: string): boolean;
  /** The message of this instance's last panic. */
  lastPanic(): string | undefined;
}

/** Loads this build's `playground.js` from the site's root. */
export async function loadGlue(root: string): Promise<Glue> {
  return import(ofThisBuild("playground.js", root));
}
