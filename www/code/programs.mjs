// The library of Python programs, as files of data: one that lists them, and one for each.

import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** The folders of the programs, in the order in which they are offered. */
const LIBRARY = "library.json";
/** What a program's folder says of it, in English. */
const MANIFEST = "program.json";
/** What is said of all of them in German. */
const GERMAN = "www/texts/library.de.json";

/**
 * What to write into the site.
 *
 * @param {string} root the project's folder
 * @returns {Promise<{path: string, text: string}[]>} files, by their paths in the site
 */
export async function programFiles(root) {
  const library = join(root, "python/programs");
  const folders = await json(join(library, LIBRARY));
  const german = await json(join(root, GERMAN));
  const programs = await Promise.all(folders.map((folder) => programOf(library, folder)));
  const inGerman = programs.map((program, at) => translated(program, german[folders[at]]));
  return [...filesOf(programs, "programs"), ...filesOf(inGerman, "programs/de")];
}

/** All programs in one language. */
function filesOf(programs, folder) {
  const entries = programs.map(({ id, title, see }) => ({ id, title, see }));
  return [["index", entries], ...programs.map((program) => [program.id, program])].map(
    ([name, data]) => ({ path: `${folder}/${name}.json`, text: JSON.stringify(data) }),
  );
}

/** A program as `elements/program/library.ts` describes it. */
async function programOf(library, folder) {
  const { title, see, versions } = await json(join(library, folder, MANIFEST));
  return {
    id: folder.replaceAll("_", "-"),
    title,
    see,
    versions: await Promise.all(
      versions.map(async ({ file, ...version }) => ({
        ...version,
        source: await readFile(join(library, folder, file), "utf8"),
      })),
    ),
  };
}

/** The same program; names that are Python's own are the same in all languages. */
function translated(program, said) {
  const isThere = (name) => program.versions.some((version) => version.name === name);
  if (said === undefined || !Object.keys(said.versions).every(isThere)) {
    throw new Error(`${GERMAN} does not say what the program ${program.id} says in English.`);
  }
  const versions = program.versions.map((version) => ({
    ...version,
    name: said.versions[version.name] ?? version.name,
  }));
  return { ...program, title: said.title, see: said.see, versions };
}

async function json(path) {
  return JSON.parse(await readFile(path, "utf8"));
}
