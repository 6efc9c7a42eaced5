// What the build asks of the page's own scripts, so that it says nothing a second time.

import { build } from "esbuild";

/**
 * The module of one of the page's scripts, with all that it imports.
 *
 * @param script its path in this folder
 */
export async function moduleHere(script) {
  const { outputFiles } = await build({
    absWorkingDir: import.meta.dirname,
    bundle: true,
    entryPoints: [script],
    format: "esm",
    write: false,
  });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
}
