// Bundles the page's scripts into the site. Trunk runs this (see Trunk.toml) once it has put
// `playground.js` and the WebAssembly module into its staging folder.

import { createHash } from "node:crypto";
import { copyFile, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { build } from "esbuild";
import { parse } from "smol-toml";
import { codeFiles } from "./code/code.mjs";
import { programFiles } from "./code/programs.mjs";
import { manifest } from "./declarations/manifest.mjs";
import { types } from "./declarations/types.mjs";
import { offerFrames } from "./embed/oembed.mjs";
import { writeLessons } from "./learn/learn.mjs";
import { opening } from "./opening/opening.mjs";
import { writePython } from "./python/site.mjs";
import { sparingTexts } from "./texts/sparing.mjs";
import { LANGUAGES, writeTexts } from "./texts/texts.mjs";
import { tightStyles } from "./tight-styles.mjs";

const staging = process.env.TRUNK_STAGING_DIR;
if (staging === undefined) {
  throw new Error("TRUNK_STAGING_DIR is not set: run `cargo xtask build`, which has Trunk set it.");
}

// Where the site will be, if that is known: `cargo xtask build --at` says it.
const address = process.env.SITE_ADDRESS;

// The folder of Python packages to add, if any: `cargo xtask build --python-packages` says it.
const packages = process.env.PYTHON_PACKAGES;

/** The element, which most pages have. */
const PAGE = "elements/playground/parallel-playground.ts";

/** The project's folder. */
const ROOT = join(import.meta.dirname, "..");

/** The module that reads pictures, as cargo made it: it has no glue. */
const PICTURES = join(ROOT, "target/wasm32-unknown-unknown/release/pictures.wasm");

/** What every page loads next, and asks for with its script. */
const SETTINGS = "elements/settings/elements.ts";

/**
 * The elements of articles. They share their parts, so that a page with both has Lit, its policy and
 * the engine once: runs of both wait for each other.
 */
const RUNNING = {
  "parallel-playground": PAGE,
  "parallel-python": "elements/article/parallel-python.ts",
};

/** The page to work in, which has no other element: by itself, what it shares costs those nothing. */
const PROGRAM = { program: "elements/program/program-workbench.ts" };

// What is one file, without imports: it starts with one request, and no part of it can be of
// another build.
const WHOLE = [
  "elements/lesson/lesson.ts",
  "embed/embed-parent.ts",
  "embed/embed.ts",
  "front/front.ts",
  "engine/coordinator.worker.ts",
  "engine/process.worker.ts",
  "engine/probe.worker.ts",
  "gpu/gpu.ts",
  "python/interpreter.worker.ts",
  "python/python.ts",
  "python/ticker.worker.ts",
  "traces/traces.ts",
  ...LANGUAGES.map((language) => `texts/${language}.ts`),
];

// The last to be bundled, since it knows all other files.
const SERVICE_WORKER = ["service-worker/service-worker.ts"];

/** The site's own documents, and the scripts and styles whose build they name. */
const DOCUMENTS = [
  "index.html",
  "playground.html",
  "program.html",
  "embed.html",
  "embed-python.html",
  "guide.html",
];
const NAMED =
  /(?<attribute>src|href)="(?:\.\/)?(?<file>(?:\.\.\/)?(?:parallel-playground\.js|parallel-python\.js|embed\.js|front\.js|lesson\.js|program\.js|(?:page|front|guide|learn|opening)\.css))"/g;

/**
 * What the copy for offline use has only once it was used: CPython, the GPU and what they run, what
 * opens others' traces, recordings, and other languages than English; and besides what is loaded for
 * programs of a reader's or an author's own alone.
 */
const KEPT_ONCE_USED = new RegExp(
  `^(?:python|programs|kernels|learn/reports)/|^(?:python|gpu|traces|(?:interpreter|ticker)\\.worker|${LANGUAGES.join("|")})\\.js$`,
);

/** What it leaves out: what is loaded when asked for, and others' files. */
const NOT_KEPT =
  /^(?:pictures|code)\/|\.(?:map|LEGAL\.txt)$|^(?:service-worker\.js|oembed(?:-python)?\.json|custom-elements\.json|report\.schema\.json)$|\.d\.ts$/;

/** The JSON Schema of reports. */
const REPORT_SCHEMA = "report.schema.json";

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

/** The packages that programs can import there. */
let pythonPackages = [];

/** Bundles some scripts of one build; `write` says whether into the site or only into memory. */
function bundle(buildId, entryPoints, options = {}) {
  const { splitting = false, define = {}, write = true } = options;
  return build({
    absWorkingDir: import.meta.dirname,
    bundle: true,
    chunkNames: "[name]-[hash]",
    define: {
      BUILD_ID: JSON.stringify(buildId),
      PYTHON_BYTES: `${pythonBytes}`,
      PYTHON_PACKAGES: JSON.stringify(pythonPackages.join(" ")),
      ...define,
    },
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
    plugins: [tightStyles, sparingTexts],
    sourcemap: true,
    splitting,
    target: "es2022",
    write,
  });
}

/** Those of the site's headers that isolate a page. */
async function isolatingHeaders() {
  const trunk = parse(await readFile(join(ROOT, "Trunk.toml"), "utf8"));
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

/** Has the guide tell how much that is. */
async function weighPython() {
  const path = join(staging, "guide.html");
  const size = `${Math.round(pythonBytes / 2 ** 20)}\u00a0MiB`;
  await writeFile(path, (await readFile(path, "utf8")).replace("<!-- python-size -->", size));
}

/** The kernels of tasks that a GPU can compute, by the ids of these. */
async function writeKernels() {
  const tasks = join(ROOT, "src/tasks");
  const kernels = (await readdir(tasks)).filter((file) => file.endsWith(".wgsl"));
  await mkdir(join(staging, "kernels"), { recursive: true });
  for (const file of kernels) {
    const kernel = await readFile(join(tasks, file), "utf8");
    await writeFile(join(staging, "kernels", file.replaceAll("_", "-")), kernel);
  }
}

/** The source code that the page shows, and the library of programs. */
async function writeData() {
  for (const { path, text } of [...(await codeFiles(ROOT)), ...(await programFiles(ROOT))]) {
    await mkdir(dirname(join(staging, path)), { recursive: true });
    await writeFile(join(staging, path), text);
  }
}

/** The build's name: two builds share it only if all of their code is the same. */
async function nameOfBuild() {
  const hash = createHash("sha256");
  // What Trunk put there (documents, styles, and what wasm-bindgen made), and what was written since.
  for (const file of await files()) {
    hash.update(file).update(await readFile(join(staging, file)));
  }
  for (const scripts of [RUNNING, PROGRAM, WHOLE, SERVICE_WORKER]) {
    const { outputFiles } = await bundle("", scripts, { write: false });
    for (const { contents } of outputFiles) {
      hash.update(contents);
    }
  }
  hash.update(JSON.stringify(await isolatingHeaders()));
  return hash.digest("hex").slice(0, 12);
}

/** Where a script's bundle is. */
function outputOf(script, { outputs }) {
  const [path] = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === script);
  return path;
}

/** The scripts that a bundled one imports in one of these ways, and those that these import so. */
function importsOf(script, { outputs }, kinds, known = new Set()) {
  for (const { path, kind } of outputs[script].imports) {
    if (kinds.includes(kind) && !known.has(path)) {
      known.add(path);
      importsOf(path, { outputs }, kinds, known);
    }
  }
  return [...known];
}

/** What a script has to have before it runs. */
const BEFORE = ["import-statement"];

/** What it may come to load. */
const EVER = [...BEFORE, "dynamic-import"];

/** The names of those bundled scripts that a page without programs of one's own never loads. */
function forProgramsAlone(page, metafile, program) {
  const loaded = new Set([page, ...importsOf(page, metafile, EVER)]);
  const all = [metafile, program].flatMap(({ outputs }) => Object.keys(outputs));
  return new Set(all.filter((file) => !loaded.has(file)).map((file) => basename(file)));
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
  await writeFile(join(staging, "opening.css"), css);
  const page = join(staging, "playground.html");
  const document = await readFile(page, "utf8");
  await writeFile(page, document.replace("</parallel-playground>", `${html}$&`));
}

/** Makes the texts in other languages, and warns of those that there are not yet. */
async function translate() {
  for (const text of await writeTexts()) {
    console.warn(`No translation into ${text}`);
  }
}

/** Tells editors and typed programs what the element has, and others how a report is written. */
async function declareElement() {
  const schema = join(import.meta.dirname, "generated", REPORT_SCHEMA);
  await copyFile(schema, join(staging, REPORT_SCHEMA));
  const declared = await manifest();
  await writeFile(join(staging, "custom-elements.json"), JSON.stringify(declared, null, 2));
  await writeFile(join(staging, "parallel-playground.d.ts"), await types(declared));
}

/**
 * The files of the copy for offline use, with what their contents have to be: those that it always
 * has, and those that it has once they were used.
 */
async function keptFiles(documents, forPrograms) {
  const always = {};
  const onceUsed = {};
  for (const file of await files()) {
    if (documents.includes(file)) {
      // Some hosts write into the documents; and the front page is at the site's root.
      always[file === "index.html" ? "./" : file] = "";
    } else if (!NOT_KEPT.test(file)) {
      const digest = createHash("sha256").update(await readFile(join(staging, file)));
      const isKeptOnceUsed = KEPT_ONCE_USED.test(file) || forPrograms.has(file);
      const kept = isKeptOnceUsed ? onceUsed : always;
      kept[file] = `sha256-${digest.digest("base64")}`;
    }
  }
  return { always, onceUsed };
}

if (address !== undefined) {
  await offerFrames(staging, address);
}
await quietThreads();
await showOpening();
// Before the build is named, so that its name is theirs as well.
await copyFile(PICTURES, join(staging, "pictures.wasm"));
pythonPackages = await writePython(ROOT, staging, packages);
await writeKernels();
await writeData();
pythonBytes = await bytesOfPython();
await weighPython();
await translate();
const documents = [...DOCUMENTS, ...(await writeLessons(ROOT, staging))];
const buildId = await nameOfBuild();
const { metafile } = await bundle(buildId, RUNNING, { splitting: true });
const { metafile: program } = await bundle(buildId, PROGRAM, { splitting: true });
const [page, settings] = [PAGE, SETTINGS].map((script) => outputOf(script, metafile));
const imported = [page, settings].flatMap((script) => importsOf(script, metafile, BEFORE));
await bundle(buildId, WHOLE);
for (const document of documents) {
  await nameTheBuildIn(document, buildId, [...imported, settings]);
}
await declareElement();
const { always, onceUsed } = await keptFiles(documents, forProgramsAlone(page, metafile, program));
await bundle(buildId, SERVICE_WORKER, {
  define: {
    FILES: JSON.stringify(always),
    FILES_ONCE_USED: JSON.stringify(onceUsed),
    ISOLATING_HEADERS: JSON.stringify(await isolatingHeaders()),
  },
});
