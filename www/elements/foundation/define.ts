import type { LitElement } from "lit";
import { whenSpoken } from "./page-language";

/** What names begin with that are whole tags. */
const WHOLE = /^(?:parallel|playground)-/;

/**
 * Registers a class as `<playground-NAME>`, or as NAME itself if that is a whole tag already, once
 * the page's language is there. A page may load this script twice, from two addresses: the first
 * registration stays.
 */
export function element(name: string) {
  const tag = WHOLE.test(name) ? name : `playground-${name}`;
  return (definition: typeof LitElement, context: ClassDecoratorContext): void => {
    // Only then are the decorated properties known.
    context.addInitializer(() =>
      whenSpoken(() => {
        if (customElements.get(tag) === undefined) {
          customElements.define(tag, definition);
        }
      }),
    );
  };
}
