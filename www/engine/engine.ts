import { msg } from "@lit/localize";
import type { Accuracy } from "../generated/types/Accuracy";
import type { Forecast } from "../generated/types/Forecast";
import type { HazardReport } from "../generated/types/HazardReport";
import type { Language } from "../generated/types/Language";
import type { MeasuredTime } from "../generated/types/MeasuredTime";
import type { Outlook } from "../generated/types/Outlook";
import type { RunReport } from "../generated/types/RunReport";
import type { RunRequest } from "../generated/types/RunRequest";
import type { Scaling } from "../generated/types/Scaling";
import type { ScalingPoint } from "../generated/types/ScalingPoint";
import type { WhatIf } from "../generated/types/WhatIf";
import { aborted, elapsed } from "./abort";
import type { Coordinator } from "./coordinator";
import { PlaygroundFailure } from "./failure";
import { type Fields, plainFields } from "./fields";
import { Finished, type ReportedEvent } from "./finished";
import type { DirectoryEntry } from "./glue";
import { LiveLanes, type OpenEvent } from "./live-lanes";
import { copiedBytes, dropCopies } from "./offline-copies";
import { openedReport, packedReport } from "./packed-spans";
import { PastRuns } from "./past-runs";
import { Queue } from "./queue";
import { Sight } from "./sight";
import { type Place, WarmCoordinator } from "./warm-coordinator";

export { ofThisBuild } from "./build";
export { failureOf, messageOf, PlaygroundFailure } from "./failure";
export type { Fields } from "./fields";
export type { DirectoryEntry } from "./glue";
export type { PythonLoading } from "./python-host";
export type { Place } from "./warm-coordinator";

/** What an engine says while a run goes on. */
export type EngineEvent =
  | ReportedEvent
  /** The request was found sound; the run will begin when its turn comes. */
  | { kind: "accepted"; request: RunRequest }
  /** The run waits until so many others are done. */
  | { kind: "queued"; ahead: number }
  /** Where the run takes place from now on. */
  | ({ kind: "environment" } & Place);

/** How a run is followed and stopped. */
export interface RunOptions {
  /** Aborting it cuts the run short: it then resolves with what finished. */
  signal?: AbortSignal | undefined;
  /** Called with each event, in order. */
  onEvent?: ((event: EngineEvent) => void) | undefined;
}

/** The download directory, which is this site's own in the browser's file system. */
export interface Directory {
  /** Its files. */
  list(): Promise<DirectoryEntry[]>;
  /** A file's contents. */
  read(name: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Deletes every file, as soon as no run is in progress. */
  clear(): Promise<void>;
  /** Every file, in one zip archive. */
  zip(): Promise<Blob>;
}

/** The copy of the site for when there is no network. */
export interface OfflineCopy {
  /** How many bytes it is; 0 where there is none. */
  bytes(): Promise<number>;
  /** Deletes it. */
  clear(): Promise<void>;
}

/** A checked request on its way, and those who follow it. */
interface Run {
  fields: Fields;
  request: RunRequest;
  /** Resolves when the run is to be cut short. */
  cut: Promise<void>;
  tell(event: EngineEvent): void;
}

/** How long a run has to stop by itself before it is ended by force. */
const CANCEL_GRACE_MS = 100;

/**
 * The page's one way to compute: it has a coordinator worker do everything, and lets one run at a
 * time have it, so that runs never disturb each other's clocks. Its promises reject with a
 * `PlaygroundFailure`.
 */
export class Engine {
  static #shared: Engine | undefined;

  /** The download directory. */
  readonly directory: Directory = {
    list: () => this.#coordinator.ask("listDirectory"),
    read: (name) => this.#coordinator.ask("readFile", name),
    clear: () => this.#clearDirectory(),
    zip: async () => {
      const archive = await this.#coordinator.ask("zipDirectory");
      return new Blob([archive], { type: "application/zip" });
    },
  };

  /** The copy for offline use; not looked at while a run is timed. */
  readonly offlineCopy: OfflineCopy = {
    bytes: () => this.#inTurn(() => copiedBytes(this.#root)),
    clear: () => this.#inTurn(() => dropCopies(this.#root)),
  };

  readonly #root: string;
  readonly #coordinator: WarmCoordinator;
  readonly #queue = new Queue();
  readonly #past = new PastRuns();

  private constructor(root: string) {
    this.#root = root;
    this.#coordinator = new WarmCoordinator(root);
  }

  /** The document's engine; its files lie beside the bundle that this is in. */
  static shared(): Engine {
    Engine.#shared ??= new Engine(new URL("./", import.meta.url).href);
    return Engine.#shared;
  }

  /** Makes ready what a start needs, without starting anything; may reload the page once. */
  prepare(): Promise<void> {
    return this.#coordinator.prepare();
  }

  /** Where runs take place; starts a coordinator to find out. */
  async environment(): Promise<Place> {
    const place = await this.#coordinator.place(await this.#coordinator.get());
    void this.#keepCopy();
    return place;
  }

  /** The request that fields stand for, defaults filled in. */
  check(fields: Fields): Promise<RunRequest> {
    return this.#coordinator.ask("check", plainFields(fields));
  }

  /** About how long a checked request will take; nothing where that is not known. */
  forecast(request: RunRequest): Promise<Forecast | null> {
    return this.#coordinator.ask("forecast", request, this.#past.seenMs(request));
  }

  /**
   * Runs a request when its turn has come. Fields that are refused are refused at once.
   *
   * @returns what finished, also when it is cut short or a worker crashes
   * @throws PlaygroundFailure if the fields are refused, no coordinator starts, or it crashes before
   *   anything finished
   */
  async run(given: Fields, { signal, onEvent }: RunOptions = {}): Promise<RunReport> {
    const tell = onEvent ?? (() => undefined);
    const over = new AbortController();
    const cut = aborted(signal, over.signal);
    const turn = this.#queue.join((ahead) => tell({ kind: "queued", ahead }));
    try {
      const fields = plainFields(given);
      const request = await this.#coordinator.ask("check", fields);
      tell({ kind: "accepted", request });
      await Promise.race([turn.mine, cut]);
      if (signal?.aborted) {
        return await this.#report(
          request,
          new Finished(tell),
          msg("The run was cancelled before it began."),
        );
      }
      const report = await this.#runOnSomeRung({ fields, request, cut, tell });
      this.#past.note(report);
      return report;
    } finally {
      turn.leave();
      over.abort();
    }
  }

  /**
   * Runs a hazard when its turn has come.
   *
   * @throws PlaygroundFailure if this place does not allow the workers it needs
   */
  runHazard(id: string): Promise<HazardReport> {
    return this.#inTurn(() => this.#coordinator.ask("runHazard", id));
  }

  /** What timings of a task at several worker counts say; nothing of too few. */
  scaling(task: string, points: readonly ScalingPoint[]): Promise<Scaling | null> {
    return this.#coordinator.ask("scaling", task, points);
  }

  /** What a strategy of a report would take under other circumstances; nothing without a basis. */
  async predict(
    report: RunReport,
    language: Language,
    strategy: string,
    whatIfs: readonly WhatIf[],
  ): Promise<Outlook | null> {
    return this.#coordinator.ask("predict", packedReport(report), language, strategy, whatIfs);
  }

  /** How near what is predicted from a report comes to what was measured; nothing without a basis. */
  async accuracy(
    report: RunReport,
    language: Language,
    strategy: string,
    measured: readonly MeasuredTime[],
  ): Promise<Accuracy | null> {
    return this.#coordinator.ask("accuracy", packedReport(report), language, strategy, measured);
  }

  /**
   * A report from the file of JSON that it was saved as.
   *
   * @throws PlaygroundFailure `unreadable-report` if the file holds none
   */
  async readReport(file: Blob): Promise<RunReport> {
    return openedReport(await this.#coordinator.ask("readReport", file));
  }

  /** Runs; where workers turn out not to start, once more a rung lower. */
  async #runOnSomeRung(run: Run): Promise<RunReport> {
    for (;;) {
      const coordinator = await this.#coordinator.suiting(run.request);
      run.tell({ kind: "environment", ...(await this.#coordinator.place(coordinator)) });
      try {
        return await this.#runOn(coordinator, run);
      } catch (failure) {
        if (!this.#coordinator.lower(coordinator, failure)) {
          throw failure;
        }
      }
    }
  }

  /** Runs on one coordinator; when it is cut short and does not stop in time, ends that one. */
  async #runOn(coordinator: Coordinator, { fields, request, cut, tell }: Run): Promise<RunReport> {
    const finished = new Finished(tell);
    const sight = new Sight();
    const note = (event: OpenEvent) => finished.note(sight.marked(event));
    const lanes = new LiveLanes(coordinator, request.workers, note);
    coordinator.hear((event) => lanes.take(event));
    const overdue = cut.then(() => {
      coordinator.cancel();
      return elapsed(CANCEL_GRACE_MS);
    });
    const answer = Promise.race([coordinator.ask("run", fields), overdue]);
    try {
      const report = await answer.finally(() => {
        lanes.close();
        sight.end();
      });
      if (report !== undefined) {
        return finished.completed(report);
      }
    } catch (failure) {
      if (!isCrash(failure) || finished.packed.length === 0) {
        throw failure;
      }
      const message = `${failure.message} ${msg("What had finished is kept.")}`;
      finished.crash(request, message);
      return this.#report(request, finished, message);
    }
    coordinator.dismiss();
    const reason = msg("The run was cancelled before a trial of this strategy had finished.");
    return this.#report(request, finished, reason);
  }

  async #report(request: RunRequest, finished: Finished, reason: string): Promise<RunReport> {
    const skipped = finished.skipped(request, reason);
    const report = await this.#coordinator.ask("assemble", request, finished.packed, skipped);
    return finished.completed(report);
  }

  /** Has the full page open offline from now on; not while a run is timed. */
  #keepCopy(): Promise<void> {
    return this.#inTurn(() => this.#coordinator.keepCopy());
  }

  #clearDirectory(): Promise<void> {
    return this.#inTurn(() => this.#coordinator.ask("clearDirectory"));
  }

  /** Does something when its turn has come, while no run is in progress. */
  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.join(() => undefined);
    try {
      await turn.mine;
      return await work();
    } finally {
      turn.leave();
    }
  }
}

function isCrash(failure: unknown): failure is PlaygroundFailure {
  return failure instanceof PlaygroundFailure && failure.code === "worker-crashed";
}
