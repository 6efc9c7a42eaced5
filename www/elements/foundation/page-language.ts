/** Which language the page speaks: decided once, before any element of it is defined. */

import { LOCALES, type Locale, texts } from "../../engine/locale";
import { speak } from "../../engine/speak";

/** The elements whose language is their article's. */
const ELEMENTS = "parallel-playground, parallel-python, playground-guess, playground-value";

/** A document of the site's own speaks all languages; what it says itself is marked so. */
const OWN = "[data-playground-text]";

/** Its links to itself in another language, and to others of the site. */
const LINKS = 'a[hreflang], a[href$=".html"]';

/** What waits for the page's language to be there; nothing where it is. */
let coming: Promise<void> | undefined;

/** Does something once the page's language is there: at once, if it is. */
export function whenSpoken(act: () => void): void {
  if (coming === undefined) {
    act();
  } else {
    void coming.then(act);
  }
}

/** What the document's address asks for. */
function asked(): string | null {
  return new URLSearchParams(location.search).get("lang");
}

/** An article's language is its author's; the site's own documents speak their reader's. */
function wanted(isOwn: boolean): Locale {
  const place = document.querySelector(ELEMENTS) ?? document.documentElement;
  const tags = isOwn
    ? [asked(), ...navigator.languages]
    : [place.closest<HTMLElement>("[lang]")?.lang];
  const known = tags.map((tag) => LOCALES.find((ours) => tag?.split("-")[0] === ours));
  return known.find((ours) => ours !== undefined) ?? "en";
}

/** Has links keep the language that was asked for, and those to other languages all else. */
function keepInLinks({ target }: Event): void {
  const link = (target as Element).closest<HTMLAnchorElement>(LINKS);
  const language = link?.hreflang || asked();
  if (link != null && language !== null) {
    const address = new URL(link.hreflang === "" ? link.href : location.href);
    address.searchParams.set("lang", language);
    link.href = address.href;
  }
}

async function begin(language: Locale, isOwn: boolean): Promise<void> {
  await speak(language, import.meta.url);
  coming = undefined;
  if (isOwn) {
    texts()?.translateAll(document.querySelectorAll(OWN));
  }
}

// At build time there is no document.
if (globalThis.document !== undefined) {
  const isOwn = document.querySelector(OWN) !== null;
  const language = wanted(isOwn);
  if (language !== "en") {
    coming = begin(language, isOwn);
  }
  if (isOwn) {
    document.addEventListener("click", keepInLinks);
  }
}
