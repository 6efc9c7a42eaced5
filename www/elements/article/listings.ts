/** The programs that an author has put into an article. */

import { msg, str } from "@lit/localize";
import type { Version } from "../../generated/types/Version";
import { enumerate } from "../foundation/format";
import { words } from "../foundation/words";

/** A version as an author gives it; Rust sees to the rest. */
export type Draft = Omit<Version, "id" | "unordered"> & Partial<Version>;

/** Those within an element: `<script type="text/x-python" data-name="…">`. */
export function scriptsIn(element: Element): Draft[] {
  const scripts = element.querySelectorAll<HTMLScriptElement>('script[type="text/x-python"]');
  return [...scripts].map((script, place) => draftOf(script, script, place));
}

/**
 * The article's own listings, by the ids that `from` names; nothing of those that are not there.
 *
 * @param from ids, each with or without `#`
 */
export function listingsAt(from: string, root: Document): Draft[] {
  return words(from).flatMap((id, place) => {
    const listing = listingAt(id, root);
    return listing === null ? [] : [draftOf(listing, codeIn(listing), place)];
  });
}

/** Why nothing is shown of some that `from` names; an id is easily mistyped. */
export function whyNotFound(from: string, root: Document): string | undefined {
  const missing = words(from).filter((id) => listingAt(id, root) === null);
  const ids = enumerate(missing.map((id) => quoted(id.replace(/^#/, ""))));
  return missing.length === 0
    ? undefined
    : msg(str`This page has no listing with the id ${ids}, which the attribute “from” names.`);
}

function quoted(word: string): string {
  return msg(str`“${word}”`);
}

function listingAt(id: string, root: Document): HTMLElement | null {
  return root.getElementById(id.replace(/^#/, ""));
}

/** Where tools put a listing's title. */
const TITLES = ".caption-text, figcaption, .filename";

/** The code alone: tools put line numbers and buttons beside it. */
function codeIn(listing: HTMLElement): HTMLElement {
  const found = ["pre code", "code", "pre"].map((within) => listing.querySelector(within));
  return (found.find((code) => code !== null) as HTMLElement | undefined) ?? listing;
}

/** What is said of a version where it stands: on the listing, or on its code, as tools have it. */
function draftOf(listing: HTMLElement, code: HTMLElement, place: number): Draft {
  const said: DOMStringMap = { ...code.dataset, ...listing.dataset };
  const title = listing.querySelector(TITLES)?.textContent?.trim();
  const number = place + 1;
  return {
    name: said.name ?? (title || listing.title || msg(str`Version ${number}`)),
    source: unindented(code.textContent ?? ""),
    ...(said.ranks === undefined ? {} : { ranks: Number(said.ranks) }),
    unordered: said.unordered !== undefined,
  };
}

/** A text without what all of its lines begin with, and without empty lines around it. */
function unindented(text: string): string {
  const lines = text.replace(/^(?:[ \t]*\r?\n)+|\s+$/g, "").split(/\r?\n/);
  const indents = lines.filter((line) => line.trim() !== "").map((line) => line.search(/\S/));
  const indent = Math.min(...indents, Number.MAX_SAFE_INTEGER);
  return `${lines.map((line) => line.slice(indent)).join("\n")}\n`;
}
