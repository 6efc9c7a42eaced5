import type { Page } from "./page.ts";

/**
 * All texts that a page shows or has read out, its shadow roots' among them; without what is code, and
 * what says itself that it is in another language.
 */
export function shownTexts(page: Page): Promise<string[]> {
  return page.call<string[]>(
    `
    const texts = [document.title];
    const read = (node) => {
      if (node.nodeType === Node.TEXT_NODE) {
        texts.push(node.data);
      } else if (node.nodeType !== Node.COMMENT_NODE && !node.matches?.(given)) {
        for (const name of ["aria-label", "title", "placeholder", "alt"]) {
          texts.push(node.getAttribute?.(name) ?? "");
        }
        [...(node.shadowRoot?.childNodes ?? []), ...node.childNodes].forEach(read);
      }
    };
    read(document.body);
    return texts.map((text) => text.trim().replaceAll(/\\\\s+/g, " ")).filter((text) => text !== "");
  `,
    "code, pre, script, style, noscript, .opening, parallel-playground > p, a[hreflang], [role=log]",
  );
}
