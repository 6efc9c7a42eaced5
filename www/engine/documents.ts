/** The site's own documents, by their names; some hosts leave the `.html` out. */
const DOCUMENTS: ReadonlySet<string> = new Set(["index", "embed", "guide"]);

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
  const name = `${origin}${pathname}`.slice(root.length).replace(/\.html$/, "") || "index";
  return DOCUMENTS.has(name) ? name : undefined;
}
