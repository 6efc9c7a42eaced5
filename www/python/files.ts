/**
 * The working directory that all interpreters of a run see: what one has written and closed, another
 * can open.
 *
 * Each has a copy of it. Changes go by the system to all others, in the order of everything else
 * that goes there: so they are made before another hears of anything that was sent after them.
 */

import { joined } from "./pieces";

/** Where it is. */
export const WORKING_DIRECTORY = "/home/playground";

/** Something that happened in it; paths are absolute. */
export type FileChange =
  | { what: "wrote"; path: string; contents: Uint8Array<ArrayBuffer> }
  | { what: "made"; path: string }
  | { what: "removed"; path: string }
  | { what: "moved"; path: string; to: string };

/**
 * Bytes that an interpreter appended to a file when it was `at` bytes long there. Others may have
 * appended meanwhile: so it is the system that puts one behind the other.
 */
export interface Appended {
  what: "appended";
  path: string;
  at: number;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Tells of a change, from an interpreter to the system and from there to the others. */
export interface FileMessage<Change = FileChange> {
  kind: "file";
  change: Change;
}

/** Where an interpreter is told of changes. */
export interface FilesLine {
  say(message: FileMessage): void;
}

/** The system's part: what there is, and whom to tell. */
export class SharedFiles {
  /** Contents by path; folders have none. */
  #files = new Map<string, Uint8Array<ArrayBuffer> | undefined>();
  readonly #lines = new Map<number, FilesLine>();

  /** One more interpreter, which is told all that there is before it is told anything else. */
  enter(pid: number, line: FilesLine): void {
    this.#lines.set(pid, line);
    for (const [path, contents] of this.#files) {
      const change: FileChange =
        contents === undefined ? { what: "made", path } : { what: "wrote", path, contents };
      line.say({ kind: "file", change });
    }
  }

  /** One interpreter less. */
  leave(pid: number): void {
    this.#lines.delete(pid);
  }

  /** Takes what an interpreter changed, and passes it on to all others. */
  take(pid: number, change: FileChange | Appended): void {
    if (change.what === "appended") {
      this.#append(pid, change);
      return;
    }
    this.#change(change);
    this.#tell(change, pid);
  }

  /** What there is, by path from the directory on; empties it for the next run. */
  takeFiles(): Map<string, Uint8Array<ArrayBuffer>> {
    const taken = new Map<string, Uint8Array<ArrayBuffer>>();
    for (const [path, contents] of this.#files) {
      if (contents !== undefined) {
        taken.set(path.slice(WORKING_DIRECTORY.length + 1), contents);
      }
    }
    // What is in a folder before the folder itself.
    for (const path of [...this.#files.keys()].sort().reverse()) {
      this.take(0, { what: "removed", path });
    }
    return taken;
  }

  /** Appends behind what others did; who did not know of that is told as well. */
  #append(pid: number, { path, at, bytes }: Appended): void {
    const before = this.#files.get(path) ?? new Uint8Array();
    const change: FileChange = {
      what: "wrote",
      path,
      contents: joined(Uint8Array, [before, bytes]),
    };
    this.#change(change);
    this.#tell(change, before.length === at ? pid : undefined);
  }

  /** Tells all interpreters but one. */
  #tell(change: FileChange, but: number | undefined): void {
    for (const [pid, line] of this.#lines) {
      if (pid !== but) {
        line.say({ kind: "file", change });
      }
    }
  }

  #change(change: FileChange): void {
    switch (change.what) {
      case "wrote":
        this.#files.set(change.path, change.contents);
        return;
      case "made":
        this.#files.set(change.path, undefined);
        return;
      case "removed":
        this.#files.delete(change.path);
        return;
      case "moved":
        this.#move(change.path, change.to);
    }
  }

  /** A folder moves with all that is in it. */
  #move(from: string, to: string): void {
    const moved = [...this.#files].filter(([path]) => path === from || path.startsWith(`${from}/`));
    for (const [path, contents] of moved) {
      this.#files.delete(path);
      this.#files.set(to + path.slice(from.length), contents);
    }
  }
}
