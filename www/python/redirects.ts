/**
 * Answers that a browser got where it was sent on.
 *
 * `fetch` follows redirects by itself, and tells only where it ended. A client of HTTP is told
 * instead that it is sent there, asks there, and gets the answer that is kept here: so it knows
 * the address that the answer is from, and nothing is asked twice.
 */

/** How long an answer is kept for a client that may never ask. */
const KEPT_MS = 5_000;

/** What is kept, by its address. */
export class Redirects {
  readonly #kept = new Map<string, Response>();

  /** Keeps an answer, for once. */
  keep(response: Response): void {
    const { url } = response;
    this.#kept.set(url, response);
    setTimeout(() => {
      if (this.#kept.get(url) === response) {
        this.#kept.delete(url);
        void response.body?.cancel();
      }
    }, KEPT_MS);
  }

  /** The answer from an address, if one is kept. */
  take(method: string, url: string): Response | undefined {
    const response = method === "GET" || method === "HEAD" ? this.#kept.get(url) : undefined;
    this.#kept.delete(response?.url ?? "");
    return response;
  }
}
