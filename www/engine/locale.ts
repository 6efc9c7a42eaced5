import type { MsgFn } from "@lit/localize/internal/types.js";
import type { Catalogue } from "../generated/types/Catalogue";
import type { HazardEntry } from "../generated/types/HazardEntry";

/** A language that readers are told everything in; the texts in the source are English. */
export type Locale = "en" | "de";

/** All of them. */
export const LOCALES: readonly Locale[] = ["en", "de"];

/** Everything in another language than English: a script of the site's own, such as `de.js`. */
export interface Texts {
  /** Stands for `msg`. */
  readonly translate: MsgFn;
  /** Has elements of a document say what they say, and the document that it is in this language. */
  translateAll(places: Iterable<Element>): void;
  readonly catalogue: Catalogue;
  readonly hazards: readonly HazardEntry[];
}

let spoken: Locale = "en";
let known: Texts | undefined;
const waiting: ((texts: Texts) => void)[] = [];

/** The language of this page, or of the page that this worker is of. */
export function locale(): Locale {
  return spoken;
}

/** What was loaded for that language; nothing for English. */
export function texts(): Texts | undefined {
  return known;
}

/** Does something with the texts of another language, once they are there: never in English. */
export function withTexts(act: (texts: Texts) => void): void {
  if (known === undefined) {
    waiting.push(act);
  } else {
    act(known);
  }
}

/** Notes what is spoken from now on. */
export function noteSpoken(language: Locale, loaded: Texts): void {
  spoken = language;
  known = loaded;
  for (const act of waiting) {
    act(loaded);
  }
}
