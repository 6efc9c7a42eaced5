// A wheel: an archive whose files stand where an installation has them, and its name says what it
// is for.

// fflate: reads and writes archives in memory, and has no dependencies of its own.
import { unzipSync } from "fflate";

const NAME =
  /^(?<name>[\w.]+)-(?<version>[^-]+)(?:-\d[^-]*)?-(?<python>[^-]+)-(?<abi>[^-]+)-(?<platform>[^-]+)\.whl$/;

/**
 * What a wheel's file name says.
 *
 * @param {string} file
 * @returns {{name: string, version: string, python: string[], abi: string[], platform: string[]}
 *   | undefined} nothing if it is no wheel's name
 */
export function named(file) {
  const groups = file.match(NAME)?.groups;
  return (
    groups && {
      name: normal(groups.name),
      version: groups.version,
      python: groups.python.split("."),
      abi: groups.abi.split("."),
      platform: groups.platform.split("."),
    }
  );
}

/** A package's name, as all who spell it differently mean it. */
export function normal(name) {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}

/**
 * A wheel's files, by their paths.
 *
 * @param {Uint8Array} wheel
 * @returns {Record<string, Uint8Array>}
 */
export function filesOf(wheel) {
  return unzipSync(wheel, { filter: ({ name }) => !name.endsWith("/") });
}

/**
 * The text of its metadata: fields, and a manual below them.
 *
 * @param {Record<string, Uint8Array>} files
 */
export function metadataOf(files) {
  const path = Object.keys(files).find((name) => /^[^/]+\.dist-info\/METADATA$/.test(name));
  return path && new TextDecoder().decode(files[path]);
}

/**
 * All values of one field of its metadata.
 *
 * @param {string} metadata
 * @param {string} field
 */
export function fieldsOf(metadata, field) {
  const [fields] = metadata.split(/\r?\n\r?\n/, 1);
  return fields
    .split(/\r?\n/)
    .filter((line) => line.startsWith(`${field}: `))
    .map((line) => line.slice(field.length + 2).trim());
}

/**
 * The names of the modules that a program can import of it.
 *
 * @param {Record<string, Uint8Array>} files
 */
export function modulesOf(files) {
  const modules = Object.keys(files)
    .filter((path) => /\.(?:py|so)$/.test(path) && !/\.(?:dist-info|data)\//.test(path))
    .map((path) => path.match(/^[^/.]+/)?.[0])
    .filter((module) => module !== undefined);
  return [...new Set(modules)].sort();
}

/**
 * The licences that it comes with.
 *
 * @param {Record<string, Uint8Array>} files
 */
export function licencesOf(files) {
  return Object.keys(files)
    .filter((path) => /\.dist-info\/(?:.*\/)?(?:LICEN[CS]E|NOTICE|COPYING)[^/]*$/i.test(path))
    .sort()
    .map((path) => new TextDecoder().decode(files[path]));
}
