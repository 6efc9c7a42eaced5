/** An interpreter's copy of the working directory: tells the system of changes, and makes others'. */

import { type FileChange, WORKING_DIRECTORY } from "./files";
import type { InterpreterLine } from "./lines";

/** What Emscripten's file system tells of. */
interface Tracking {
  onOpenFile?(path: string, flags: number): void;
  onWriteToFile?(path: string, bytes: number): void;
  onCloseFile?(path: string): void;
  onMakeDirectory?(path: string): void;
  onMovePath?(from: string, to: string): void;
  onDeletePath?(path: string): void;
}

/** The parts of Emscripten's file system that this needs. */
export interface FileSystem {
  trackingDelegate: Tracking;
  readFile(path: string): Uint8Array<ArrayBuffer>;
  writeFile(path: string, contents: Uint8Array<ArrayBuffer>, options: { canOwn: boolean }): void;
  mkdirTree(path: string): void;
  rename(from: string, to: string): void;
  unlink(path: string): void;
  rmdir(path: string): void;
  stat(path: string): { mode: number };
  isDir(mode: number): boolean;
}

/** Flags with which opening a file makes or empties it. */
const MAKES_OR_EMPTIES = 0o100 | 0o1000;

/** Keeps the working directory of an interpreter as all others have it. */
export function shareWorkingDirectory(files: FileSystem, line: InterpreterLine): void {
  /** Files that were changed and not closed since. */
  const changed = new Set<string>();
  let isMine = true;

  const tell = (change: FileChange, transfer: Transferable[] = []) => {
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
  const changes = here((path) => changed.add(path as string));

  files.mkdirTree(WORKING_DIRECTORY);
  files.trackingDelegate = {
    onOpenFile: (path, flags) => {
      if (flags & MAKES_OR_EMPTIES) {
        changes(path);
      }
    },
    onWriteToFile: changes,
    onCloseFile: here((path = "") => {
      if (changed.delete(path)) {
        const contents = files.readFile(path);
        tell({ what: "wrote", path, contents }, [contents.buffer]);
      }
    }),
    onMakeDirectory: here((path = "") => tell({ what: "made", path })),
    onMovePath: here((path = "", to = "") => tell({ what: "moved", path, to })),
    onDeletePath: here((path = "") => {
      changed.delete(path);
      tell({ what: "removed", path });
    }),
  };
  line.onMessage((message) => {
    if (message.kind === "file") {
      isMine = false;
      make(files, message.change);
      isMine = true;
    }
  });
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
