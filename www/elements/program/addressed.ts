/** The program that a page's address is about. */

import { msg, str } from "@lit/localize";
import { nothing } from "lit";
import { addressesNotice } from "./foreign-notice";
import { libraryEntries, libraryProgram } from "./library";
import { NoProgram } from "./program";
import { holdsProgram, programIn } from "./sharing";
import type { Version } from "./version";

/** A program, and what is to be known of it before it runs. */
export interface Addressed {
  readonly versions: readonly Version[];
  readonly notice: unknown;
}

/** More of a fragment is not repeated to the reader. */
const MOST_LETTERS = 40;

/**
 * The library's program that a fragment names, by its id.
 *
 * @throws NoProgram if it names none
 */
export function libraryIdIn(hash: string): string {
  const id = /^#library=(.+)$/.exec(hash)?.[1];
  if (id === undefined) {
    const end = hash.slice(0, MOST_LETTERS);
    throw new NoProgram(
      msg(
        str`This page’s address ends in “${end}”, which names no program. A link to one ends in “#program=…” or in “#library=…”.`,
      ),
    );
  }
  return id;
}

/**
 * The program that a fragment holds, or the library's that it names; the library's first, if it is empty.
 *
 * @throws NoProgram if there is none
 */
export async function addressedProgram(hash: string): Promise<Addressed> {
  if (holdsProgram(hash)) {
    const { versions } = await programIn(hash);
    return { versions, notice: addressesNotice(versions) };
  }
  const entries = await libraryEntries();
  const id = hash === "" ? (entries[0]?.id ?? "") : libraryIdIn(hash);
  if (!entries.some((entry) => entry.id === id)) {
    throw notInLibrary(id);
  }
  const isSimulated = navigator.serviceWorker?.controller != null;
  const { versions } = await libraryProgram(id, isSimulated);
  return { versions, notice: nothing };
}

/** Why there is nothing where a program of the library was to be. */
export function notInLibrary(id: string): NoProgram {
  return new NoProgram(
    msg(str`There is no program “${id}” in the library: the link to it is wrong.`),
  );
}
