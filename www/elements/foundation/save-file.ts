/** How long a browser may take to begin saving a file that it was handed. */
const SAVED_AFTER_MS = 60_000;

/** Has the browser save a file. */
export function saveFile(contents: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(contents);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), SAVED_AFTER_MS);
}
