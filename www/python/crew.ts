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
import type { Interpreters, StartMethod } from "./system";

export class Crew implements Interpreters {
  readonly #root: string;
  readonly #distribution: Distribution;
  readonly #snapshot: Uint8Array<ArrayBuffer>;
  #ready: Promise<RemoteInterpreter>[] = [];

  private constructor(root: string, distribution: Distribution, snapshot: Uint8Array<ArrayBuffer>) {
    this.#root = root;
    this.#distribution = distribution;
    this.#snapshot = snapshot;
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
  get added(): string[] {
    return Object.keys(this.#distribution.packages.packages);
  }

  /**
   * An interpreter that has run nothing yet: one that was kept ready, or a new one; from nothing, as
   * `spawn` has it, or from the copy of the first one's memory.
   */
  async take(method: StartMethod = "forkserver"): Promise<RemoteInterpreter> {
    return method === "spawn"
      ? this.#start(undefined)
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

  #start(snapshot: Setting["snapshot"]): Promise<RemoteInterpreter> {
    return started(this.#root, this.#distribution, snapshot);
  }
}

/** The memory of an interpreter that has imported what all need. */
async function made(root: string, distribution: Distribution): Promise<Uint8Array<ArrayBuffer>> {
  const first = await started(root, distribution, undefined);
  try {
    return await first.snapshot();
  } finally {
    first.terminate();
  }
}

function started(
  root: string,
  { wasm, library, files, packages }: Distribution,
  snapshot: Setting["snapshot"],
): Promise<RemoteInterpreter> {
  const script = (file: string) => workerAddress(ofThisBuild(file, root));
  return RemoteInterpreter.start(script("interpreter.worker.js"), {
    pythonUrl: new URL("python/", root).href,
    tickerUrl: script("ticker.worker.js"),
    wasm,
    library,
    files,
    packages,
    snapshot,
  });
}
