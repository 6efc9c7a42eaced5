/**
 * Has Pyodide take CPython from what the crew has fetched and compiled, instead of fetching and
 * compiling it once more for every interpreter. Pyodide has no option for it, so that this stands in
 * for the two functions of the browser that it calls while it starts.
 */

interface Given {
  wasm: WebAssembly.Module;
  library: Uint8Array<ArrayBuffer>;
}

/** Does something while requests for CPython's files are answered with what is given. */
export async function withGiven<T>({ wasm, library }: Given, start: () => Promise<T>): Promise<T> {
  const { fetch } = globalThis;
  const { instantiateStreaming } = WebAssembly;
  globalThis.fetch = async (resource, init) => {
    const address = String(resource instanceof Request ? resource.url : resource);
    if (address.endsWith(".wasm")) {
      return new Response();
    }
    return address.endsWith(".zip") ? new Response(library) : fetch(resource, init);
  };
  WebAssembly.instantiateStreaming = async (_, imports) => ({
    module: wasm,
    instance: await WebAssembly.instantiate(wasm, imports),
  });
  try {
    return await start();
  } finally {
    globalThis.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  }
}
