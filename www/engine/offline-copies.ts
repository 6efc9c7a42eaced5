/** The copies of the site that its service worker makes for when there is no network. */

/** What the names of all copies of the site at `root` begin with, whatever their builds. */
export function namesBeginWith(root: string): string {
  return `parallel-playground ${root} `;
}

/** How many bytes the copies of the site at `root` are. */
export async function copiedBytes(root: string): Promise<number> {
  const names = await copies(root);
  const caches = await Promise.all(names.map(bytesOf));
  return caches.reduce((sum, bytes) => sum + bytes, 0);
}

/** Deletes the copies of the site at `root`. */
export async function dropCopies(root: string): Promise<void> {
  const names = await copies(root);
  await Promise.all(names.map((name) => caches.delete(name)));
}

async function copies(root: string): Promise<string[]> {
  try {
    const names = await caches.keys();
    return names.filter((name) => name.startsWith(namesBeginWith(root)));
  } catch {
    // A page that is not secure, or stands in a sandbox, has no caches at all.
    return [];
  }
}

async function bytesOf(name: string): Promise<number> {
  const cache = await caches.open(name);
  const responses = await cache.matchAll();
  const bodies = await Promise.all(responses.map((response) => response.blob()));
  return bodies.reduce((sum, { size }) => sum + size, 0);
}
