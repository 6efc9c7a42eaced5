import assert from "node:assert/strict";
import { test } from "node:test";
import { strToU8, zipSync } from "fflate";
import { filesIn, place, unpacked } from "./packed-files";

const FILES = {
  "a/b.py": strToU8("print(1)\n".repeat(100)),
  "a/ü.txt": strToU8("ü"),
  empty: new Uint8Array(),
};
const archive = () => zipSync(FILES, { level: 9 }) as Uint8Array<ArrayBuffer>;

test("an archive has its files, as they were", () => {
  const found = [...filesIn(archive())];
  assert.deepEqual(Object.fromEntries(found.map(([path, file]) => [path, unpacked(file)])), FILES);
  assert.deepEqual(
    found.map(([, { size }]) => size),
    [900, 2, 0],
  );
});

test("a file is unpacked once it is read, unless it is written before", () => {
  const nodes = new Map<string, { contents: unknown; usedBytes: number }>();
  const folders: string[] = [];
  place(
    [...filesIn(archive())].map(([path, file]) => [`/lib/${path}`, file] as const),
    {
      mkdirTree: (path) => folders.push(path),
      writeFile: (path, contents) => nodes.set(path, { contents, usedBytes: 0 }),
      lookupPath: (path) => ({ node: nodes.get(path) ?? assert.fail() }),
    },
  );
  assert.deepEqual(folders, ["/lib/a", "/lib"]);
  const node = nodes.get("/lib/a/b.py");
  assert.equal(node?.usedBytes, 900);
  assert.deepEqual(node?.contents, FILES["a/b.py"]);
  // The same each time, since who writes into it does so in place.
  assert.equal(node?.contents, node?.contents);
  const other = nodes.get("/lib/a/ü.txt");
  assert.ok(other);
  other.contents = strToU8("o");
  assert.deepEqual(other.contents, strToU8("o"));
});
