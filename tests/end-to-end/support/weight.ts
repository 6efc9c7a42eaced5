import { readdirSync, readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { DIST } from "../server/site.ts";

/** What runs beside the page, not in it; and what the tests bring. */
const NOT_THE_PAGE = /^(?:playground|service-worker|\w+\.worker|in-page)\.js$/;

/** Files of the built site, and what they weigh. */
export interface Weight {
  files: string[];
  /** Compressed by brotli, as hosts do. */
  bytes: number;
}

/** The scripts and styles among what a page at the site's root has loaded. */
export function pageWeight(addresses: readonly string[]): Weight {
  const paths = addresses.map((address) => new URL(address).pathname.slice(1));
  const page = paths.filter((path) => /\.(?:js|css)$/.test(path) && !NOT_THE_PAGE.test(path));
  return weigh([...new Set(page)]);
}

/** The file of a script that the element loads later; the page to work in has others by such names. */
export function bundled(name: string): string {
  const element = read("parallel-playground.js").toString();
  const file = readdirSync(DIST).find(
    (file) => file.startsWith(`${name}-`) && file.endsWith(".js") && element.includes(file),
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

function read(file: string): Buffer {
  return readFileSync(`${DIST}/${file}`);
}
