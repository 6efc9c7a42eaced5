// One archive of all Python that is ours to bring along: packages, stand-ins and programs.

import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { strToU8, zipSync } from "fflate";

/** Of our own package what runs outside of tabs alone. */
const NATIVE = /^programs\/parallel_playground\/(?:__main__\.py$|native\/)/;

/** What no program in the tab ever reads of a package. */
const LEFT_OUT = [
  // Its tests.
  /(?:^|\/)tests?\/|(?:^|\/)(?:conftest|utils_test)\.py$/,
  // Types, manuals, and code for a compiler or from one.
  /\.(?:pyi|typed|1|sh|so|c|h|pyx|pxd|pxi)$/,
  // What is made of numpy's arrays and pandas' tables, and is most of dask.
  /^dask\/(?:array|dataframe)\//,
  // What tells an installer how to remove it, and its licence, which stands with all others.
  /\.dist-info\/(?!METADATA$|entry_points\.txt$)/,
];

/**
 * Puts it together: `site-packages/` has the packages, `lib/` what stands in for the operating
 * system, `programs/` the tasks and strategies. The same files always make the same archive.
 *
 * @param {string} root the project's folder
 * @param {Record<string, Uint8Array>[]} packages the files of each package
 * @returns {Promise<Uint8Array>}
 */
export async function archive(root, packages) {
  const files = {
    ...Object.assign({}, ...packages.map(installed)),
    ...(await folder(join(root, "www/python/lib"), "lib")),
    ...(await folder(join(root, "python/parallel_playground"), "programs/parallel_playground")),
  };
  const sorted = Object.keys(files)
    .filter((path) => !NATIVE.test(path))
    .sort()
    .map((path) => [path, files[path]]);
  // The first day that an archive can name, wherever it is made.
  return zipSync(Object.fromEntries(sorted), { level: 9, mtime: new Date(1980, 0, 1) });
}

/** A package's files, where they are installed. */
function installed(files) {
  return Object.fromEntries(
    Object.entries(files)
      .filter(([path]) => !LEFT_OUT.some((rule) => rule.test(path)))
      .map(([path, contents]) => [
        `site-packages/${path}`,
        path.endsWith("/METADATA") ? withoutManual(contents) : contents,
      ]),
  );
}

/** What programs ask of a package's metadata: its fields, without the manual below them. */
function withoutManual(metadata) {
  const [fields] = new TextDecoder().decode(metadata).split(/\r?\n\r?\n/, 1);
  return strToU8(`${fields}\n`);
}

/** The Python files of a folder, as they stand. */
async function folder(path, name) {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".py"))
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(
      files.map(async (file) => [
        `${name}/${relative(path, file).replaceAll(sep, "/")}`,
        new Uint8Array(await readFile(file)),
      ]),
    ),
  );
}
