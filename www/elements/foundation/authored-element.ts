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

/** What of a stage its element tells the page. */
interface Shown {
  /** The report that is shown, if any. */
  readonly report: RunReport | null;
  /** Whether that is from a file. */
  readonly isSaved: boolean;
}

/** A report that an author recorded. */
interface Recorded {
  /** Shows it, unless there is something else to see. */
  begin(): Promise<void>;
  /** After a guess, it stands in for what cannot be run here. */
  standIn(): Promise<void>;
}

/** What an author may say of an element that runs something, besides what it is to run. */
export abstract class AuthoredElement extends PatientElement {
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

  /** What is wrong with what is to run, or why something was not to be had. */
  @state() protected accessor failure: PlaygroundFailure | null = null;
  /** How many runs were asked for that are not over: Run is offered where there is none. */
  @state() protected accessor going = 0;

  /** What shows runs, once it is loaded. */
  protected abstract accessor stage: Shown | null;
  /** What the author recorded, once it is loaded. */
  protected abstract accessor recording: Recorded | null;

  readonly #presence = new Presence(this);

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
    if (address === null) {
      return;
    }
    await near(this);
    try {
      const recording = await this.load(address);
      // The same one may have been asked for again meanwhile.
      if (address === this.recordedAt && this.recording === null) {
        this.recording = recording;
        await (this.isGuessed ? this.#release() : this.recording.begin());
      }
    } catch (exception) {
      if (address === this.recordedAt) {
        this.fail(exception);
      }
    }
  }

  /**
   * Loads a recorded report.
   *
   * @throws PlaygroundFailure `unreadable-report` if there is none at that address
   */
  protected abstract load(address: string): Promise<Recorded>;

  /** Tells why something was not to be had. */
  protected abstract fail(exception: unknown): void;

  /** A reader who guessed may use it from now on. */
  protected abstract offer(): void;

  /** The guess that held it is made: the recording stands in for what cannot be run here. */
  async #release(): Promise<void> {
    if (!this.held) {
      this.offer();
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
