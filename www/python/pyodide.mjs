// pyodide's own files, and what they say of themselves.

import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** pyodide: CPython, compiled to WebAssembly. Nobody else offers it as a package. */
export const PYODIDE = dirname(fileURLToPath(import.meta.resolve("pyodide")));

/** CPython, what binds it to JavaScript, and its standard library. */
export const INTERPRETER = ["pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"];

/** What it was built as: its Python, and the platform that compiled packages have to be for. */
export async function builtAs() {
  return (await json("pyodide-lock.json")).info;
}

/** Its version, and where its source is. */
export async function origin() {
  const { version, repository } = await json("package.json");
  return { version, source: repository.url.replace(/^git\+|\.git$/g, "") };
}

async function json(file) {
  return JSON.parse(await readFile(join(PYODIDE, file), "utf8"));
}
