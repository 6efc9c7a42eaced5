/**
 * The module `_added_js`, by which Python gets the packages that the site's builder has added: each
 * is fetched once a program imports it.
 */

import type { Lockfile } from "pyodide";

/** What Python's `_added` calls. */
export function addedModule({ packages }: Lockfile, pythonUrl: string) {
  return {
    /** What there is, as Pyodide lists it. */
    listed: () => JSON.stringify(packages),
    /** A package's file. The promise is in an object, see `gil-module.ts`. */
    fetch: (file: string): { contents: Promise<Uint8Array> } => ({
      contents: contentsOf(new URL(file, pythonUrl).href),
    }),
  };
}

async function contentsOf(address: string): Promise<Uint8Array> {
  const response = await fetch(address);
  if (!response.ok) {
    throw new Error(`${address} did not load: status ${response.status}`);
  }
  return new Uint8Array(await response.arrayBuffer());
}
