import { msg } from "@lit/localize";
import { heardResponse } from "./heard-response";

/**
 * Downloads and compiles the WebAssembly module.
 *
 * @param heard called with every piece that arrives, so that a slow download is not taken for a
 *   dead one
 */
export async function compileModule(url: string, heard: () => void): Promise<WebAssembly.Module> {
  if (typeof WebAssembly === "undefined") {
    throw new Error(msg("this browser has WebAssembly switched off"));
  }
  return WebAssembly.compileStreaming(await heardResponse(url, "application/wasm", heard));
}
