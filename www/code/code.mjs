// The source code that the page shows: a file of data for each task and each strategy.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { highlight } from "./highlight.mjs";
import { functionFirst, pythonOf, rustOf } from "./sources.mjs";

/** What of a file matters most: what a task does with its items, and how a strategy executes one. */
const MATTERS = { tasks: "run", strategies: "execute" };

/**
 * What to write into the site.
 *
 * @param {string} root the project's folder
 * @returns {Promise<{path: string, text: string}[]>} files, by their paths in the site
 */
export async function codeFiles(root) {
  const catalogue = JSON.parse(await readFile(join(root, "www/generated/catalogue.json"), "utf8"));
  const ids = ["tasks", "strategies"].flatMap((room) =>
    catalogue[room].map(({ id }) => ({ room, id })),
  );
  return Promise.all(
    ids.map(async ({ room, id }) => ({
      path: `code/${id}.json`,
      text: JSON.stringify(await codeOf(root, room, id)),
    })),
  );
}

/** The code of a task or a strategy in both languages, as `elements/code/code.ts` describes it. */
async function codeOf(root, room, id) {
  return {
    rust: highlighted("rust", await rustOf(root, room, id), MATTERS[room]),
    python: highlighted("python", await pythonOf(root, room, id), MATTERS[room]),
  };
}

function highlighted(language, files, matters) {
  return files.map(({ path, source }) => {
    const first = functionFirst(source, matters);
    const runs = highlight(language, source);
    return first === "" ? { path, runs } : { path, runs, first: highlight(language, first) };
  });
}
