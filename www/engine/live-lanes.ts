import type { TrialSoFar } from "../generated/types/TrialSoFar";
import type { Coordinator } from "./coordinator";
import type { RawEvent } from "./glue";
import { openedSoFar, type PackedSoFar } from "./packed-spans";
import { SharedWindow } from "./window";

/** An event of a run as anybody may see it: what was shared has been looked up. */
export type OpenEvent =
  | Exclude<RawEvent, { kind: "trial-window" | "trial-so-far" }>
  | (TrialSoFar & { kind: "trial-so-far" });

/**
 * Has the lanes of a trial in progress come in one way, whether its spans are told in messages, a
 * few times a second, or can be seen in the coordinator's memory. Then they are looked up whenever
 * there is something to draw: at each frame where the run leaves a processor free for that, else
 * with the messages, since drawing would take from the run what it shows.
 */
export class LiveLanes {
  readonly #memory: WebAssembly.Memory | undefined;
  readonly #hasSpareCore: boolean;
  readonly #tell: (event: OpenEvent) => void;
  #window: SharedWindow | undefined;
  #last: PackedSoFar | undefined;
  #frame: number | undefined;

  /** @param tell is told each event, in order */
  constructor(
    { memory, environment }: Coordinator,
    workers: number,
    tell: (event: OpenEvent) => void,
  ) {
    this.#memory = memory;
    this.#hasSpareCore = workers < environment.logicalCores;
    this.#tell = tell;
  }

  /** Something happened. */
  take(event: RawEvent): void {
    if (event.kind === "trial-window") {
      this.#window = this.#memory && new SharedWindow(this.#memory, event.window);
      return;
    }
    if (event.kind === "trial-so-far") {
      this.#last = event;
      this.#look();
      return;
    }
    if (event.kind === "trial-start" || event.kind === "trial-end") {
      this.close();
    }
    this.#tell(event);
  }

  /** Nothing is to be seen any more. */
  close(): void {
    this.#window = undefined;
    this.#last = undefined;
    if (this.#frame !== undefined) {
      cancelAnimationFrame(this.#frame);
      this.#frame = undefined;
    }
  }

  /** Tells what can be seen now; what is seen in memory, again when the next frame is drawn. */
  #look(): void {
    if (this.#last === undefined) {
      return;
    }
    if (this.#window === undefined) {
      this.#tell({ ...openedSoFar(this.#last), kind: "trial-so-far" });
      return;
    }
    const spans = this.#window.look();
    if (spans === undefined) {
      return;
    }
    const { soFar, ...trial } = this.#last;
    const { elapsedMs } = this.#window;
    const lanes = soFar.lanes.map((lane, index) => ({ ...lane, spans: [...(spans[index] ?? [])] }));
    this.#tell({ ...trial, kind: "trial-so-far", soFar: { ...soFar, elapsedMs, lanes } });
    if (this.#hasSpareCore) {
      this.#frame ??= requestAnimationFrame(() => {
        this.#frame = undefined;
        this.#look();
      });
    }
  }
}
