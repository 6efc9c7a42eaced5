import type { PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { type EngineEvent, PlaygroundFailure } from "../../engine/engine";
import type { RunReport } from "../../generated/types/RunReport";
import { near } from "./near";
import { PatientElement } from "./patient-element";
import { Presence } from "./presence";
import type { Watcher } from "./watcher";

/** What a failed run is told by: `run-error`'s detail. */
export interface RunErrorDetail {
  code: string;
  field: string | null;
  message: string;
}

/** How a run is stopped from outside. */
export interface PlaygroundRunOptions {
  /** Aborting it cuts the run short: it then resolves with what finished. */
  signal?: AbortSignal;
}

/** A report that was opened from a file. */
export interface SavedReport {
  /** What the file is called. */
  readonly name: string;
  readonly report: RunReport;
  /** Whether the page's author recorded it, rather than the reader. */
  readonly isRecorded?: boolean;
}

/** What shows runs, or a report that was saved. */
interface Shown {
  /** Whether there is nothing to show yet. */
  readonly isEmpty: boolean;
  /** The report that is shown, if any. */
  readonly report: RunReport | null;
  /** Whether that is from a file. */
  readonly isSaved: boolean;
  /** Shows a saved report, or no longer. */
  open(saved: SavedReport | null): void;
}

/** The element that a recording is for. */
export interface Showing {
  /** Whether it is not to be shown: a guess comes first, or another report was asked for. */
  held(): boolean;
  /** The report that is open. */
  saved(): SavedReport | null;
  /** What it is to run and this browser cannot, by its titles. */
  beyond(): Promise<readonly string[]>;
  /** Opens a report, if that is still wanted once there is what shows it. */
  open(saved: SavedReport, isWanted?: (stage: Shown) => boolean): Promise<void>;
}

/** A report that an author recorded. */
interface Recorded {
  /** Shows it, unless there is something else to see. */
  begin(): Promise<void>;
  /** After a guess, it stands in for what cannot be run here. */
  standIn(): Promise<void>;
  /** What cannot be run here, where it stands in for that. */
  readonly beyond: readonly string[];
  /** What shows it instead of a run. */
  choice(): unknown;
}

/** What an author may say of an element that runs something, besides what it is to run. */
export abstract class AuthoredElement<S extends Shown> extends PatientElement {
  /** The controls that are offered besides Run, by their attributes' names; all, if there is none. */
  @property() accessor controls: string | null = null;
  /** The parts of a finished run that are shown, by their names; all, if there is none. */
  @property() accessor show: string | null = null;
  /** The lanes and spans that are marked: words as `threads` or `threads:lock-wait`. */
  @property() accessor highlight: string | null = null;
  /** The address of a recorded report, to begin from or to fall back on. */
  @property({ attribute: "report" }) accessor recordedAt: string | null = null;
  /** Whether nothing is offered yet: the reader is to make a guess first. */
  @property({ type: Boolean, reflect: true }) accessor held = false;

  /** What is wrong with what is to run. */
  @state() protected accessor failure: PlaygroundFailure | null = null;
  /** Why something was not to be had, whatever is said of what is to run. */
  @state() protected accessor lack: PlaygroundFailure | null = null;
  /** How many runs were asked for that are not over: Run is offered where there is none. */
  @state() protected accessor going = 0;

  /** What shows runs, once it is loaded. */
  @state() protected accessor stage: S | null = null;
  /** A report that was opened. */
  @state() protected accessor saved: SavedReport | null = null;
  /** What the author recorded, once it is loaded. */
  @state() protected accessor recording: Recorded | null = null;

  readonly #presence = new Presence(this);
  /** Why what the author recorded was not to be had. */
  #unrecorded: PlaygroundFailure | null = null;

  override connectedCallback(): void {
    // What was set before the element was one lies on top of its own.
    if (Object.hasOwn(this, "report")) {
      const address = Reflect.get(this, "report") as string | null | undefined;
      Reflect.deleteProperty(this, "report");
      this.report = address;
    }
    super.connectedCallback();
  }

  /** The report that is shown, if any. */
  get report(): RunReport | null {
    return this.held ? null : (this.stage?.report ?? null);
  }

  /** Frameworks set properties in the place of attributes: then it is the recorded one's address. */
  set report(address: string | null | undefined) {
    this.recordedAt = address ?? null;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("recordedAt")) {
      void this.#record(this.recordedAt);
    }
    if (changed.get("held") === true && !this.held) {
      this.#release().catch((exception) => this.fail(exception));
    }
  }

  /** What an author recorded is loaded once it is near; another address takes its place. */
  async #record(address: string | null): Promise<void> {
    this.recording = null;
    if (this.lack === this.#unrecorded) {
      this.lack = null;
    }
    if (address === null) {
      return;
    }
    await near(this);
    try {
      const { Recording } = await this.loadRecording();
      const recording = await Recording.at(address, {
        held: () => this.held || address !== this.recordedAt,
        saved: () => this.saved,
        beyond: () => this.beyond(),
        open: (saved, isWanted) => this.openReport(saved, isWanted),
      });
      // The same one may have been asked for again meanwhile.
      if (address === this.recordedAt && this.recording === null) {
        this.recording = recording;
        await (this.isGuessed ? this.#release() : this.recording.begin());
      }
    } catch (exception) {
      if (address === this.recordedAt) {
        this.fail(exception);
        this.#unrecorded = this.lack;
      }
    }
  }

  /** Loads what shows a report that an author recorded. */
  protected abstract loadRecording(): Promise<{
    Recording: { at(address: string, showing: Showing): Promise<Recorded> };
  }>;

  /** Loads what shows runs. */
  protected abstract loadStage(): Promise<{ Stage: new (redraw: () => void) => S }>;

  /** What it is to run and this browser cannot, by its titles. */
  protected abstract beyond(): Promise<readonly string[]>;

  /** It is about to be used, or to show something: what else that takes is loaded. */
  protected abstract turnTo(): void;

  /** What shows runs: the same one, whoever asks first. */
  protected async setStage(): Promise<S> {
    const { Stage } = await this.loadStage();
    this.stage ??= new Stage(() => this.requestUpdate());
    return this.stage;
  }

  /** Opens a report, or closes the one that is open, if that is still wanted once there is a stage. */
  protected async openReport(
    saved: SavedReport | null,
    isWanted?: (stage: S) => boolean,
  ): Promise<void> {
    this.turnTo();
    try {
      const stage = await this.setStage();
      if (isWanted?.(stage) === false) {
        return;
      }
      this.saved = saved;
      this.lack = null;
      stage.open(saved);
      if (saved !== null) {
        this.emit("report-shown", { report: saved.report });
      }
    } catch (exception) {
      this.fail(exception);
    }
  }

  /** Tells why something was not to be had. */
  protected fail(exception: unknown): void {
    this.lack = asFailure(exception);
  }

  /** The guess that held it is made: the recording stands in for what cannot be run here. */
  async #release(): Promise<void> {
    if (!this.held) {
      this.turnTo();
      await this.recording?.standIn();
    }
  }

  /** Whether a reader guesses first, or has guessed: a recorded report would give the outcome away. */
  protected get isGuessed(): boolean {
    return this.held || this.hasAttribute("guessed");
  }

  /** What is shown is from a file, and not from a run in this browser. */
  get isRecorded(): boolean {
    return this.report !== null && this.stage?.isSaved === true;
  }

  /** What is called by an id in a report: a strategy, or a version of a program. */
  abstract titleOf(id: string): string;

  /**
   * Tells the page of a run by events; it is cut short when the element has left its document.
   *
   * @throws PlaygroundFailure if the request is refused or the run breaks off
   */
  protected async tellOf(
    run: (watcher: Watcher) => Promise<RunReport>,
    { signal }: PlaygroundRunOptions,
  ): Promise<RunReport> {
    const present = this.#presence.signal;
    const signals = signal === undefined ? [present] : [present, signal];
    let isAccepted = false;
    const onEvent = (event: EngineEvent) => {
      isAccepted ||= event.kind === "accepted";
      this.hear(event);
    };
    this.lack = null;
    this.going += 1;
    try {
      const report = await run({ signal: AbortSignal.any(signals), onEvent });
      this.emit("run-end", { report });
      return report;
    } catch (exception) {
      const failure = asFailure(exception);
      // What becomes of an accepted run the stage tells.
      if (!isAccepted) {
        this.failure = failure;
      }
      const { code, field, message } = failure;
      this.emit("run-error", { code, field, message } satisfies RunErrorDetail);
      throw failure;
    } finally {
      this.going -= 1;
    }
  }

  /** Something happened in a run. */
  protected hear(event: EngineEvent): void {
    if (event.kind === "accepted") {
      this.emit("run-start", { request: event.request });
    } else {
      this.emit("run-progress", event);
    }
  }

  /** Dispatches an event that pages hear, wherever in them the element is. */
  protected emit(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }
}

/** Every failure of the engine is one already; anything else is a fault of this page. */
export function asFailure(exception: unknown): PlaygroundFailure {
  if (exception instanceof PlaygroundFailure) {
    return exception;
  }
  throw exception;
}
