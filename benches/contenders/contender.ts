/** What is to be timed. */
export interface Job {
  /** The task's id. */
  task: string;
  /** Its main number. */
  size: number;
  /** Threads or processes to use, where a strategy has any; of a download, requests at once. */
  workers: number;
  /** Whatever is random follows from it. */
  seed: number;
  /** What is downloaded, if anything. */
  urls?: string[];
}

/** How long a job took by one strategy, once. */
export interface Timing {
  strategy: string;
  ms: number;
  /** What the task yielded, to be compared with what others yield. */
  output: unknown;
}

/** Somebody who does jobs; idle between them. */
export interface Contender {
  name: string;
  /** The tasks that it knows; all of them, if it does not say. */
  tasks?: ReadonlySet<string>;
  /**
   * Does a job once by each of its strategies. Workers are kept from one time to the next, and
   * what is compiled on the way is compiled before: starting is not timed.
   */
  round(job: Job): Promise<Timing[]>;
  end(): Promise<void>;
}
