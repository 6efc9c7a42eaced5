// Bundles the page's scripts into the site. Trunk runs this (see Trunk.toml) once it has put
// `playground.js` and the WebAssembly module into its staging folder.

import { createHash } from "node:crypto";
import { appendFile, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { build } from "esbuild";
import { parse } from "smol-toml";
import { codeFiles } from "./code/code.mjs";
import { manifest } from "./declarations/manifest.mjs";
import { types } from "./declarations/types.mjs";
import { offerFrame } from "./embed/oembed.mjs";
import { opening } from "./opening/opening.mjs";
import { writePython } from "./python/site.mjs";

const staging = process.env.TRUNK_STAGING_DIR;
if (staging === undefined) {
  throw new Error("TRUNK_STAGING_DIR is not set: run `cargo xtask build`, which has Trunk set it.");
}

// Where the site will be, if that is known: `cargo xtask build --at` says it.
const address = process.env.SITE_ADDRESS;

// The folder of Python packages to add, if any: `cargo xtask build --python-packages` says it.
const packages = process.env.PYTHON_PACKAGES;

const PAGE = ["elements/playground/parallel-playground.ts"];

/** What every page loads next, and asks for with its script. */
const SETTINGS = "elements/settings/elements.ts";

// What is one file, without imports: it starts with one request, and no part of it can be of
// another build.
const WHOLE = [
  "embed/embed-parent.ts",
  "embed/embed.ts",
  "engine/coordinator.worker.ts",
  "engine/process.worker.ts",
  "engine/probe.worker.ts",
  "python/interpreter.worker.ts",
  "python/python.ts",
  "python/ticker.worker.ts",
];

// The last to be bundled, since it knows all other files.
const SERVICE_WORKER = ["service-worker/service-worker.ts"];

/** The site's own documents, and the scripts and styles whose build they name. */
const DOCUMENTS = ["index.html", "embed.html", "guide.html"];
const NAMED =
  /(?<attribute>src|href)="(?:\.\/)?(?<file>parallel-playground\.js|embed\.js|page\.css)"/g;

/** What the copy for offline use has only once it was used: CPython, and what runs it. */
const KEPT_ONCE_USED = /^python\/|^(?:python|(?:interpreter|ticker)\.worker)\.js$/;

/** What it leaves out: what is loaded when asked for, and others' files. */
const NOT_KEPT =
  /^(?:pictures|code)\/|\.(?:map|LEGAL\.txt)$|^(?:service-worker\.js|oembed\.json|custom-elements\.json)$|\.d\.ts$/;

/** The source code that the page shows. */
const SHOWN = await codeFiles(join(import.meta.dirname, ".."));

/**
 * How a thread of wasm-bindgen-rayon hands its module and memory to wasm-bindgen's glue, and how that
 * would have them: it warns of the former, in each thread.
 */
const THREAD_START = {
  given: "pkg.default(data.module, data.memory)",
  wanted: "pkg.default({ module_or_path: data.module, memory: data.memory })",
};

/** What a reader has to download before Python runs, where the site has it. */
let pythonBytes = 0;

/** Bundles some scripts of one build; `write` says whether into the site or only into memory. */
function bundle(buildId, entryPoints, { splitting = false, define = {}, write = true } = {}) {
  return build({
    absWorkingDir: import.meta.dirname,
    bundle: true,
    define: { BUILD_ID: JSON.stringify(buildId), PYTHON_BYTES: `${pythonBytes}`, ...define },
    entryNames: "[name]",
    entryPoints,
    // What pyodide would import in Node, and does not in a browser.
    external: ["node:*"],
    format: "esm",
    // Notices of licences stand in files of their own, which no reader has to wait for.
    legalComments: "linked",
    metafile: true,
    minify: true,
    outdir: staging,
    sourcemap: true,
    splitting,
    target: "es2022",
    write,
  });
}

/** Those of the site's headers that isolate a page. */
async function isolatingHeaders() {
  const trunk = parse(await readFile(join(import.meta.dirname, "..", "Trunk.toml"), "utf8"));
  const isolating = /^(?:Cross-Origin|Document-Isolation)-/;
  return Object.fromEntries(
    Object.entries(trunk.serve.headers).filter(([name]) => isolating.test(name)),
  );
}

/** All files that the site has so far, by their paths in it. */
async function files() {
  const entries = await readdir(staging, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(staging, join(entry.parentPath, entry.name)))
    .sort();
}

/** What CPython, its standard library and its packages take; those that are added come as needed. */
async function bytesOfPython() {
  const needed = (await files()).filter((file) => /^python\/[^/]+\.(?:mjs|wasm|zip)$/.test(file));
  const sizes = await Promise.all(needed.map((file) => stat(join(staging, file))));
  return sizes.reduce((sum, { size }) => sum + size, 0);
}

/** The build's name: two builds share it only if all of their code is the same. */
async function nameOfBuild() {
  const hash = createHash("sha256");
  // What Trunk put there: documents, styles, and what wasm-bindgen made.
  for (const file of await files()) {
    hash.update(file).update(await readFile(join(staging, file)));
  }
  for (const scripts of [PAGE, WHOLE, SERVICE_WORKER]) {
    const { outputFiles } = await bundle("", scripts, { write: false });
    for (const { contents } of outputFiles) {
      hash.update(contents);
    }
  }
  for (const { text } of SHOWN) {
    hash.update(text);
  }
  hash.update(JSON.stringify(await isolatingHeaders()));
  return hash.digest("hex").slice(0, 12);
}

/** Where a script's bundle is. */
function outputOf(script, { outputs }) {
  const [path] = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === script);
  return path;
}

/** The scripts that a bundled one imports before it runs, and those that these import. */
function importsOf(script, { outputs }, known = new Set()) {
  for (const { path, kind } of outputs[script].imports) {
    if (kind === "import-statement" && !known.has(path)) {
      known.add(path);
      importsOf(path, { outputs }, known);
    }
  }
  return [...known];
}

/**
 * Has the documents ask for the scripts and styles of their own build, and for what the page's
 * script needs next at once with it, instead of one round trip later.
 */
async function nameTheBuildIn(document, buildId, imported) {
  const path = join(staging, document);
  const html = await readFile(path, "utf8");
  const preloads = [...new Set(imported)].map(
    (file) => `<link rel="modulepreload" href="${basename(file)}" />`,
  );
  await writeFile(
    path,
    html
      .replaceAll(NAMED, `$<attribute>="$<file>?build=${buildId}"`)
      .replace(/<script [^>]*"parallel-playground\.js\?[^>]*><\/script>/, `$&${preloads.join("")}`),
  );
}

/** Has threads start without a warning; once the library does it otherwise, this has to go. */
async function quietThreads() {
  const [path] = (await files()).filter((file) => /wasm-bindgen-rayon-.*\.js$/.test(file));
  const script = await readFile(join(staging, path), "utf8");
  const quiet = script.replace(THREAD_START.given, THREAD_START.wanted);
  if (!quiet.includes(THREAD_START.wanted)) {
    throw new Error(`${path} no longer starts a thread by \`${THREAD_START.given}\`.`);
  }
  await writeFile(join(staging, path), quiet);
}

/** Has the full page show the element as it first looks, before there is a script to draw it. */
async function showOpening() {
  const { html, css } = await opening();
  await appendFile(join(staging, "page.css"), css);
  const page = join(staging, "index.html");
  const document = await readFile(page, "utf8");
  await writeFile(page, document.replace("</parallel-playground>", `${html}$&`));
}

/** Tells editors and typed programs what the element has. */
async function declareElement() {
  const declared = await manifest();
  await writeFile(join(staging, "custom-elements.json"), JSON.stringify(declared, null, 2));
  await writeFile(join(staging, "parallel-playground.d.ts"), await types(declared));
}

/**
 * The files of the copy for offline use, with what their contents have to be: those that it always
 * has, and those that it has once they were used.
 */
async function keptFiles() {
  const always = {};
  const onceUsed = {};
  for (const file of await files()) {
    if (DOCUMENTS.includes(file)) {
      // Some hosts write into the documents; and the full page is at the site's root.
      always[file === "index.html" ? "./" : file] = "";
    } else if (!NOT_KEPT.test(file)) {
      const digest = createHash("sha256").update(await readFile(join(staging, file)));
      const kept = KEPT_ONCE_USED.test(file) ? onceUsed : always;
      kept[file] = `sha256-${digest.digest("base64")}`;
    }
  }
  return { always, onceUsed };
}

if (address !== undefined) {
  await offerFrame(staging, address);
}
await quietThreads();
await showOpening();
// Before the build is named, so that its name is theirs as well.
await writePython(join(import.meta.dirname, ".."), staging, packages);
pythonBytes = await bytesOfPython();
const buildId = await nameOfBuild();
const { metafile } = await bundle(buildId, PAGE, { splitting: true });
const [page, settings] = [...PAGE, SETTINGS].map((script) => outputOf(script, metafile));
const imported = [...importsOf(page, metafile), ...importsOf(settings, metafile), settings];
await bundle(buildId, WHOLE);
for (const { path, text } of SHOWN) {
  await mkdir(dirname(join(staging, path)), { recursive: true });
  await writeFile(join(staging, path), text);
}
for (const document of DOCUMENTS) {
  await nameTheBuildIn(document, buildId, imported);
}
await declareElement();
const { always, onceUsed } = await keptFiles();
await bundle(buildId, SERVICE_WORKER, {
  define: {
    FILES: JSON.stringify(always),
    FILES_ONCE_USED: JSON.stringify(onceUsed),
    ISOLATING_HEADERS: JSON.stringify(await isolatingHeaders()),
  },
});
