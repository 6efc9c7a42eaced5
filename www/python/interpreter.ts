/** One CPython: started from nothing or from the copy of another's memory, and what it can be asked. */

import { loadPyodide, type PyodideAPI } from "pyodide";
import type { PyProxy } from "pyodide/ffi";
import createPyodideModule from "pyodide/pyodide.asm.mjs";
import { messageOf } from "../engine/failure";
import { addedModule } from "./added-packages";
import { Clock } from "./clock";
import { Console } from "./console";
import { WORKING_DIRECTORY } from "./files";
import { Frames } from "./frames";
import { Gil, MAIN_THREAD } from "./gil";
import { gilModule } from "./gil-module";
import { withGiven } from "./given-files";
import { InterpreterLine } from "./lines";
import type { SharedSpans } from "./live-spans";
import { networkModule } from "./network";
import { place } from "./packed-files";
import type { Call, Ending, Printed, StartOptions } from "./protocol";
import { systemModule } from "./system-client";
import { shareWorkingDirectory } from "./working-directory";

/** Our own modules, which come before CPython's, and the tasks and strategies. */
const PATH = ["/lib/playground", "/programs"];

/** An ending without the lanes. */
type Plain =
  | Omit<Extract<Ending, { kind: "returned" }>, "lanes">
  | Omit<Extract<Ending, { kind: "raised" }>, "lanes">;

/** What Python calls, by the names of the modules that it finds it in. */
type Modules = Readonly<Record<string, object>>;

/** The parts of Pyodide that are not for everybody. */
interface Inner {
  makeMemorySnapshot(options: object): Uint8Array<ArrayBuffer>;
  readonly _api: { config: { _loadSnapshot?: unknown } };
  readonly _module: {
    readonly HEAPU8: Uint8Array;
    /** Where the memory ends that CPython has asked for. */
    _sbrk(more: number): number;
  };
}

export class Interpreter {
  readonly #python: PyodideAPI;
  readonly #gil: Gil;
  readonly #clock: Clock;
  readonly #console: Console;
  readonly #modules: Modules;

  private constructor(
    python: PyodideAPI,
    gil: Gil,
    clock: Clock,
    console: Console,
    modules: Modules,
  ) {
    this.#python = python;
    this.#gil = gil;
    this.#clock = clock;
    this.#console = console;
    this.#modules = modules;
  }

  /** Starts one; `onStep` is called when it has got on. */
  static async start(
    { pythonUrl, tickerUrl, wasm, library, files, packages, snapshot, system }: StartOptions,
    onPrint: (printed: Printed[]) => void,
    onStep: () => void,
  ): Promise<Interpreter> {
    const clock = new Clock(tickerUrl);
    const gil = new Gil(clock);
    const line = new InterpreterLine(system);
    const modules: Modules = {
      _added_js: addedModule(packages, pythonUrl),
      _gil_js: gilModule(gil, clock),
      _network_js: networkModule(line, gil),
      _system_js: systemModule(line, gil),
    };
    const memory =
      snapshot === undefined
        ? { _makeSnapshot: true }
        : { _loadSnapshot: snapshot, _snapshotDeserializer: (name: string) => modules[name] };
    const env = { HOME: WORKING_DIRECTORY };
    // In one bundle with this: fetched by itself it could be of another build, and many hosts name no
    // content type for an .mjs that browsers import.
    const options = {
      createPyodideModule,
      indexURL: pythonUrl,
      checkAPIVersion: true,
      // Else each interpreter would fetch the list by itself.
      lockFileContents: packages,
      packageBaseUrl: pythonUrl,
      env,
      ...memory,
    };
    const python = await withGiven({ wasm, library, bytes: snapshot?.length ?? 0 }, () =>
      loadPyodide(options as Parameters<typeof loadPyodide>[0]),
    );
    // Else it would be kept, and is as large as the memory itself.
    delete (python as unknown as Inner)._api.config._loadSnapshot;
    onStep();
    gil.frames = new Frames(python);
    place(files, python.FS);
    shareWorkingDirectory(python.FS, line);
    const console = new Console(gil, onPrint);
    // Its end, at once.
    python.setStdin({ stdin: () => undefined });
    python.setStdout(console.writer("out"));
    python.setStderr(console.writer("err"));
    if (snapshot === undefined) {
      for (const [name, module] of Object.entries(modules)) {
        python.registerJsModule(name, module);
      }
      python.runPython(`
import sys
sys.path[:0] = ${JSON.stringify(PATH)}
import _boot
_boot.install()
`);
    }
    if (clock.signals !== undefined) {
      python.setInterruptBuffer(clock.signals);
    }
    return new Interpreter(python, gil, clock, console, modules);
  }

  /** Whether stacks can be suspended here, and so whether there are threads. */
  get switchesStacks(): boolean {
    return "Suspending" in WebAssembly;
  }

  /** CPython's version. */
  get version(): string {
    return this.#python.runPython("import sys; sys.version.partition(' ')[0]") as string;
  }

  /** A copy of its memory, for others to start from. */
  snapshot(): Uint8Array<ArrayBuffer> {
    const options = {
      serializer: (value: unknown) => {
        const known = Object.entries(this.#modules).find(([, module]) => module === value);
        if (known === undefined) {
          throw new Error("Python holds on to an object that a copy of its memory cannot have.");
        }
        return known[0];
      },
    };
    const { makeMemorySnapshot, _module } = this.#python as unknown as Inner;
    const snapshot = makeMemorySnapshot(options);
    // What follows is memory that CPython has not asked for yet.
    const used = snapshot.length - _module.HEAPU8.length + _module._sbrk(0);
    return snapshot.slice(0, used);
  }

  /** Calls a function on the main thread, and waits for it; never rejects. */
  async call({ module, name, argument, bytes }: Call): Promise<Ending> {
    this.#console.begin();
    const called = this.#gil.start(MAIN_THREAD, "main", async () => {
      const main = this.#python.pyimport("_gil.call_main");
      const given = [module, name, argument, ...(bytes === undefined ? [] : [bytes])];
      try {
        return await (this.switchesStacks ? main.callPromising(...given) : main(...given));
      } finally {
        main.destroy();
      }
    });
    const lanes = () => this.#gil.takeLanes();
    const broken = (exception: unknown): Ending => ({
      kind: "broken",
      message: messageOf(exception),
      lanes: lanes(),
    });
    const ending = await Promise.race([
      called.then((outcome): Ending => ({ ...plain(outcome), lanes: lanes() })),
      this.#gil.broken,
    ]).catch(broken);
    this.#console.flush();
    return ending;
  }

  /** A signal came for the main thread, whether that runs or waits. */
  interrupt(signal: number): void {
    if (this.signals === undefined) {
      this.#clock.add(signal);
    }
    // Who runs finds the signal by itself, and may have found it.
    if (this.#clock.isInterrupting && this.#gil.interrupt()) {
      this.#clock.forgetInterrupt();
    }
  }

  /** Where one can see what its threads do, if its memory can be shared. */
  get live(): SharedSpans | undefined {
    return this.#gil.live.shared;
  }

  /** Where signals can be written for it, if its memory can be shared. */
  get signals(): Uint8Array<SharedArrayBuffer> | undefined {
    return this.#clock.signals;
  }
}

/** What came of a call, as `_gil.call_main` tells it. */
function plain(outcome: unknown): Plain {
  const proxy = outcome as PyProxy;
  const [returned, traceback]: [unknown, string | undefined] = proxy.toJs({
    create_pyproxies: false,
  });
  proxy.destroy();
  if (traceback !== undefined) {
    return { kind: "raised", traceback };
  }
  const [value, bytes] = Array.isArray(returned) ? returned : [returned, []];
  return { kind: "returned", value: String(value ?? ""), bytes };
}
