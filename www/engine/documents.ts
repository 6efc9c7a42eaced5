/** Those of the site's own documents that articles show in frames. */
const FRAMES: ReadonlySet<string> = new Set(["embed", "embed-python"]);

/** The site's own documents, by their names; some hosts leave the `.html` out. */
const DOCUMENTS: ReadonlySet<string> = new Set([
  "index",
  "playground",
  "program",
  ...FRAMES,
  "guide",
]);

/** The lessons and their table. */
const LESSONS = /^learn\/[\w-]+$/;

/**
 * Which of the site's own documents an address is, if it is one. Other pages may lie beside them,
 * such as an article that has the element in it; those belong to somebody else.
 *
 * @param root the site's root, absolute, ending in a slash
 */
export function documentAt(address: string, root: string): string | undefined {
  const { origin, pathname } = new URL(address);
  if (!`${origin}${pathname}`.startsWith(root)) {
    return undefined;
  }
  const path = `${origin}${pathname}`.slice(root.length).replace(/\.html$/, "");
  const name = path === "" || path.endsWith("/") ? `${path}index` : path;
  return DOCUMENTS.has(name) || LESSONS.test(name) ? name : undefined;
}

/** Whether one of the site's own documents is for a frame in an article, rather than for readers. */
export function isForFrame(document: string): boolean {
  return FRAMES.has(document);
}
