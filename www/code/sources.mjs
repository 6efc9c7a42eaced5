// Which source code a task and a strategy have to show: the files that really run, and the same
// program in Python.

import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** The package that has the same programs in Python. */
const PYTHON = "python/parallel_playground";

/**
 * The Rust of a task or a strategy: its file, those of the folder of the same name, and its kernel for
 * a GPU.
 *
 * @param {string} root the project's folder
 * @param {"tasks" | "strategies"} room
 * @param {string} id
 * @returns {Promise<{path: string, source: string}[]>}
 */
export async function rustOf(root, room, id) {
  const name = snake(id);
  const folder = `src/${room}/${name}`;
  const parts = existsSync(join(root, folder)) ? await readdir(join(root, folder)) : [];
  const kernels = [`${folder}.wgsl`].filter((path) => existsSync(join(root, path)));
  const paths = [`${folder}.rs`, ...parts.sort().map((part) => `${folder}/${part}`), ...kernels];
  return Promise.all(
    paths.map(async (path) => ({ path, source: withoutTests(await read(root, path)) })),
  );
}

/**
 * The Python of a task, which has a file of its own, or of a strategy, which has the functions of
 * `python/parallel_playground/strategies.py` that are called after it.
 *
 * @param {string} root the project's folder
 * @param {"tasks" | "strategies"} room
 * @param {string} id
 * @returns {Promise<{path: string, source: string}[]>}
 */
export async function pythonOf(root, room, id) {
  const path = `${PYTHON}/${room === "tasks" ? `tasks/${snake(id)}` : "strategies"}.py`;
  const source = await read(root, path);
  return [{ path, source: room === "tasks" ? source : functionsOf(source, snake(id), path) }];
}

/**
 * Rust source code without its `#[cfg(test)] mod`, which ends where rustfmt puts its brace.
 *
 * @param {string} source
 */
export function withoutTests(source) {
  return ended(source.replace(/^#\[cfg\(test\)\]\nmod \w+ \{\n.*?^\}\n\n?/gms, ""));
}

/**
 * The top-level functions of a Python file that are called `name` or `name_…`, with their
 * decorators and the comments above them.
 *
 * @param {string} source
 * @param {string} name
 * @param {string} path what to call the file where it has none
 */
export function functionsOf(source, name, path) {
  const named = new RegExp(`^(async )?def ${name}(_\\w+)?\\b`, "m");
  const functions = statements(source).filter((statement) => named.test(statement));
  if (functions.length === 0) {
    throw new Error(`${path} has no function \`${name}\`: the page has nothing to show for it.`);
  }
  return ended(functions.join(""));
}

/**
 * A Python file cut at its top-level statements. One begins in the first column with a word, a
 * decorator or a comment; brackets there end an earlier one.
 */
function statements(source) {
  const found = [];
  let above = "";
  for (const piece of source.split(/^(?=[\w@#])/m)) {
    if (belongsToNext(piece)) {
      above += piece;
    } else {
      found.push(above + piece);
      above = "";
    }
  }
  return found;
}

/** A decorator does, and a comment that no empty line parts from what is below it. */
function belongsToNext(piece) {
  return piece.startsWith("@") || (piece.startsWith("#") && !piece.endsWith("\n\n"));
}

/** How a function begins, in either language. */
const FUNCTION = /^(?<indent> *)(?:pub(?:\(super\))? )?(?:async )?(?:def|fn) (?<name>\w+)\b.*$/gm;

/**
 * A function of a file, and after it those of the same file that it calls: what matters of it,
 * where the whole begins with imports.
 *
 * @param {string} source as formatters leave it: a block ends where its indentation does
 * @param {string} name
 * @returns {string} nothing where the file has no such function
 */
export function functionFirst(source, name) {
  const functions = Array.from(source.matchAll(FUNCTION), ({ index, groups }) => ({
    name: groups.name,
    text: outdented(blockAt(source, index, groups.indent), groups.indent),
  }));
  const first = functions.find((own) => own.name === name);
  if (first === undefined) {
    return "";
  }
  const called = functions.filter(
    (own) => own !== first && new RegExp(`\\b${own.name}\\(`).test(first.text),
  );
  return ended([first, ...called].map(({ text }) => text).join("\n"));
}

/** The lines from a place on, up to the first that is indented no further and no closing brace. */
function blockAt(source, from, indent) {
  const [head, ...lines] = source.slice(from).split("\n");
  const isOver = (line) => line.trim() !== "" && !line.startsWith(`${indent} `);
  const end = lines.findIndex((line) => isOver(line) && !/^ *(?:\)|where\b|\{)/.test(line));
  const isBrace = lines[end]?.trim().startsWith("}");
  return `${[head, ...lines.slice(0, end < 0 ? lines.length : end + (isBrace ? 1 : 0))].join("\n").trimEnd()}\n`;
}

function outdented(text, indent) {
  return text.replaceAll(new RegExp(`^${indent}`, "gm"), "");
}

function ended(source) {
  return `${source.trim()}\n`;
}

function snake(id) {
  return id.replaceAll("-", "_");
}

function read(root, path) {
  return readFile(join(root, path), "utf8");
}
