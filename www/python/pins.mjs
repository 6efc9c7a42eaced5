// The wheels that `packages.txt` pins, out of the folder that they were downloaded into.

import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Where `cargo xtask build` has pip put them, below the project's folder. */
const DOWNLOADED = ".tools/wheels";

const PIN = /^(?<name>[\w.-]+)==(?<version>\S+) --hash=sha256:(?<digest>[0-9a-f]{64})$/gm;

/**
 * What is pinned, in the order of the names.
 *
 * @returns {Promise<{name: string, version: string, digest: string}[]>}
 */
export async function pins() {
  const list = await readFile(join(import.meta.dirname, "packages.txt"), "utf8");
  return [...list.matchAll(PIN)]
    .map(({ groups }) => groups)
    .sort((one, other) => (one.name.toLowerCase() < other.name.toLowerCase() ? -1 : 1));
}

/**
 * The contents of the wheels, with their packages' names and versions.
 *
 * @param {string} root the project's folder
 * @returns {Promise<{name: string, version: string, contents: Uint8Array}[]>}
 */
export async function pinnedWheels(root) {
  const downloaded = await byDigest(join(root, DOWNLOADED));
  return (await pins()).map(({ name, version, digest }) => {
    const contents = downloaded.get(digest);
    if (contents === undefined) {
      throw new Error(
        `The wheel of ${name} ${version} is not in ${DOWNLOADED}: \`cargo xtask build\` downloads it.`,
      );
    }
    return { name, version, contents };
  });
}

/** All wheels of a folder: by their digests, so that none is taken for another. */
async function byDigest(folder) {
  const names = await readdir(folder).catch(() => []);
  const wheels = await Promise.all(
    names.filter((name) => name.endsWith(".whl")).map((name) => readFile(join(folder, name))),
  );
  return new Map(wheels.map((wheel) => [createHash("sha256").update(wheel).digest("hex"), wheel]));
}
