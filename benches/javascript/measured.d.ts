/** What is to be timed. */
export interface Wanted {
  /** The task's id. */
  id: string;
  /** Its main number. */
  size: number;
  /** Whatever is random follows from it. */
  seed: number;
  /** How many workers workerpool has. */
  workers: number;
  /** How often each strategy is timed. */
  trials: number;
}

/** How long a task took by one strategy. */
export interface Measured {
  task: string;
  strategy: string;
  size: number;
  /** How many workers computed. */
  workers: number;
  /** Milliseconds, a trial each. */
  trials_ms: number[];
  /** What the task yielded, to be compared with what others yield. */
  output: unknown;
}
