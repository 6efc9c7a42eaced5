/** Why nothing will come of a program any more, as only those see who see all of its processes. */

import type { ThreadWait } from "./gil";

/** Who waits for what in a process; it has no name if it is the program's own. */
export interface Waiting {
  process: string | undefined;
  threads: ThreadWait[];
}

export type Verdict =
  /** No process can go on; some are gone that others may wait for. */
  | { kind: "deadlocked"; waiting: Waiting[]; lost: { name: string; exitCode: number }[] }
  /** So many processes could not begin, and this is what the last one said. */
  | { kind: "unable-to-begin"; times: number; said: string }
  /** The program's own process, or the rank of this name, ended itself or was killed. */
  | { kind: "exited"; exitCode: number; rank?: string };
