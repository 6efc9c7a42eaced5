// The packages that whoever builds the site adds to it, from a folder: for those that no registry
// has for this platform, such as numpy, it can be Pyodide's own full distribution.

import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { pins } from "./pins.mjs";
import { builtAs } from "./pyodide.mjs";
import { fieldsOf, filesOf, licencesOf, metadataOf, modulesOf, named, normal } from "./wheel.mjs";

/** Where the site has them, below `python/`. */
const FOLDER = "wheels";

/** What Pyodide calls its list of packages. */
const LIST = "pyodide-lock.json";

/** Why a folder's packages cannot be added. */
export class PackagesError extends Error {
  /** @param {"no-folder" | "no-wheels" | "not-a-wheel" | "other-platform" | "altered"} code */
  constructor(code, message) {
    super(message);
    this.name = "PackagesError";
    this.code = code;
  }
}

/**
 * A folder's packages, but for those that the site brings along itself: our own modules were made
 * to go with these.
 *
 * @param {string} folder
 * @returns {Promise<{entry: object, contents: Uint8Array, licences: string[]}[]>} each with its
 *   entry in a list such as Pyodide's
 */
export async function addedPackages(folder) {
  const names = await readdir(folder).catch(() => {
    throw new PackagesError("no-folder", `There is no folder ${folder}, or it cannot be read.`);
  });
  const listed = names.includes(LIST) ? await listedIn(join(folder, LIST)) : new Map();
  const files = names.filter((name) => name.endsWith(".whl") || listed.has(name)).sort();
  if (!files.some((file) => file.endsWith(".whl"))) {
    throw new PackagesError(
      "no-wheels",
      `${folder} has no wheels (*.whl). Pyodide's full distribution has some, made for the tab.`,
    );
  }
  const platform = await builtAs();
  const own = new Set((await pins()).map(({ name }) => normal(name)));
  const packages = await Promise.all(
    files.map((file) => packageOf(folder, file, listed.get(file), platform)),
  );
  const added = packages.filter(({ entry }) => !own.has(normal(entry.name)));
  const there = new Set(added.map(({ entry }) => normal(entry.name)));
  for (const { entry } of added) {
    // A requirement can be for other platforms only; Python says itself what it misses.
    entry.depends = entry.depends.map(normal).filter((name) => there.has(name));
  }
  return added;
}

/** The entries of Pyodide's list, by the names of their files. */
async function listedIn(path) {
  try {
    const { packages } = JSON.parse(await readFile(path, "utf8"));
    return new Map(Object.values(packages).map((entry) => [entry.file_name, entry]));
  } catch (error) {
    throw new PackagesError("altered", `${path} is not a list of Pyodide's: ${error.message}`);
  }
}

async function packageOf(folder, file, listed, platform) {
  const path = join(folder, file);
  const contents = await readFile(path);
  const sha256 = createHash("sha256").update(contents).digest("hex");
  if (listed !== undefined && listed.sha256 !== sha256) {
    throw new PackagesError(
      "altered",
      `${path} is not what ${LIST} beside it lists: download both again.`,
    );
  }
  const { licences, ...read } = file.endsWith(".whl")
    ? readWheel(path, file, contents, platform)
    : { licences: [] };
  const entry = { ...read, ...listed, file_name: `${FOLDER}/${file}`, sha256 };
  return { entry, contents, licences };
}

/** What a wheel says of itself, as Pyodide's list would. */
function readWheel(path, file, contents, platform) {
  const name = named(file);
  if (name === undefined) {
    throw new PackagesError(
      "not-a-wheel",
      `${path} is not named as wheels are: name-version-python-abi-platform.whl.`,
    );
  }
  const wanted = suits(name, platform);
  if (wanted !== undefined) {
    throw new PackagesError(
      "other-platform",
      `${path} is for a Python other than the one in the tab: it would have to be ${wanted}.`,
    );
  }
  const files = opened(path, contents);
  return {
    name: name.name,
    version: name.version,
    install_dir: "site",
    package_type: "package",
    imports: modulesOf(files),
    depends: fieldsOf(metadataOf(files), "Requires-Dist")
      .filter((requirement) => !/;.*\bextra\b/.test(requirement))
      .map((requirement) => requirement.match(/^[\w.-]+/)[0]),
    licences: licencesOf(files),
  };
}

function opened(path, contents) {
  try {
    const files = filesOf(contents);
    if (metadataOf(files) !== undefined) {
      return files;
    }
  } catch {
    // It is no archive at all.
  }
  throw new PackagesError(
    "not-a-wheel",
    `${path} is not a wheel: it has no metadata. Is it complete?`,
  );
}

/** What a wheel's name would have to end with, if the interpreter cannot have the wheel. */
function suits({ python, abi, platform }, { python: version, abi_version, platform: system }) {
  const [, minor] = version.split(".").map(Number);
  const platforms = ["any", `pyemscripten_${abi_version}_wasm32`, `${system}_wasm32`];
  const itself = `cp3${minor}`;
  const suitable =
    platform.some((tag) => platforms.includes(tag)) &&
    abi.some((tag) => ["none", "abi3", itself].includes(tag)) &&
    python.some((tag) => isFor(tag, minor, abi));
  return suitable ? undefined : `py3-none-any, or compiled as ${itself}-${itself}-${platforms[1]}`;
}

/** Whether a wheel for a Python of this tag is for 3.`minor` too. */
function isFor(tag, minor, abi) {
  const { kind, of } = tag.match(/^(?<kind>py|cp)3(?<of>\d*)$/)?.groups ?? {};
  if (kind === "py") {
    return Number(of) <= minor;
  }
  return kind === "cp" && (Number(of) === minor || (abi.includes("abi3") && Number(of) <= minor));
}
