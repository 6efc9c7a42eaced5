// The elements' styles without what only people read: the bundler makes scripts small, and leaves the
// style sheets in their template literals as they are written.

import { readFile } from "node:fs/promises";
import { transform } from "esbuild";

/** A style sheet in a script that takes nothing from the script. */
const STYLES = /css`(?<sheet>[^`$\\]*)`/g;

/** For the bundler. */
export const tightStyles = {
  name: "tight-styles",
  setup({ onLoad }) {
    onLoad({ filter: /\/elements\/.*\.ts$/ }, async ({ path }) => ({
      contents: await tightened(await readFile(path, "utf8")),
      loader: "ts",
    }));
  },
};

async function tightened(script) {
  const sheets = [...script.matchAll(STYLES)].map(({ groups }) => groups.sheet);
  const tight = await Promise.all(sheets.map(minified));
  return script.replaceAll(STYLES, () => `css\`${tight.shift()}\``);
}

async function minified(sheet) {
  const { code } = await transform(sheet, { loader: "css", minify: true });
  // What a template literal would take for its own.
  return code.trim().replaceAll(/[\\`$]/g, "\\$&");
}
