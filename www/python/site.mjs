// What the site has to have for CPython to run in a tab. None of it is loaded before a reader asks
// for Python.

import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { archive } from "./archive.mjs";
import { pinnedWheels } from "./pins.mjs";

/** pyodide: CPython, compiled to WebAssembly. Nobody else offers it as a package. */
const PYODIDE = dirname(fileURLToPath(import.meta.resolve("pyodide")));

/** CPython, what binds it to JavaScript, and its standard library. */
const INTERPRETER = ["pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"];

/**
 * Writes it into the site's folder `python/`.
 *
 * @param {string} root the project's folder
 * @param {string} site the site's
 */
export async function writePython(root, site) {
  const folder = join(site, "python");
  await mkdir(folder, { recursive: true });
  for (const file of INTERPRETER) {
    await copyFile(join(PYODIDE, file), join(folder, file));
  }
  await writeFile(join(folder, "packages.zip"), await archive(root, await pinnedWheels(root)));
  await writeFile(join(folder, "pyodide-lock.json"), JSON.stringify(await lock()));
}

/** Which packages pyodide may load by itself: none of those that its own list has elsewhere. */
async function lock() {
  const { info } = JSON.parse(await readFile(join(PYODIDE, "pyodide-lock.json"), "utf8"));
  return { info, packages: {} };
}
