// What the site has to have for CPython to run in a tab. None of it is loaded before a reader asks
// for Python.

import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { addedPackages } from "./added.mjs";
import { archive } from "./archive.mjs";
import { licences } from "./licences.mjs";
import { pinnedWheels } from "./pins.mjs";
import { builtAs, INTERPRETER, PYODIDE } from "./pyodide.mjs";
import { filesOf, licencesOf, normal } from "./wheel.mjs";

/** Packages that programs find without one being there: modules of ours in `lib/` stand in for them. */
const STAND_INS = ["mpi4py", "psutil"];

/**
 * Writes it into the site's folder `python/`.
 *
 * @param {string} root the project's folder
 * @param {string} site the site's
 * @param {string} [packages] a folder of packages to add
 * @returns {Promise<string[]>} the packages that programs can import, by their normal names
 */
export async function writePython(root, site, packages) {
  const folder = join(site, "python");
  await mkdir(folder, { recursive: true });
  for (const file of INTERPRETER) {
    await copyFile(join(PYODIDE, file), join(folder, file));
  }
  const own = (await pinnedWheels(root)).map(({ contents, ...of }) => ({
    ...of,
    files: filesOf(contents),
  }));
  await writeFile(
    join(folder, "packages.zip"),
    await archive(
      root,
      own.map(({ files }) => files),
    ),
  );
  const added = packages === undefined ? [] : await addedPackages(packages);
  for (const { entry, contents } of added) {
    await mkdir(dirname(join(folder, entry.file_name)), { recursive: true });
    await writeFile(join(folder, entry.file_name), contents);
  }
  await writeFile(join(folder, "pyodide-lock.json"), JSON.stringify(await listOf(added)));
  await writeFile(
    join(folder, "LICENSES.txt"),
    await licences([
      ...own.map(({ files, ...of }) => ({ ...of, licences: licencesOf(files) })),
      ...added.map(({ entry: { name, version }, licences }) => ({ name, version, licences })),
    ]),
  );
  const names = [...own, ...added.map(({ entry }) => entry)].map(({ name }) => normal(name));
  return [...names, ...STAND_INS].sort();
}

/** The list by which pyodide loads what a program imports: instead of its own, which is elsewhere. */
async function listOf(added) {
  const packages = added.map(({ entry }) => [normal(entry.name), entry]);
  return { info: await builtAs(), packages: Object.fromEntries(packages) };
}
