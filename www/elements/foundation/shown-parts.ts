import { words } from "./words";

/** The parts of what a finished run has to show. */
export const PARTS = [
  "results",
  "why",
  "output",
  "log",
  "lanes",
  "files",
  "code",
  "report",
] as const;

/** One of them. */
export type Part = (typeof PARTS)[number];

/** Tells which parts are shown: those that an author named, or all where none were asked for. */
export function shownParts(show: string | null): (part: Part) => boolean {
  const named = words(show);
  return (part) => show === null || named.includes(part);
}
