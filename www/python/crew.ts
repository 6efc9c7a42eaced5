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
  readonly #ready: Promise<RemoteInterpreter>[] = [];

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
    // Its script comes while what it is made of is fetched.
    const first = interpreterOf(root);
    try {
      const [distribution, kept] = await Promise.all([
        fetchDistribution(root, (bytes) => onLoading({ step: "download", bytes })),
        snapshots.kept(),
      ]);
      onLoading({ step: "start" });
      const started = first.start(settingOf(root, distribution, kept));
      if (kept !== undefined) {
        const crew = new Crew(root, distribution, kept);
        crew.#ready.push(started);
        return crew;
      }
      const snapshot = await (await started).snapshot();
      first.terminate();
      void snapshots.keep(snapshot);
      return new Crew(root, distribution, snapshot);
    } catch (exception) {
      first.terminate();
      throw exception;
    }
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
      for (const started of this.#ready.splice(0)) {
        started.then((interpreter) => interpreter.terminate()).catch(() => undefined);
      }
      throw exception;
    }
  }

  #start(snapshot: Setting["snapshot"]): Promise<RemoteInterpreter> {
    return interpreterOf(this.#root).start(settingOf(this.#root, this.#distribution, snapshot));
  }
}

/** An interpreter whose script is on its way. */
function interpreterOf(root: string): RemoteInterpreter {
  return new RemoteInterpreter(scriptOf("interpreter.worker.js", root));
}

/** What it needs to know, and the memory that it starts from; from nothing, if there is none. */
function settingOf(
  root: string,
  { wasm, library, files, packages }: Distribution,
  snapshot: Setting["snapshot"],
): Setting {
  const tickerUrl = scriptOf("ticker.worker.js", root);
  const pythonUrl = new URL("python/", root).href;
  return { pythonUrl, tickerUrl, wasm, library, files, packages, snapshot };
}

function scriptOf(file: string, root: string): string {
  return workerAddress(ofThisBuild(file, root));
}
