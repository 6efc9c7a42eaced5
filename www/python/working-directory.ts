/** An interpreter's copy of the working directory: tells the system of changes, and makes others'. */

import { type Appended, type FileChange, WORKING_DIRECTORY } from "./files";
import type { InterpreterLine } from "./lines";
import { type Bytes, joined } from "./pieces";

/** What Emscripten's file system tells of. */
interface Tracking {
  onOpenFile?(path: string, flags: number): void;
  onWriteToFile?(path: string, bytes: number): void;
  onCloseFile?(path: string): void;
  onMakeDirectory?(path: string): void;
  onMovePath?(from: string, to: string): void;
  onDeletePath?(path: string): void;
}

/** A file that is open. */
interface OpenFile {
  /** Where it is; of one without a path nothing is told. */
  path: string;
  readonly flags: number;
  readonly node: { readonly contents: Bytes; readonly usedBytes: number };
}

/** The parts of Emscripten's file system that this needs. */
export interface FileSystem {
  trackingDelegate: Tracking;
  readonly streams: readonly (OpenFile | null | undefined)[];
  readFile(path: string): Uint8Array<ArrayBuffer>;
  writeFile(path: string, contents: Uint8Array<ArrayBuffer>, options: { canOwn: boolean }): void;
  mkdirTree(path: string): void;
  rename(from: string, to: string): void;
  unlink(path: string): void;
  rmdir(path: string): void;
  stat(path: string): { mode: number; size: number };
  isDir(mode: number): boolean;
}

/** Flags with which a file is opened to be written, made, emptied or appended to. */
const WRITES = 0o3;
const MAKES = 0o100;
const EMPTIES = 0o1000;
const APPENDS = 0o2000;

/** Keeps the working directory of an interpreter as all others have it. */
export function shareWorkingDirectory(files: FileSystem, line: InterpreterLine): void {
  /** Files that were changed and not closed since. */
  const changed = new Set<string>();
  /** What was appended to others, and not closed since. */
  const appended = new Map<string, Bytes[]>();
  let isMine = true;

  const tell = (change: FileChange | Appended, transfer: Transferable[] = []) => {
    line.tell({ kind: "file", change }, transfer);
  };
  /** Does something with those of paths that are in the directory, if the change is the program's. */
  const here =
    (act: (...paths: string[]) => void) =>
    (...paths: unknown[]) => {
      const named = paths.filter((path) => typeof path === "string").map(normal);
      if (isMine && named.some(isInside)) {
        act(...named);
      }
    };
  const changes = here((path = "") => changed.add(path));
  const appends = (path: string, ...pieces: Bytes[]) =>
    here((it = "") => {
      const all = appended.get(it) ?? [];
      all.push(...pieces);
      appended.set(it, all);
    })(path);
  /** Has files that are open, and what was changed in them, go by another path. */
  const move = (from: string, to: string) => {
    const moved = (path: string) => to + path.slice(from.length);
    for (const file of files.streams) {
      if (file && isAt(file.path, from)) {
        file.path = moved(file.path);
      }
    }
    for (const path of [...changed].filter((it) => isAt(it, from))) {
      changed.delete(path);
      changed.add(moved(path));
    }
    for (const [path, pieces] of [...appended].filter(([it]) => isAt(it, from))) {
      appended.delete(path);
      appended.set(moved(path), pieces);
    }
  };
  /** Nothing is told any more of a file that is removed and still open. */
  const forget = (path: string) => {
    for (const file of files.streams) {
      if (file?.path === path) {
        file.path = "";
      }
    }
    changed.delete(path);
    appended.delete(path);
  };

  files.mkdirTree(WORKING_DIRECTORY);
  files.trackingDelegate = {
    onOpenFile: (path, flags) => {
      if (flags & EMPTIES || (flags & MAKES && !(flags & APPENDS))) {
        changes(path);
      } else if (flags & MAKES) {
        appends(path);
      }
    },
    onWriteToFile: (path, bytes) => {
      const piece = isInside(path) ? lastWritten(files, path, bytes) : undefined;
      if (piece === undefined) {
        changes(path);
      } else {
        appends(path, piece);
      }
    },
    onCloseFile: here((path = "") => {
      const pieces = appended.get(path);
      appended.delete(path);
      if (changed.delete(path)) {
        const contents = files.readFile(path);
        tell({ what: "wrote", path, contents }, [contents.buffer]);
      } else if (pieces !== undefined) {
        const bytes = joined(Uint8Array, pieces);
        const at = files.stat(path).size - bytes.length;
        tell({ what: "appended", path, at, bytes }, [bytes.buffer]);
      }
    }),
    onMakeDirectory: here((path = "") => tell({ what: "made", path })),
    onMovePath: (from, to) => {
      forget(normal(to));
      move(normal(from), normal(to));
      here((path = "", it = "") => tell({ what: "moved", path, to: it }))(from, to);
    },
    onDeletePath: (path) => {
      forget(normal(path));
      here((it = "") => tell({ what: "removed", path: it }))(path);
    },
  };
  line.onMessage((message) => {
    if (message.kind === "file") {
      const { change } = message;
      isMine = false;
      make(files, change.what === "wrote" ? behind(change, appended.get(change.path)) : change);
      isMine = true;
    }
  });
}

/** What was written last, if it was appended and nobody writes to the file in another way. */
function lastWritten({ streams }: FileSystem, path: string, bytes: number): Bytes | undefined {
  const writing = streams.filter((file) => file?.path === path && file.flags & WRITES);
  const [first] = writing;
  if (!first || !writing.every((file) => file && file.flags & APPENDS)) {
    return undefined;
  }
  const { contents, usedBytes } = first.node;
  return contents.slice(usedBytes - bytes, usedBytes);
}

/** What another interpreter wrote, and behind it what this one has appended and not told. */
function behind(
  change: Extract<FileChange, { what: "wrote" }>,
  appended: Bytes[] = [],
): FileChange {
  return { ...change, contents: joined(Uint8Array, [change.contents, ...appended]) };
}

/** Makes a change that another interpreter made; one that cannot be made any more is left. */
function make(files: FileSystem, change: FileChange): void {
  const { path } = change;
  try {
    if (change.what === "wrote") {
      files.writeFile(path, change.contents, { canOwn: true });
    } else if (change.what === "made") {
      files.mkdirTree(path);
    } else if (change.what === "moved") {
      files.rename(path, change.to);
    } else if (files.isDir(files.stat(path).mode)) {
      files.rmdir(path);
    } else {
      files.unlink(path);
    }
  } catch (exception) {
    // Two interpreters changed the same: as elsewhere, nobody knows who is first.
    if (!isOfFileSystem(exception)) {
      throw exception;
    }
  }
}

/** Whether an exception is of Emscripten's file system; they are no errors of JavaScript's. */
function isOfFileSystem(exception: unknown): boolean {
  return exception instanceof Object && "errno" in exception;
}

/** Whether a path is another, or in that folder. */
function isAt(path: string, other: string): boolean {
  return path === other || path.startsWith(`${other}/`);
}

function isInside(path: string): boolean {
  return path.startsWith(`${WORKING_DIRECTORY}/`);
}

/** A path without detours. */
function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") {
      parts.pop();
    } else if (part !== "" && part !== ".") {
      parts.push(part);
    }
  }
  return `/${parts.join("/")}`;
}
