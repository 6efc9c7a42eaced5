import type { LitElement } from "lit";

/**
 * Registers a class as `<playground-NAME>`, or as NAME itself if that is a whole tag already.
 * A page may load this script twice, from two addresses: the first registration stays.
 */
export function element(name: string) {
  const tag = name.includes("playground") ? name : `playground-${name}`;
  return (definition: typeof LitElement, context: ClassDecoratorContext): void => {
    // Only then are the decorated properties known.
    context.addInitializer(() => {
      if (customElements.get(tag) === undefined) {
        customElements.define(tag, definition);
      }
    });
  };
}
