/**
 * Answers that a browser got where it was sent on.
 *
 * `fetch` follows redirects by itself, and tells only where it ended. A client of HTTP is told
 * instead that it is sent there, asks there, and gets the answer that is kept here: so it knows
 * the address that the answer is from, and nothing is asked twice.
 */

/** How long an answer is kept for a client that may never ask. */
const KEPT_MS = 5_000;

/** An answer, and how to end it. */
export interface Answer {
  response: Response;
  abort: AbortController;
}

/** What is kept, by its address. */
export class Redirects {
  readonly #kept = new Map<string, Answer>();

  /** Keeps an answer, for once. */
  keep(answer: Answer): void {
    const { url } = answer.response;
    this.#kept.set(url, answer);
    setTimeout(() => {
      if (this.#kept.get(url) === answer) {
        this.#kept.delete(url);
        answer.abort.abort();
      }
    }, KEPT_MS);
  }

  /** The answer from an address, if one is kept. */
  take(method: string, url: string): Answer | undefined {
    const answer = method === "GET" || method === "HEAD" ? this.#kept.get(url) : undefined;
    this.#kept.delete(answer?.response.url ?? "");
    return answer;
  }
}
