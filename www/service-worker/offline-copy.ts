/**
 * A copy of the site for when there is no network: all files of one build that the page may need,
 * or none; and those that are much and seldom needed, such as Python's, once they were used.
 *
 * What carries this build's id in its address is answered from the copy, since it cannot differ;
 * for all else the network is asked first, so that a new build is seen at once. Pictures are not in
 * it: a download is a real request.
 */

import { buildId, ofThisBuild } from "../engine/build";
import { namesBeginWith } from "../engine/offline-copies";

/** The build's files and their digests, as integrity metadata; the bundler writes them in. */
declare const FILES: Readonly<Record<string, string>>;

/** Those of its files that are kept once they were used, likewise. */
declare const FILES_ONCE_USED: Readonly<Record<string, string>>;

/** The copy that one build has of the site. */
export class OfflineCopy {
  readonly #root: string;
  readonly #site: string;
  readonly #name: string;
  readonly #addresses: ReadonlySet<string>;
  /** The digests of the files that are kept once they were used, by their addresses. */
  readonly #onceUsed: ReadonlyMap<string, string>;
  /** Those among them that were used while there was no copy for them to be in. */
  readonly #used = new Set<string>();
  /** While it is being made, when it is. */
  #making: Promise<void> | undefined;

  /** @param root the site's root, absolute, ending in a slash */
  constructor(root: string) {
    this.#root = root;
    this.#site = namesBeginWith(root);
    this.#name = this.#site + buildId;
    const absolute = (file: string) => new URL(file, root).href;
    this.#addresses = new Set(Object.keys(FILES).map(absolute));
    this.#onceUsed = new Map(
      Object.entries(FILES_ONCE_USED).map(([file, digest]) => [absolute(file), digest]),
    );
  }

  /** Whether an address is one of the files that it has or would have. */
  covers(address: string): boolean {
    const file = withoutSearch(address);
    return this.#addresses.has(file) || this.#onceUsed.has(file);
  }

  /** Makes it, if it is not whole; once, however many pages ask at the same time. */
  make(): Promise<void> {
    this.#making ??= this.#make().finally(() => {
      this.#making = undefined;
    });
    return this.#making;
  }

  /** A file of another build would be noticed by its digest. */
  async #make(): Promise<void> {
    const cache = await caches.open(this.#name);
    if (await this.#isWhole(cache)) {
      return;
    }
    const used = [...this.#used].map((file) => [file, this.#onceUsed.get(file) ?? ""] as const);
    const requests = [...Object.entries(FILES), ...used].map(
      ([file, integrity]) => new Request(ofThisBuild(file, this.#root), { integrity }),
    );
    try {
      await cache.addAll(requests);
    } catch (exception) {
      await caches.delete(this.#name);
      throw exception;
    }
  }

  /** One that was cut off while it was made has none of the files. */
  async #isWhole(cache: Cache): Promise<boolean> {
    const kept = new Set((await cache.keys()).map(({ url }) => withoutSearch(url)));
    return [...this.#addresses].every((address) => kept.has(address));
  }

  /** Deletes the copies of other builds, and what interpreters keep of them. */
  async dropOthers(): Promise<void> {
    const names = await caches.keys();
    const others = names.filter(
      (name) => name.startsWith(this.#site) && !name.startsWith(this.#name),
    );
    await Promise.all(others.map((name) => caches.delete(name)));
  }

  /**
   * Answers a request for a file that it covers, and keeps the file if that is its time.
   *
   * @param waitUntil has the service worker live until something is over
   */
  async answer(request: Request, waitUntil: (over: Promise<unknown>) => void): Promise<Response> {
    const isOfThisBuild = new URL(request.url).searchParams.get("build") === buildId;
    const kept = isOfThisBuild ? await this.#find(request.url) : undefined;
    if (kept !== undefined) {
      return kept;
    }
    const response = await this.fresh(request);
    const file = withoutSearch(request.url);
    if (this.#onceUsed.has(file)) {
      if (!(await caches.has(this.#name))) {
        this.#used.add(file);
      } else if ((await this.#find(file)) === undefined) {
        waitUntil(this.#keep(file, response.clone()));
      }
    }
    return response;
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

  /** Keeps a file, if it is the one of this build; in a copy that is deleted meanwhile, and stays so. */
  async #keep(file: string, response: Response): Promise<void> {
    const cache = await caches.open(this.#name);
    const body = await response.arrayBuffer();
    if ((await digestOf(body)) === this.#onceUsed.get(file)) {
      await cache.put(file, new Response(body, response));
    }
  }

  #find(address: string): Promise<Response | undefined> {
    return caches.match(address, { cacheName: this.#name, ignoreSearch: true });
  }
}

function withoutSearch(address: string): string {
  const { origin, pathname } = new URL(address);
  return origin + pathname;
}

/** The digest of a file, as integrity metadata. */
async function digestOf(contents: ArrayBuffer): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", contents);
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
}
