/** What interpreters are made of, fetched once: CPython, its standard library, and our packages. */

import { msg, str } from "@lit/localize";
import type { Lockfile } from "pyodide";
import { ofThisBuild } from "../engine/build";
import { messageOf, plainFailure } from "../engine/failure";
import { heardResponse } from "../engine/heard-response";
import { filesIn, type PackedFile } from "./packed-files";
import type { Files } from "./protocol";

/** Where the archive's folders are in an interpreter's file system. */
const PLACES: Readonly<Record<string, string>> = {
  lib: "/lib/playground",
  "site-packages": "/lib/python3.14/site-packages",
  programs: "/programs",
};

/** How often it is told how much has come: pieces are many and small. */
const TOLD_EVERY_MS = 50;

export interface Distribution {
  /** CPython, compiled. */
  wasm: WebAssembly.Module;
  /** Its standard library, as a zip archive. */
  library: Uint8Array<ArrayBuffer>;
  /** Our modules, packages and programs. */
  files: Files;
  /** The packages that this site's builder has added. */
  packages: Lockfile;
}

/**
 * Fetches it.
 *
 * @param root the site's root
 * @param onLoaded told how many bytes have come so far
 * @throws PlaygroundError `start-failed` if a file of it is not to be had
 */
export async function fetchDistribution(
  root: string,
  onLoaded: (bytes: number) => void,
): Promise<Distribution> {
  let loaded = 0;
  let toldAt = 0;
  const heard = (bytes: number) => {
    loaded += bytes;
    if (performance.now() - toldAt >= TOLD_EVERY_MS) {
      toldAt = performance.now();
      onLoaded(loaded);
    }
  };
  const response = async (file: string, type: string): Promise<Response> => {
    const path = `python/${file}`;
    try {
      return await heardResponse(ofThisBuild(path, root), type, heard);
    } catch (exception) {
      const cause = messageOf(exception);
      throw plainFailure(
        "start-failed",
        msg(
          str`Python could not be loaded: ${path} did not load (${cause}). Reload the page; if that does not help, the file is missing on the site's server.`,
        ),
      );
    }
  };
  const bytes = async (file: string): Promise<Uint8Array<ArrayBuffer>> =>
    new Uint8Array(await (await response(file, "application/octet-stream")).arrayBuffer());
  const [wasm, library, files, packages] = await Promise.all([
    response("pyodide.asm.wasm", "application/wasm").then((it) => WebAssembly.compileStreaming(it)),
    bytes("python_stdlib.zip"),
    bytes("packages.zip").then(placed),
    response("pyodide-lock.json", "application/json").then((it) => it.json()),
  ]);
  return { wasm, library, files, packages };
}

function placed(archive: Uint8Array<ArrayBuffer>): Files {
  const files = new Map<string, PackedFile>();
  for (const [path, file] of filesIn(archive)) {
    const [folder = "", ...rest] = path.split("/");
    const place = PLACES[folder];
    if (place !== undefined) {
      files.set([place, ...rest].join("/"), file);
    }
  }
  return files;
}
