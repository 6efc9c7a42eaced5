/**
 * Has Pyodide take CPython from what the crew has fetched and compiled, instead of fetching and
 * compiling it once more for every interpreter; and keeps its memory within bounds. Pyodide has no
 * option for either, so that this stands in for the two functions of the browser that it calls while
 * it starts.
 */

import { MEMORY_GIB } from "./memory";

interface Given {
  wasm: WebAssembly.Module;
  library: Uint8Array<ArrayBuffer>;
  /** How many bytes of memory it is to begin with, at least. */
  bytes: number;
}

/** What memory grows by. */
const PAGE_BYTES = 65_536;
const MOST_BYTES = MEMORY_GIB * 2 ** 30;
/** How often Emscripten tries to have a memory grow, by less each time. */
const TRIES = 3;

/** Does something while requests for CPython's files are answered with what is given. */
export async function withGiven<T>(
  { wasm, library, bytes }: Given,
  start: () => Promise<T>,
): Promise<T> {
  const { fetch } = globalThis;
  const { instantiateStreaming } = WebAssembly;
  globalThis.fetch = async (resource, init) => {
    const address = String(resource instanceof Request ? resource.url : resource);
    if (address.endsWith(".wasm")) {
      return new Response();
    }
    return address.endsWith(".zip") ? new Response(library) : fetch(resource, init);
  };
  WebAssembly.instantiateStreaming = async (_, imports) => {
    const instance = await WebAssembly.instantiate(wasm, imports);
    const memory = Object.values(instance.exports).find((it) => it instanceof WebAssembly.Memory);
    if (memory !== undefined) {
      growTo(bytes, memory);
      bound(memory);
    }
    return { module: wasm, instance };
  };
  try {
    return await start();
  } finally {
    globalThis.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  }
}

/**
 * Has a memory grow no further than it may. CPython then finds that there is no more and raises
 * MemoryError, where a browser that has none left might end the tab.
 *
 * Nor does it grow by more than it needs to: Emscripten would have it grow by a fifth at least, by a
 * tenth where that is refused, and by a twentieth where that is, too.
 */
function bound(memory: WebAssembly.Memory): void {
  const grow = memory.grow.bind(memory);
  let tries = 0;
  memory.grow = (pages) => {
    tries += 1;
    if (tries % TRIES !== 0) {
      throw new RangeError("Python's memory is to grow by less at a time.");
    }
    if (memory.buffer.byteLength + pages * PAGE_BYTES > MOST_BYTES) {
      throw new RangeError(`Python has ${MEMORY_GIB} GiB of memory, and no more.`);
    }
    return grow(pages);
  };
}

/** Pyodide copies a snapshot into the memory that it has, and that may be too small for it. */
function growTo(bytes: number, memory: WebAssembly.Memory): void {
  const missing = bytes - memory.buffer.byteLength;
  if (missing > 0) {
    memory.grow(Math.ceil(missing / PAGE_BYTES));
  }
}
