/**
 * Bytes that processes share. Two interpreters cannot have the same memory: so each has a copy, tells
 * what it changed where it meets another process, and takes what others changed.
 */

import { SystemError } from "./system-error";

interface Segment {
  bytes: Uint8Array<ArrayBuffer>;
  /** Changes with every change. */
  version: number;
}

/** What a segment has come to. */
export interface Contents {
  version: number;
  bytes: Uint8Array<ArrayBuffer>;
}

export class Segments {
  readonly #segments = new Map<string, Segment>();

  /** Makes one, of no size yet. */
  create(name: string): void {
    if (this.#segments.has(name)) {
      throw new SystemError("EEXIST");
    }
    this.#segments.set(name, { bytes: new Uint8Array(), version: 0 });
  }

  /** Gives one its size, which only grows. */
  grow(name: string, size: number): void {
    const segment = this.#find(name);
    if (segment.bytes.length < size) {
      const { bytes } = segment;
      segment.bytes = new Uint8Array(size);
      segment.bytes.set(bytes);
    }
  }

  size(name: string): number {
    return this.#find(name).bytes.length;
  }

  /** A process has changed some bytes. */
  change(name: string, offset: number, bytes: Uint8Array<ArrayBuffer>): void {
    const segment = this.#segments.get(name);
    if (segment !== undefined) {
      segment.bytes.set(bytes, offset);
      segment.version += 1;
    }
  }

  /** The contents, if they are others than those of a version. */
  contents(name: string, known: number): Contents | undefined {
    const segment = this.#segments.get(name);
    if (segment === undefined || segment.version === known) {
      return undefined;
    }
    return { version: segment.version, bytes: segment.bytes.slice() };
  }

  /** Nobody can open it by its name any more. */
  unlink(name: string): void {
    this.#find(name);
    this.#segments.delete(name);
  }

  #find(name: string): Segment {
    const found = this.#segments.get(name);
    if (found === undefined) {
      throw new SystemError("ENOENT");
    }
    return found;
  }
}
