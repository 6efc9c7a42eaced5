/**
 * The elements of a lesson, for any page: a guess before a run, and figures of a run in the text.
 * The elements that run are loaded when the reader comes near them.
 */

import { ofThisBuild } from "../../engine/build";
import { near } from "../foundation/near";
import { whenSpoken } from "../foundation/page-language";
import { LESSON_STYLES } from "./lesson-styles";
import { PlaygroundGuess } from "./playground-guess";
import { PlaygroundValue } from "./playground-value";

/** The scripts of elements that run. */
const RUNNERS: Readonly<Record<string, string>> = {
  "parallel-playground": "parallel-playground.js",
  "parallel-python": "parallel-python.js",
};

function define(tag: string, element: CustomElementConstructor): void {
  // A page may load this script twice, from two addresses: the first registration stays.
  if (customElements.get(tag) === undefined) {
    customElements.define(tag, element);
  }
}

const styles = new CSSStyleSheet();
styles.replaceSync(LESSON_STYLES);
document.adoptedStyleSheets.push(styles);

whenSpoken(() => {
  define("playground-guess", PlaygroundGuess);
  define("playground-value", PlaygroundValue);
});

/** Those that are waited for until they are near. */
const awaited = new WeakSet<Element>();

function awaitRunners(): void {
  for (const [tag, script] of Object.entries(RUNNERS)) {
    for (const runner of document.querySelectorAll(`${tag}:not(:defined)`)) {
      if (!awaited.has(runner)) {
        awaited.add(runner);
        void near(runner).then(() => import(ofThisBuild(script, import.meta.url)));
      }
    }
  }
}

awaitRunners();
// A site may put another page in the place of this one, without loading it anew.
new MutationObserver(awaitRunners).observe(document, { childList: true, subtree: true });
