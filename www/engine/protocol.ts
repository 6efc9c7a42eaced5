/**
 * What the page and the coordinator's worker say to each other.
 *
 * The page sends `start` once, then questions, each with a number, and `cancel`. The worker says
 * at which step of its start it is, that it is ready or why not; then answers each question by
 * its number. Whatever else it says between is of the run in progress.
 */

import type { Environment } from "../generated/types/Environment";
import type { HazardReport } from "../generated/types/HazardReport";
import type { PlaygroundError } from "../generated/types/PlaygroundError";
import type { Rung } from "../generated/types/Rung";
import type { RunReport } from "../generated/types/RunReport";
import type { Fields } from "./fields";
import type { DirectoryEntry, RawEvent, RustCoordinator } from "./glue";
import type { Locale } from "./locale";
import { isOfKind } from "./message";
import type { PackedReport } from "./packed-spans";

/** How far up the ladder a coordinator stands, or may climb, and the sentence that says why. */
export interface Footing {
  /** The highest rung that holds, or that is to be tried. */
  rung: Rung;
  /** Why no higher. */
  why: string;
}

/** The steps of a coordinator's start, in order. */
export type StartStep = "script" | "glue" | "module" | "ladder" | "network" | "instance";

/** What Rust answers as it is asked. */
type OfRust = "check" | "forecast" | "fits" | "scaling" | "predict" | "accuracy" | "assemble";

/** What a coordinator can be asked, and what it answers. */
export interface Questions extends Pick<RustCoordinator, OfRust> {
  /** Runs a request; the report's spans come with the events of their trials. */
  run(fields: Fields): RunReport;
  /** Runs a hazard, by its id. */
  runHazard(id: string): HazardReport;
  /** A report from the file that it was saved as. */
  readReport(file: Blob): PackedReport;
  /** The files of the download directory. */
  listDirectory(): DirectoryEntry[];
  /** A file's contents. */
  readFile(name: string): Uint8Array<ArrayBuffer>;
  /** Deletes every file. */
  clearDirectory(): void;
  /** Every file, in one zip archive. */
  zipDirectory(): Uint8Array<ArrayBuffer>;
}

/** A question's name. */
export type QuestionName = keyof Questions;

/** A question with its values. */
export type Question = {
  [Name in QuestionName]: { name: Name; values: Parameters<Questions[Name]> };
}[QuestionName];

/** From the page to the coordinator's worker. */
export type ToCoordinator =
  | {
      kind: "start";
      buildId: string;
      /** The lock to hold as long as the worker lives. */
      lock: string;
      /** What the page speaks. */
      locale: Locale;
      /** The compiled module, if an earlier coordinator has compiled it. */
      module: WebAssembly.Module | undefined;
      ceiling: Footing | undefined;
      /** How the page is isolated, or why not and what would change it. */
      isolation: string;
      /** Whether the service worker stands ready to simulate a network. */
      expectSimulatedNetwork: boolean;
    }
  | { kind: "ask"; id: number; question: Question }
  | { kind: "cancel" };

/** From the coordinator's worker to the page. */
export type FromCoordinator =
  /** A sign of life while starting. */
  | { kind: "step"; step: StartStep }
  | {
      kind: "ready";
      buildId: string;
      environment: Environment;
      /** Why this rung, and what would raise it. */
      why: string;
      module: WebAssembly.Module;
      /** The coordinator's memory, where it can be shared. */
      memory: WebAssembly.Memory | undefined;
      /** Whether it holds its lock. */
      isLocked: boolean;
    }
  /** It could not start; it is of no further use. */
  | { kind: "failed"; error: PlaygroundError }
  | { kind: "event"; event: RawEvent }
  | { kind: "answer"; id: number; value: unknown }
  | { kind: "refusal"; id: number; error: PlaygroundError }
  /** Its WebAssembly instance has trapped; it is of no further use. */
  | { kind: "crashed"; message: string };

/** Whether a message is one that a page of this build sends. */
export function isToCoordinator(data: unknown): data is ToCoordinator {
  return isOfKind<ToCoordinator["kind"]>(data, "start", "ask", "cancel");
}

/** Whether a message is one that a coordinator of this build sends. */
export function isFromCoordinator(data: unknown): data is FromCoordinator {
  return isOfKind<FromCoordinator["kind"]>(
    data,
    "step",
    "ready",
    "failed",
    "event",
    "answer",
    "refusal",
    "crashed",
  );
}
