// Bundles the page's scripts into the site. Trunk runs this (see Trunk.toml) once it has put
// `playground.js` and the WebAssembly module into its staging folder.

import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { codeFiles } from "./code/code.mjs";

const staging = process.env.TRUNK_STAGING_DIR;
if (staging === undefined) {
  throw new Error("TRUNK_STAGING_DIR is not set: run `cargo xtask build`, which has Trunk set it.");
}

const PAGE = ["elements/parallel-playground.ts"];

// A worker is one file, without imports: it starts with one request, and no part of it can be
// of another build.
const WORKERS = [
  "engine/coordinator.worker.ts",
  "engine/process.worker.ts",
  "engine/probe.worker.ts",
  "service-worker/service-worker.ts",
];

/** The source code that the page shows. */
const SHOWN = await codeFiles(join(import.meta.dirname, ".."));

/** Bundles everything for one build; `write` says whether into the site or only into memory. */
async function bundle(buildId, write) {
  const options = {
    absWorkingDir: import.meta.dirname,
    bundle: true,
    define: { BUILD_ID: JSON.stringify(buildId) },
    entryNames: "[name]",
    format: "esm",
    minify: true,
    outdir: staging,
    sourcemap: true,
    target: "es2022",
    write,
  };
  const results = await Promise.all([
    build({ ...options, entryPoints: PAGE, splitting: true }),
    build({ ...options, entryPoints: WORKERS }),
  ]);
  return results.flatMap((result) => result.outputFiles ?? []);
}

/** What wasm-bindgen made: the module, its glue, and the snippets of the crates it is made of. */
async function compiled() {
  const files = await readdir(staging, { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name))
    .filter((path) => /^(playground|snippets)/.test(path.slice(staging.length + 1)))
    .sort();
}

/** The build's name: two builds share it only if all of their code is the same. */
async function nameOfBuild() {
  const hash = createHash("sha256");
  for (const path of await compiled()) {
    hash.update(await readFile(path));
  }
  for (const { contents } of await bundle("", false)) {
    hash.update(contents);
  }
  for (const { text } of SHOWN) {
    hash.update(text);
  }
  return hash.digest("hex").slice(0, 12);
}

await bundle(await nameOfBuild(), true);
for (const { path, text } of SHOWN) {
  await mkdir(dirname(join(staging, path)), { recursive: true });
  await writeFile(join(staging, path), text);
}
