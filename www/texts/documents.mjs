// What the site's own documents say in all languages: their texts are marked, and say English.

import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** The documents that speak all languages. */
const TRANSLATED = [
  "index.html",
  "playground.html",
  "program.html",
  "embed.html",
  "embed-python.html",
];

/** A marked element, and what it says: no more than words. */
const MARKED = /data-playground-text>(?<text>[^<]+)</g;

/**
 * The documents' texts as a module of the page's, for who collects texts.
 *
 * @param folder where the documents are
 */
export async function textsAsModule(folder) {
  const documents = await Promise.all(
    TRANSLATED.map((document) => readFile(join(folder, document), "utf8")),
  );
  const texts = documents.flatMap((html) => [...html.matchAll(MARKED)].map(textOf));
  const calls = [...new Set(texts)].map((text) => `  msg(${JSON.stringify(text)}),\n`);
  return `import { msg } from "@lit/localize";\n\nexport const documents = () => [\n${calls.join("")}];\n`;
}

function textOf({ groups }) {
  return groups.text.trim().replaceAll(/\s+/g, " ");
}
