import type { TraceEvent } from "../../../www/elements/reports/chrome-trace.ts";
import type { Page } from "./page.ts";

/** What is saved when a button is pressed: `saved(words)`, for scripts in a page. */
export const SAVING = `
  const saved = async (words) => {
    const button = () => [...(inPage.part("take-along")?.querySelectorAll("button") ?? [])]
      .find(({ textContent }) => textContent.trim() === words);
    await inPage.settled(button);
    return savedBy(button());
  };
  const savedBy = (button) => new Promise((resolve) => {
    const [click, create] = [HTMLAnchorElement.prototype.click, URL.createObjectURL];
    const blobs = new Map();
    URL.createObjectURL = (blob) => {
      const url = create.call(URL, blob);
      blobs.set(url, blob);
      return url;
    };
    HTMLAnchorElement.prototype.click = function () {
      HTMLAnchorElement.prototype.click = click;
      URL.createObjectURL = create;
      const blob = blobs.get(this.href);
      resolve({ name: this.download, type: blob.type, blob });
    };
    button.click();
  });
`;

/** A file that a page saves. */
export interface SavedFile {
  name: string;
  type: string;
  text: string;
}

/** The file that a button of a page saves. */
export function saved(page: Page, words: string): Promise<SavedFile> {
  return page.call<SavedFile>(
    `${SAVING} const { name, type, blob } = await saved(given);
     return { name, type, text: await blob.text() };`,
    words,
  );
}

/** The events of the trace that the run on a page is saved as. */
export async function savedEvents(page: Page): Promise<readonly TraceEvent[]> {
  const { text } = await saved(page, "Spans");
  return JSON.parse(text).traceEvents;
}
