import type { Page } from "./page.ts";

/** What code in the page says of the page to work in: its root, and how to wait for it. */
const IN_WORKBENCH = `
  await customElements.whenDefined("playground-program-workbench");
  const root = document.querySelector("playground-program-workbench").shadowRoot;
  const all = (selector) => [...root.querySelectorAll(selector)];
  const button = (words) => all("button").find(({ textContent }) => textContent.includes(words));
  const tabs = () => all("[role=tab]");
  const editor = () => root.querySelector("playground-code-editor");
  const source = () => editor().source;
`;

/** Opens the page to work in, turns to the program that is shown, and waits until the editor is there. */
export async function openWorkbench(page: Page, address: string): Promise<void> {
  await page.driver.get(address);
  await inWorkbench(
    page,
    `await inPage.settled(() => root.querySelector("pre"));
     root.querySelector("pre").dispatchEvent(new PointerEvent("pointerenter"));
     await inPage.settled(() => editor()?.shadowRoot?.querySelector(".cm-content"));`,
  );
}

/** Runs code in the page to work in. */
export function inWorkbench<T>(page: Page, code: string, given: unknown = null): Promise<T> {
  return page.call<T>(`{ ${IN_WORKBENCH}${code} }`, given);
}
