import type { EngineEvent } from "../../engine/engine";

/** Who asked for a run, and watches it. */
export interface Watcher {
  /** Aborting it cuts the run short: it then resolves with what finished. */
  readonly signal: AbortSignal | undefined;
  /** Hears what happens while the run goes on. */
  onEvent(event: EngineEvent): void;
}
