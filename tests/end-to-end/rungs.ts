/** Which rung of the ladder is reached, in each engine and place: `README.md` shows this table. */

import type { Rung } from "../../www/generated/types/Rung.ts";

/**
 * How much of Python there is: all of it; threads that switch only where they wait, for want of
 * shared memory; one thread of one interpreter, for want of stack switching (JSPI); or nothing.
 */
export type PythonRung = "all" | "no switching" | "one thread" | "none";

/** Engines that can suspend a stack, which is how Python's threads, and all that waits, wait. */
const SWITCHES_STACKS: ReadonlySet<string> = new Set(["chromium", "firefox"]);

/** How much of Python there is in a place. */
export function pythonRung(engine: string, { rungs }: Place): PythonRung {
  const rung = rungs[engine] ?? "none";
  if (rung === "none") {
    return rung;
  }
  if (!SWITCHES_STACKS.has(engine)) {
    return "one thread";
  }
  return rung === "threads" ? "all" : "no switching";
}

/** Where the playground is. */
export interface Place {
  /** In words. */
  name: string;
  /** Whether the playground's own host sends the headers that isolate. */
  headers: boolean;
  /** In another site's article: what is pasted there, and whether that article is isolated. */
  article?: { paste: "frame" | "sandboxed frame" | "element"; isolated: boolean };
  /** The rung that is reached, by the engine's name; `none` where nothing starts at all. */
  rungs: Readonly<Record<string, Rung | "none">>;
}

const everywhere = (rung: Rung): Place["rungs"] => ({
  chromium: rung,
  firefox: rung,
  webkit: rung,
});

/** WebKitGTK shares no memory, isolated or not. */
const ISOLATED: Place["rungs"] = { ...everywhere("threads"), webkit: "processes" };

/** Only Chromium isolates a frame by itself, by `Document-Isolation-Policy`. */
const BY_ITSELF: Place["rungs"] = { ...everywhere("processes"), chromium: "threads" };

/** The table. */
export const PLACES: readonly Place[] = [
  { name: "A page of its own, with the headers", headers: true, rungs: ISOLATED },
  { name: "A page of its own, on a host without headers", headers: false, rungs: ISOLATED },
  {
    name: "A frame in an article",
    headers: true,
    article: { paste: "frame", isolated: false },
    rungs: BY_ITSELF,
  },
  {
    name: "A frame in an article, from a host without headers",
    headers: false,
    article: { paste: "frame", isolated: false },
    rungs: BY_ITSELF,
  },
  {
    name: "A frame in an article that is isolated",
    headers: true,
    article: { paste: "frame", isolated: true },
    rungs: ISOLATED,
  },
  {
    name: "A frame in a sandbox that allows scripts only",
    headers: true,
    article: { paste: "sandboxed frame", isolated: false },
    // To WebKit no address is a sandboxed page's own, so that its policy forbids all scripts.
    rungs: { ...everywhere("processes"), webkit: "none" },
  },
  {
    name: "The element in an article of another site",
    headers: true,
    article: { paste: "element", isolated: false },
    rungs: everywhere("processes"),
  },
  {
    name: "The element in an article of another site that is isolated",
    headers: true,
    article: { paste: "element", isolated: true },
    rungs: ISOLATED,
  },
];
