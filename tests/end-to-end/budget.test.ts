/** What a reader has to download, compressed as hosts do: no more than was decided. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { DIST } from "./server/site.ts";

/** Of script and style before the first interaction, in bytes. */
const PAGE = 60 * 1024;
/** Of the WebAssembly module, in bytes: 350 KiB were wished for, and this much it may not pass. */
const MODULE = 500 * 1024;

function read(file: string): Buffer {
  return readFileSync(`${DIST}/${file}`);
}

function compressed(file: string): number {
  return brotliCompressSync(read(file)).length;
}

/** A script, and what it imports before it runs. */
function withImports(file: string, known = new Set<string>()): Set<string> {
  if (!known.has(file)) {
    known.add(file);
    for (const [, imported] of read(file)
      .toString()
      .matchAll(/(?:from|import)"\.\/([^"]+)"/g)) {
      withImports(imported ?? "", known);
    }
  }
  return known;
}

test("the page, without its engine", (context) => {
  const files = [...withImports("parallel-playground.js"), "page.css"];
  const bytes = files.map(compressed).reduce((sum, size) => sum + size, 0);
  context.diagnostic(`${files.join(" + ")}: ${bytes} bytes`);
  assert.ok(bytes <= PAGE, `${bytes} bytes are more than ${PAGE}`);
});

test("the WebAssembly module", (context) => {
  const bytes = compressed("playground_bg.wasm");
  context.diagnostic(`${bytes} bytes`);
  assert.ok(bytes <= MODULE, `${bytes} bytes are more than ${MODULE}`);
});
