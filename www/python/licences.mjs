// The licences of all that is not ours in the site's folder `python/`.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { builtAs, origin } from "./pyodide.mjs";

/** Those that come with no package: theirs are in this folder. */
const TEXTS = join(import.meta.dirname, "licences");

/**
 * All of them, one after another.
 *
 * @param {{name: string, version: string, licences: string[]}[]} packages
 */
export async function licences(packages) {
  const { version, source } = await origin();
  const { python } = await builtAs();
  const [pyodide, cpython] = await Promise.all(
    ["pyodide.txt", "cpython.txt"].map((file) => readFile(join(TEXTS, file), "utf8")),
  );
  const all = [
    { name: "Pyodide", version, licences: [`Its source: ${source}`, pyodide] },
    { name: "CPython", version: python, licences: [cpython] },
    ...packages,
  ];
  return all.map(section).join("\n\n");
}

function section({ name, version, licences }) {
  const title = `${name} ${version}`;
  return [title, "=".repeat(title.length), ...licences.map((text) => `\n${text.trim()}`), ""].join(
    "\n",
  );
}
