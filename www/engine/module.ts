/**
 * Downloads and compiles the WebAssembly module.
 *
 * @param heard called with every piece that arrives, so that a slow download is not taken for a
 *   dead one
 */
export async function compileModule(url: string, heard: () => void): Promise<WebAssembly.Module> {
  if (typeof WebAssembly === "undefined") {
    throw new Error("this browser has WebAssembly switched off");
  }
  const response = await fetch(url);
  if (!response.ok || response.body === null) {
    throw new Error(`its server answered with status ${response.status}`);
  }
  const listen = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(piece, controller) {
      heard();
      controller.enqueue(piece);
    },
  });
  // A response of our own, because many static hosts name another content type for .wasm files.
  const headers = { "content-type": "application/wasm" };
  return WebAssembly.compileStreaming(new Response(response.body.pipeThrough(listen), { headers }));
}
