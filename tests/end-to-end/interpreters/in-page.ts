/** Calls Python in a page of the site, on the site's own interpreters, with files of the caller's. */

import { ofThisBuild } from "../../../www/engine/build";
import { trustTexts } from "../../../www/engine/trusted-address";
import { Watchdog } from "../../../www/engine/watchdog";
import { type Distribution, fetchDistribution } from "../../../www/python/distribution";
import type { Call, Ending, Files } from "../../../www/python/protocol";
import { RemoteInterpreter } from "../../../www/python/remote-interpreter";
import { System } from "../../../www/python/system";

/** The site's root. */
const ROOT = new URL("./", location.href).href;

type Snapshot = Uint8Array<ArrayBuffer>;

trustTexts();

/** What the caller gives. */
interface Given {
  files: Record<string, string>;
  /** What the memory from which interpreters start has executed, if anything. */
  preload?: Call;
}

let given: Promise<Given> | undefined;
let distribution: Promise<Distribution> | undefined;
let snapshot: Promise<Snapshot> | undefined;

function asked(): Promise<Given> {
  given ??= fetch("interpreters.json").then((response) => response.json());
  return given;
}

/** What the site's interpreters are made of, and the caller's files besides. */
async function withFiles(): Promise<Distribution> {
  const { files, ...rest } = await fetchDistribution(ROOT, () => undefined);
  const own = (await asked()).files;
  const encoder = new TextEncoder();
  const laid = Object.entries(own).map(([path, text]) => {
    const bytes = encoder.encode(text);
    return [path, { bytes, isDeflated: false, size: bytes.length }] as const;
  });
  const all: Files = new Map([...files, ...laid]);
  return { ...rest, files: all };
}

async function start(memory?: Snapshot): Promise<RemoteInterpreter> {
  distribution ??= withFiles();
  return new RemoteInterpreter(ofThisBuild("interpreter.worker.js", ROOT)).start({
    pythonUrl: new URL("python/", ROOT).href,
    tickerUrl: ofThisBuild("ticker.worker.js", ROOT),
    ...(await distribution),
    snapshot: memory,
  });
}

async function firstMemory(): Promise<Snapshot> {
  const first = await start();
  try {
    const { preload } = await asked();
    const ending = preload && (await first.call(preload));
    if (ending !== undefined && ending.kind !== "returned") {
      throw new Error(JSON.stringify(ending));
    }
    return await first.snapshot();
  } finally {
    first.terminate();
  }
}

/** The memory of the first interpreter, from which every further one starts. */
function memory(): Promise<Snapshot> {
  snapshot ??= firstMemory();
  return snapshot;
}

/**
 * Calls a function in a process of its own, which may start others; they end with it.
 *
 * @param patienceMs how long it may say nothing
 */
export async function call(asked: Call, patienceMs: number): Promise<Ending> {
  const copy = await memory();
  const take = () => start(copy);
  const program = await take();
  const system = new System({ take });
  system.enter(program);
  const silence = new Promise<Ending>((resolve) => {
    let said = "nothing";
    const watchdog = new Watchdog(patienceMs, () =>
      resolve({ kind: "broken", message: `it hangs, and said last: ${said}`, lanes: [] }),
    );
    program.onPrint = (printed) => {
      said = printed.at(-1)?.text ?? said;
      watchdog.heard();
    };
  });
  try {
    return await Promise.race([program.call(asked), silence]);
  } finally {
    system.reset();
    program.terminate();
  }
}

/** What a further interpreter takes: time until it is ready, and memory. */
export async function further(): Promise<{ ms: number; bytes: number }> {
  const copy = await memory();
  const before = await memoryInUse();
  const begin = performance.now();
  const one = await start(copy);
  const ms = performance.now() - begin;
  const bytes = (await memoryInUse()) - before;
  one.terminate();
  return { ms, bytes };
}

/** What all of the page takes, its workers included. */
async function memoryInUse(): Promise<number> {
  const { bytes } = await (
    performance as Performance & {
      measureUserAgentSpecificMemory(): Promise<{ bytes: number }>;
    }
  ).measureUserAgentSpecificMemory();
  return bytes;
}
