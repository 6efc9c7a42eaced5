/** The reader's work, kept in this browser until it is cleared. */

import { NoProgram, type Program, programText, readProgram } from "./program";

/** A program that the reader has worked on. */
export interface Work extends Program {
  /** Whether it came by a link, and was not run yet. */
  readonly isForeign: boolean;
}

/** Programs that the reader has worked on, by their ids. */
export type Works = ReadonlyMap<string, Work>;

/** What is kept of the page: which program is shown, and those that were changed. */
export interface Kept {
  /** Whose program is shown. */
  readonly shown: string;
  readonly works: Works;
}

const SHOWN = "parallel-playground-shown-program";
/** Each program has an entry of its own: tabs that work on different ones do not meet. */
const WORK = "parallel-playground-program/";

/** What was kept, as far as it can be read: a browser may refuse, and others may write there. */
export function kept(): Kept {
  try {
    const works = keys().flatMap((key) => {
      const [id, work] = [idIn(key), read(localStorage.getItem(key))];
      return id === undefined || work === undefined ? [] : [[id, work] as const];
    });
    return { shown: localStorage.getItem(SHOWN) ?? "", works: new Map(works) };
  } catch {
    return { shown: "", works: new Map() };
  }
}

/** Keeps which program is shown; whether the browser let it. */
export function keepShown(id: string): boolean {
  return isDone(() => localStorage.setItem(SHOWN, id));
}

/** Keeps a program, or that there is nothing of it to be kept; whether the browser let it. */
export function keepWork(id: string, work: Work | undefined): boolean {
  return isDone(() => {
    if (work === undefined) {
      localStorage.removeItem(WORK + id);
    } else {
      localStorage.setItem(WORK + id, JSON.stringify([work.isForeign, programText(work)]));
    }
  });
}

/** Forgets all of it. */
export function forget(): void {
  // A browser that refuses has kept nothing.
  isDone(() => {
    for (const key of [SHOWN, ...keys().filter((name) => idIn(name) !== undefined)]) {
      localStorage.removeItem(key);
    }
  });
}

/** The program that another tab has just kept or forgotten, if that is what happened. */
export function keptElsewhere({
  key,
  newValue,
}: Pick<StorageEvent, "key" | "newValue">): readonly [string, Work | undefined] | undefined {
  const id = idIn(key ?? "");
  return id === undefined ? undefined : [id, read(newValue)];
}

function isDone(act: () => void): boolean {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}

function keys(): string[] {
  return Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? "");
}

function idIn(key: string): string | undefined {
  return key.startsWith(WORK) ? key.slice(WORK.length) : undefined;
}

function read(text: string | null): Work | undefined {
  try {
    const entry: unknown = JSON.parse(text ?? "null");
    if (!Array.isArray(entry)) {
      return undefined;
    }
    const [isForeign, program] = entry as unknown[];
    return { ...readProgram(String(program)), isForeign: isForeign !== false };
  } catch (exception) {
    if (exception instanceof NoProgram || exception instanceof SyntaxError) {
      return undefined;
    }
    throw exception;
  }
}
