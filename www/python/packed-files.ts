/**
 * Files as they lie in an archive. Few are ever read, since what interpreters import they find in the
 * memory that they start from: so each is unpacked once somebody reads it.
 */

import { inflateSync } from "fflate";
import type { Bytes } from "./pieces";

export interface PackedFile {
  bytes: Bytes;
  isDeflated: boolean;
  /** How long it is once it is unpacked. */
  size: number;
}

/** What a file in Emscripten's memory is. */
interface FileNode {
  contents: unknown;
  usedBytes: number;
}

/** The parts of Emscripten's file system that this needs. */
interface FileSystem {
  mkdirTree(path: string): void;
  writeFile(path: string, contents: Bytes): void;
  lookupPath(path: string): { node: FileNode };
}

/** What a zip archive ends with where nobody comments on it, and each file's entry before that. */
const END = { length: 22, count: 10, first: 16 };
const ENTRY = {
  length: 46,
  method: 10,
  packed: 20,
  size: 24,
  name: 28,
  extra: 30,
  comment: 32,
  place: 42,
};
/** What stands before a file's bytes. */
const HEADER = { length: 30, name: 26, extra: 28 };

/** The files of an archive, by their paths in it. */
export function* filesIn(archive: Bytes): Generator<[path: string, file: PackedFile]> {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.length);
  const short = (at: number) => view.getUint16(at, true);
  const long = (at: number) => view.getUint32(at, true);
  const text = new TextDecoder();
  const end = archive.length - END.length;
  let at = long(end + END.first);
  for (let left = short(end + END.count); left > 0; left -= 1) {
    const name = at + ENTRY.length;
    const afterName = name + short(at + ENTRY.name);
    const header = long(at + ENTRY.place);
    const begin =
      header + HEADER.length + short(header + HEADER.name) + short(header + HEADER.extra);
    yield [
      text.decode(archive.subarray(name, afterName)),
      {
        bytes: archive.subarray(begin, begin + long(at + ENTRY.packed)),
        isDeflated: short(at + ENTRY.method) !== 0,
        size: long(at + ENTRY.size),
      },
    ];
    at = afterName + short(at + ENTRY.extra) + short(at + ENTRY.comment);
  }
}

/** A file's contents. */
export function unpacked({ bytes, isDeflated, size }: PackedFile): Bytes {
  return isDeflated ? inflateSync(bytes, { out: new Uint8Array(size) }) : bytes.slice();
}

/** Puts files where they belong. */
export function place(
  files: Iterable<readonly [path: string, file: PackedFile]>,
  system: FileSystem,
) {
  const made = new Set<string>();
  for (const [path, file] of files) {
    const folder = path.slice(0, path.lastIndexOf("/"));
    if (!made.has(folder)) {
      system.mkdirTree(folder);
      made.add(folder);
    }
    system.writeFile(path, new Uint8Array());
    leavePacked(system.lookupPath(path).node, file);
  }
}

/** Has a file have contents once somebody asks for them. */
function leavePacked(node: FileNode, file: PackedFile): void {
  const set = (contents: unknown) =>
    Object.defineProperty(node, "contents", {
      value: contents,
      writable: true,
      configurable: true,
    });
  Object.defineProperty(node, "contents", {
    get: () => {
      const contents = unpacked(file);
      set(contents);
      return contents;
    },
    set,
    configurable: true,
  });
  node.usedBytes = file.size;
}
