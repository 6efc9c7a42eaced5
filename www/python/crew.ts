/**
 * The interpreters of this page: the first is made ready from nothing, every further one starts from
 * a copy of its memory. Some can be kept ready, so that starting them is not part of a trial.
 */

import { ofThisBuild } from "../engine/build";
import type { PythonOptions } from "../engine/python-host";
import { workerAddress } from "../engine/worker-address";
import { type Distribution, fetchDistribution } from "./distribution";
import { RemoteInterpreter, type Setting } from "./remote-interpreter";
import { Snapshots } from "./snapshots";
import type { StartMethod } from "./system";

/** The first process id that is given out. */
const FIRST_PID = 100;

export class Crew {
  readonly #root: string;
  readonly #distribution: Distribution;
  readonly #snapshot: Uint8Array<ArrayBuffer>;
  #ready: Promise<RemoteInterpreter>[] = [];
  #pid: number;

  private constructor(root: string, distribution: Distribution, snapshot: Uint8Array<ArrayBuffer>) {
    this.#root = root;
    this.#distribution = distribution;
    this.#snapshot = snapshot;
    this.#pid = FIRST_PID;
  }

  /**
   * Fetches CPython and makes the first interpreter ready.
   *
   * @throws PlaygroundError `start-failed` or `build-mismatch`
   */
  static async open({ root, onLoading }: PythonOptions): Promise<Crew> {
    const snapshots = new Snapshots(root);
    const [distribution, kept] = await Promise.all([
      fetchDistribution(root, (bytes) => onLoading({ step: "download", bytes })),
      snapshots.kept(),
    ]);
    onLoading({ step: "start" });
    const snapshot = kept ?? (await made(root, distribution));
    if (kept === undefined) {
      void snapshots.keep(snapshot);
    }
    return new Crew(root, distribution, snapshot);
  }

  /** The packages that this site's builder has added. */
  get added(): readonly string[] {
    return this.#distribution.added;
  }

  /**
   * An interpreter that has run nothing yet: one that was kept ready, or a new one; from nothing, as
   * `spawn` has it, or from the copy of the first one's memory.
   */
  async take(method: StartMethod = "forkserver"): Promise<RemoteInterpreter> {
    return method === "spawn"
      ? this.#start(null)
      : (this.#ready.shift() ?? this.#start(this.#snapshot));
  }

  /** Has so many ready. */
  async keepReady(count: number): Promise<void> {
    while (this.#ready.length < count) {
      this.#ready.push(this.#start(this.#snapshot));
    }
    try {
      await Promise.all(this.#ready);
    } catch (exception) {
      this.#ready = [];
      throw exception;
    }
  }

  /** Ends one. */
  end(interpreter: RemoteInterpreter): void {
    interpreter.terminate();
  }

  async #start(snapshot: Uint8Array<ArrayBuffer> | null): Promise<RemoteInterpreter> {
    this.#pid += 1;
    const setting = settingOf(this.#root, this.#distribution, snapshot ?? undefined);
    return RemoteInterpreter.start(script(this.#root), this.#pid, setting);
  }
}

/** The memory of an interpreter that has imported what all need. */
async function made(root: string, distribution: Distribution): Promise<Uint8Array<ArrayBuffer>> {
  const setting = settingOf(root, distribution, undefined);
  const first = await RemoteInterpreter.start(script(root), FIRST_PID, setting);
  try {
    return await first.snapshot();
  } finally {
    first.terminate();
  }
}

function script(root: string): string {
  return workerAddress(ofThisBuild("interpreter.worker.js", root));
}

function settingOf(
  root: string,
  { wasm, library, files }: Distribution,
  snapshot: Setting["snapshot"],
): Setting {
  const tickerUrl = workerAddress(ofThisBuild("ticker.worker.js", root));
  return { pythonUrl: new URL("python/", root).href, tickerUrl, wasm, library, files, snapshot };
}
