import { msg, str } from "@lit/localize";
import { type Draft, identified, LONGEST_NAME, MOST_VERSIONS, type Version } from "./version";

/** Versions of one program, as they stand in a file and in a link. */
export interface Program {
  readonly versions: readonly Version[];
}

/** Why something is no program. */
export class NoProgram extends Error {
  override readonly name = "NoProgram";
}

export const MOST_RANKS = 16;

/** A program's text for a file or a link. */
export function programText({ versions }: Program): string {
  // The ids follow from the names.
  return JSON.stringify({ versions: versions.map(({ id: _, ...draft }) => draft) });
}

/**
 * Reads what {@link programText} wrote, or somebody else.
 *
 * @throws NoProgram if it is none
 */
export function readProgram(text: string): Program {
  const { versions } = asRecord(parsed(text));
  if (!Array.isArray(versions) || versions.length === 0) {
    throw new NoProgram(msg("It has no versions."));
  }
  return programOf(versions);
}

function programOf(versions: readonly unknown[]): Program {
  if (versions.length > MOST_VERSIONS) {
    const { length } = versions;
    throw new NoProgram(msg(str`It has ${length} versions; at most ${MOST_VERSIONS} can be run.`));
  }
  return { versions: identified(versions.map((version) => draftOf(asRecord(version)))) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new NoProgram(msg("It is not written as programs are (it is not JSON)."));
  }
}

function asRecord(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null) {
    throw new NoProgram(msg("It is not written as programs are."));
  }
  return value as Record<string, unknown>;
}

function draftOf({ name, source, ranks, unordered }: Record<string, unknown>): Draft {
  if (typeof name !== "string" || name.trim() === "" || name.length > LONGEST_NAME) {
    throw new NoProgram(msg("One of its versions has no name, or one that is too long."));
  }
  // One that is too long to run is the reader's work all the same; a run says how long it may be.
  if (typeof source !== "string") {
    throw new NoProgram(msg(str`Its version “${name}” has no source.`));
  }
  return {
    name,
    source,
    ...(typeof ranks === "number" && isRanks(ranks) ? { ranks } : {}),
    ...(unordered === true ? { unordered } : {}),
  };
}

/** Whether so many ranks can be started. */
export function isRanks(ranks: number): boolean {
  return Number.isInteger(ranks) && ranks >= 1 && ranks <= MOST_RANKS;
}
