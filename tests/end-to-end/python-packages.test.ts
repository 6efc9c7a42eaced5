/** Packages that a site's builder adds are there for the programs that import them. */

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { callPython, forInterpreters } from "./interpreters/served.ts";
import type { Page } from "./support/page.ts";
import { runProgram } from "./support/program.ts";
import * as testBed from "./support/test-bed.ts";

/** A wheel of the tests' own. */
interface Wheel {
  name: string;
  metadata: string;
  files: Record<string, string>;
}

const WHEELS: Wheel[] = [
  {
    name: "small",
    metadata: "Name: small\nRequires-Dist: other>=1\n\n",
    files: { "small/__init__.py": "from other import HALF\n\nANSWER = 2 * HALF\n" },
  },
  { name: "other", metadata: "Name: other\n\n", files: { "other.py": "HALF = 21\n" } },
  {
    name: "pillow",
    metadata: "Name: pillow\n\n",
    files: {
      "PIL/__init__.py": "",
      "PIL/ImageFilter.py": "def Kernel(*_, **__):\n    return None\n",
      "PIL/ImageOps.py": "def exif_transpose(picture):\n    return picture\n",
      "PIL/Image.py": `
class Resampling:
    LANCZOS = None

class Image:
    width = height = 16
    def same(self, *_):
        return self
    __enter__ = __exit__ = convert = resize = filter = paste = same
    def save(self, file, *_, **__):
        file.write(b"a picture")

def open(_file):
    return Image()

def new(*_):
    return Image()
`,
    },
  },
];

const PROGRAM = `
import importlib.util
import json
import traceback
from multiprocessing import Pool

def answer(times):
    import small
    return times * small.ANSWER

def missing():
    import numpy

def main(_argument):
    assert importlib.util.find_spec("numpy") is None
    with Pool(1) as pool:
        answers = [answer(1), *pool.map(answer, [2])]
    try:
        missing()
    except ModuleNotFoundError:
        return json.dumps({"answers": answers, "missing": traceback.format_exc()})
`;

let folder: string;
let page: Page;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "packages-"));
  const site = await testBed.site({
    beside: {
      ...(await withPackages()),
      ...(await forInterpreters({ "/programs/t.py": PROGRAM })),
    },
  });
  page = await testBed.page();
  await page.open(`${site.root}embed.html`);
});

after(() => rmSync(folder, { recursive: true }));

/** What a build with the wheels would have that the tests' own has not. */
async function withPackages(): Promise<Record<string, string | Uint8Array>> {
  const [{ testWheel }, { addedPackages }, { builtAs }] = await Promise.all(
    ["test-wheel", "added", "pyodide"].map(
      (file) => import(new URL(`../../www/python/${file}.mjs`, import.meta.url).href),
    ),
  );
  for (const { name, metadata, files } of WHEELS) {
    writeFileSync(
      join(folder, `${name}-1-py3-none-any.whl`),
      testWheel(name, "1", metadata, files),
    );
  }
  const added: { entry: { name: string; file_name: string }; contents: Uint8Array }[] =
    await addedPackages(folder);
  const packages = Object.fromEntries(added.map(({ entry }) => [entry.name, entry]));
  return {
    "python/pyodide-lock.json": JSON.stringify({ info: await builtAs(), packages }),
    ...Object.fromEntries(
      added.map(({ entry, contents }) => [`python/${entry.file_name}`, contents]),
    ),
  };
}

test("what is imported is installed, in each process; of what is missing it is said how to have it", async () => {
  const ending = await callPython(page, { module: "t", name: "main", argument: "" });
  assert.equal(ending.kind, "returned", JSON.stringify(ending));
  const { answers, missing } = JSON.parse((ending as { value: string }).value);
  assert.deepEqual(answers, [42, 84]);
  assert.match(missing, /\n {4}import numpy\nModuleNotFoundError: No module named 'numpy'\n/);
  assert.match(missing, /built without numpy.*aiohttp.*small.*--python-packages DIR/);
});

test("pictures are worked on by Pillow, where it was added", async () => {
  const { results, skipped } = await page.report({
    task: "make-thumbnails",
    language: "python",
    strategies: "threads",
    size: 3,
    workers: 2,
    trials: 1,
  });
  assert.deepEqual(skipped, []);
  for (const { output } of results) {
    const { pictures, failures } = output as { pictures: number; failures: object[] };
    assert.deepEqual([pictures, failures], [3, []]);
  }
});

test("what Python makes of pictures is saved beside them", async () => {
  const fields = { language: "python", strategies: "processes", size: 3, workers: 2, trials: 1 };
  await page.report({ ...fields, task: "make-thumbnails" });
  const { results, skipped } = await page.report({
    ...fields,
    task: "download-images",
    make: "contact-sheet",
    latencyMs: 5,
  });
  assert.deepEqual(skipped, []);
  for (const { output, matchesSequential } of results) {
    assert.ok(matchesSequential);
    const { pictures, sheet } = output as { pictures: number; sheet: string };
    assert.equal(pictures, 3);
    assert.match(sheet, /^[0-9a-f]{16}$/);
  }
  const saved = await page.call<Record<string, string>>(`
    const root = await navigator.storage.getDirectory();
    const directory = await root.getDirectoryHandle("images");
    const begun = {};
    for await (const file of directory.values()) {
      begun[file.name] = await (await file.getFile()).slice(0, 10).text();
    }
    return begun;`);
  const names = (of: string) => [1, 2, 3].map((number) => of.replace("N", String(number)));
  for (const name of [...names("thumbnail-00N.jpg"), "contact-sheet.jpg"]) {
    assert.equal(saved[name], "a picture", name);
  }
  for (const name of names("00N-picture.jpg")) {
    assert.ok(saved[name]?.includes("JFIF"), name);
  }
});

test("what a program imports was installed before it is timed", async () => {
  const source = "def answer():\n    import small\n    return small.ANSWER\n\nprint(answer())\n";
  const { results, skipped } = await runProgram(page, [{ name: "Small", source }]);
  assert.deepEqual(skipped, []);
  const [{ output, trials } = assert.fail()] = results;
  assert.equal(output, "42\n");
  const spans = trials.flatMap(({ lanes }) => lanes.flatMap((lane) => lane.spans));
  assert.deepEqual(
    spans.filter(({ kind }) => kind === "fetch"),
    [],
  );
});
