/** What a site has to serve besides its own so that Python can be called in a page of it. */

import { readFileSync } from "node:fs";
import { build } from "esbuild";
import type { Call, Ending } from "../../../www/python/protocol.ts";
import { DIST } from "../server/site.ts";
import type { Page } from "../support/page.ts";

/**
 * The script of `in-page.ts`, as of the site's own build, and what it gives to interpreters.
 *
 * @param files by their absolute paths in an interpreter
 * @param preload what the first of them executes before the others start as copies of it
 */
export async function forInterpreters(
  files: Readonly<Record<string, string>>,
  preload?: Call,
): Promise<Record<string, string>> {
  const [, buildId] = readFileSync(`${DIST}/index.html`, "utf8").match(/\?build=(\w+)/) ?? [];
  const { outputFiles } = await build({
    bundle: true,
    define: { BUILD_ID: JSON.stringify(buildId) },
    entryPoints: [`${import.meta.dirname}/in-page.ts`],
    format: "esm",
    target: "es2022",
    write: false,
  });
  return {
    "interpreters.js": outputFiles[0]?.text ?? "",
    "interpreters.json": JSON.stringify({ files, preload }),
  };
}

/** How long a call may say nothing, on a slow machine too. */
const PATIENCE_MS = 120_000;

/** Calls a function of Python's in a page of a site that serves all that. */
export function callPython(page: Page, call: Call): Promise<Ending> {
  return page.call<Ending>(
    `const { call } = await import(new URL("interpreters.js", document.baseURI));
     return call(given.call, given.patienceMs).catch(({ message }) => {
       throw new Error(message);
     });`,
    { call, patienceMs: PATIENCE_MS },
  );
}
