import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { strFromU8, strToU8, unzipSync } from "fflate";
import { archive } from "./archive.mjs";

const PACKAGE = {
  "one/tests/test_one.py": "assert True",
  "one/data.yaml": "a: 1",
  "one/__init__.py": "",
  "one/fast.cpython-314-x86_64-linux-gnu.so": "",
  "one/types.pyi": "",
  "one/testing.py": "",
  "one-1.dist-info/METADATA": "Name: one\nVersion: 1\n\nThe manual.\n",
  "one-1.dist-info/RECORD": "",
};

let root;

before(async () => {
  root = await mkdtemp(join(tmpdir(), "archive-"));
  const files = {
    "www/python/lib/_ours.py": "",
    "www/python/lib/notes.txt": "",
    "python/parallel_playground/__main__.py": "",
    "python/parallel_playground/native/run.py": "",
    "python/parallel_playground/plan.py": "WORKERS = 2\n",
    "python/parallel_playground/tasks/task.py": "",
    "python/ruff.toml": "",
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
});

after(() => rm(root, { recursive: true }));

const packaged = (files) =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)]));

test("it has what programs read, in order, and nothing else", async () => {
  const files = unzipSync(await archive(root, [packaged(PACKAGE)]));
  assert.deepEqual(Object.keys(files), [
    "lib/_ours.py",
    "programs/parallel_playground/plan.py",
    "programs/parallel_playground/tasks/task.py",
    "site-packages/one-1.dist-info/METADATA",
    "site-packages/one/__init__.py",
    "site-packages/one/data.yaml",
    "site-packages/one/testing.py",
  ]);
  const text = (path) => strFromU8(files[path]);
  assert.equal(text("site-packages/one-1.dist-info/METADATA"), "Name: one\nVersion: 1\n");
  assert.equal(text("programs/parallel_playground/plan.py"), "WORKERS = 2\n");
});

test("the same files make the same archive, whenever they were written", async () => {
  const first = await archive(root, [packaged(PACKAGE)]);
  await utimes(join(root, "python/parallel_playground/plan.py"), 1, 1);
  const backwards = Object.fromEntries(Object.entries(PACKAGE).reverse());
  assert.deepEqual(await archive(root, [packaged(backwards)]), first);
});
