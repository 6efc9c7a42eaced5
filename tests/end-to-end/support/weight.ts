import { readdirSync, readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { DIST } from "../server/site.ts";

/** Files of the built site, and what they weigh. */
export interface Weight {
  files: string[];
  /** Compressed by brotli, as hosts do. */
  bytes: number;
}

/** What a reader downloads before the first interaction, opening or idle: scripts and styles. */
export function pageWeight(): Weight {
  const scripts = withImports("parallel-playground.js");
  withImports(bundled("stage"), scripts);
  return weigh([...scripts, "page.css"]);
}

/** The file of a script that is loaded later; its name tells its contents apart. */
export function bundled(name: string): string {
  const file = readdirSync(DIST).find(
    (file) => file.startsWith(`${name}-`) && file.endsWith(".js"),
  );
  if (file === undefined) {
    throw new Error(`The site has no ${name}-….js.`);
  }
  return file;
}

/** The WebAssembly module. */
export function moduleWeight(): Weight {
  return weigh(["playground_bg.wasm"]);
}

function weigh(files: string[]): Weight {
  const compressed = files.map((file) => brotliCompressSync(read(file)).length);
  return { files, bytes: compressed.reduce((sum, size) => sum + size, 0) };
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

function read(file: string): Buffer {
  return readFileSync(`${DIST}/${file}`);
}
