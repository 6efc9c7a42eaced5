/**
 * Has Pyodide take CPython from what the crew has fetched and compiled, instead of fetching and
 * compiling it once more for every interpreter. Pyodide has no option for it, so that this stands in
 * for the two functions of the browser that it calls while it starts.
 */

interface Given {
  wasm: WebAssembly.Module;
  library: Uint8Array<ArrayBuffer>;
  /** How many bytes of memory it is to begin with, at least. */
  bytes: number;
}

/** What memory grows by. */
const PAGE_BYTES = 65_536;

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
    growTo(bytes, instance);
    return { module: wasm, instance };
  };
  try {
    return await start();
  } finally {
    globalThis.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  }
}

/** Pyodide copies a snapshot into the memory that it has, and that may be too small for it. */
function growTo(bytes: number, { exports }: WebAssembly.Instance): void {
  const memory = Object.values(exports).find((it) => it instanceof WebAssembly.Memory);
  const missing = bytes - (memory?.buffer.byteLength ?? bytes);
  if (missing > 0) {
    memory?.grow(Math.floor(missing / PAGE_BYTES));
  }
}
