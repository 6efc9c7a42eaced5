/** The memory of an interpreter that was made ready, kept in this browser for the next visit. */

import { buildId, ofThisBuild } from "../engine/build";
import { namesBeginWith } from "../engine/offline-copies";

/** The snapshot of one build of the site. */
export class Snapshots {
  readonly #name: string;
  readonly #address: string;

  /** @param root the site's root */
  constructor(root: string) {
    this.#name = `${namesBeginWith(root)}${buildId}-python`;
    this.#address = ofThisBuild("python/snapshot", root);
  }

  /** The one that is kept, if one is. */
  async kept(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    try {
      const found = await (await caches.open(this.#name)).match(this.#address);
      return found && new Uint8Array(await found.arrayBuffer());
    } catch {
      // No secure context, or a browser that keeps nothing: it is made anew.
      return undefined;
    }
  }

  /** Keeps one. */
  async keep(snapshot: Uint8Array<ArrayBuffer>): Promise<void> {
    try {
      await (await caches.open(this.#name)).put(this.#address, new Response(snapshot));
    } catch {
      // As above; or there is no room for it.
    }
  }
}
