/**
 * A copy of the site for when there is no network: all files of one build, or none.
 *
 * What carries this build's id in its address is answered from the copy, since it cannot differ;
 * for all else the network is asked first, so that a new build is seen at once. Pictures are not in
 * it: a download is a real request.
 */

import { buildId, ofThisBuild } from "../engine/build";
import { namesBeginWith } from "../engine/offline-copies";

/** The build's files and their digests, as integrity metadata; the bundler writes them in. */
declare const FILES: Readonly<Record<string, string>>;

/** The copy that one build has of the site. */
export class OfflineCopy {
  readonly #root: string;
  readonly #site: string;
  readonly #name: string;
  readonly #addresses: ReadonlySet<string>;

  /** @param root the site's root, absolute, ending in a slash */
  constructor(root: string) {
    this.#root = root;
    this.#site = namesBeginWith(root);
    this.#name = this.#site + buildId;
    this.#addresses = new Set(Object.keys(FILES).map((file) => new URL(file, root).href));
  }

  /** Whether an address is one of the files that it has or would have. */
  covers(address: string): boolean {
    const { origin, pathname } = new URL(address);
    return this.#addresses.has(origin + pathname);
  }

  /** Makes it, if it is not there: a file of another build would be noticed by its digest. */
  async make(): Promise<void> {
    if (await caches.has(this.#name)) {
      return;
    }
    const requests = Object.entries(FILES).map(
      ([file, integrity]) => new Request(ofThisBuild(file, this.#root), { integrity }),
    );
    const cache = await caches.open(this.#name);
    try {
      await cache.addAll(requests);
    } catch (exception) {
      await caches.delete(this.#name);
      throw exception;
    }
  }

  /** Deletes the copies of other builds. */
  async dropOthers(): Promise<void> {
    const names = await caches.keys();
    const others = names.filter((name) => name.startsWith(this.#site) && name !== this.#name);
    await Promise.all(others.map((name) => caches.delete(name)));
  }

  /** Answers a request for a file that it covers. */
  async answer(request: Request): Promise<Response> {
    const isOfThisBuild = new URL(request.url).searchParams.get("build") === buildId;
    return (isOfThisBuild ? await this.#find(request.url) : undefined) ?? this.fresh(request);
  }

  /** The network's answer; where there is no network, the copy of it, or of `instead`. */
  async fresh(request: Request, instead: string = request.url): Promise<Response> {
    try {
      return await fetch(request);
    } catch (exception) {
      const kept = await this.#find(instead);
      if (kept === undefined) {
        throw exception;
      }
      return kept;
    }
  }

  #find(address: string): Promise<Response | undefined> {
    return caches.match(address, { cacheName: this.#name, ignoreSearch: true });
  }
}
