/**
 * A connection as a client of HTTP sees it: it writes requests and reads answers, as bytes. At the
 * other end is `fetch`.
 */

import { chunk, framingOf, head, LAST_CHUNK, LEAVE, sentOn } from "./http-answer";
import { type HttpRequest, header, isSent, RequestReader } from "./http-request";
import { type Bytes, joined } from "./pieces";
import type { Poll, Watched } from "./poll";
import type { Redirects } from "./redirects";

/** Bytes that may lie here unread before no more are let in. */
const MOST_UNREAD = 1 << 20;

/** How a connection ended: as agreed, without an answer, in the middle of one, or before it began. */
type End = "end" | "refused" | "broken off" | "not sent";

/**
 * Headers that a client sends by itself and that no program means: a browser sends its own, and
 * would first ask another site's leave for a foreign one.
 */
const OWN_HEADERS = ["user-agent"];

export class Connection implements Watched {
  /** Who waits for this and for others. */
  readonly polls = new Map<Poll, number>();
  readonly #origin: string;
  readonly #redirects: Redirects;
  readonly #onDownloaded: (bytes: number) => void;
  readonly #reader = new RequestReader();
  /** Ends the request that is being made. */
  #abort = new AbortController();
  #unread: Bytes[] = [];
  #unreadBytes = 0;
  #end: End | undefined;
  /** Requests that are not answered yet. */
  #open = 0;
  #answers: Promise<void> = Promise.resolve();
  #answered = Promise.withResolvers<string>();
  #arrival = Promise.withResolvers<void>();
  #drained = Promise.withResolvers<void>();

  /** @param onDownloaded is told how many bytes of a body came, as they do */
  constructor(origin: string, redirects: Redirects, onDownloaded: (bytes: number) => void) {
    this.#origin = origin;
    this.#redirects = redirects;
    this.#onDownloaded = onDownloaded;
  }

  /** Whether something was asked and is not answered to the end. */
  get isBusy(): boolean {
    return this.#open > 0;
  }

  /** Whether there is something to be read, if only the end. */
  get isReadable(): boolean {
    return this.#unread.length > 0 || this.#end !== undefined;
  }

  /**
   * Takes what a client writes.
   *
   * @returns whether something is asked by it
   * @throws if it is not HTTP
   */
  write(bytes: Bytes): boolean {
    const requests = [...this.#reader.take(bytes)];
    if (this.#reader.asksLeave()) {
      this.#push(LEAVE);
    }
    for (const request of requests) {
      const isNext = this.#open === 0;
      this.#open += 1;
      this.#answered = Promise.withResolvers();
      // At once, where it is next: what a promise is left with is done when Python waits.
      this.#answers = isNext
        ? this.#answer(request)
        : this.#answers.then(() => this.#answer(request));
    }
    return requests.length > 0;
  }

  /** At most so many bytes; how it ended, where nothing follows. */
  take(most: number): Bytes | "nothing yet" | End {
    if (this.#unread.length === 0) {
      return this.#end ?? "nothing yet";
    }
    const taken: Bytes[] = [];
    let room = most;
    for (let piece = this.#unread[0]; piece !== undefined && room > 0; piece = this.#unread[0]) {
      taken.push(piece.subarray(0, room));
      if (piece.length > room) {
        this.#unread[0] = piece.subarray(room);
      } else {
        this.#unread.shift();
      }
      room -= Math.min(room, piece.length);
    }
    this.#unreadBytes -= most - room;
    if (this.#unreadBytes < MOST_UNREAD) {
      this.#drained.resolve();
    }
    const [first] = taken;
    return taken.length === 1 && first !== undefined ? first : joined(Uint8Array, taken);
  }

  /** Resolves once there is something to be read. */
  get arrival(): Promise<void> {
    return this.isReadable ? Promise.resolve() : this.#arrival.promise;
  }

  /** Resolves once an answer begins, or once it is known that there is none. */
  get answered(): Promise<string> {
    return this.#answered.promise;
  }

  /** Ends it, and the request that is being made. */
  close(): void {
    this.#finish("end");
    this.#abort.abort();
    this.#drained.resolve();
  }

  async #answer(request: HttpRequest): Promise<void> {
    if (this.#end !== undefined) {
      return;
    }
    let isBegun = false;
    try {
      if (!isSent(request)) {
        return this.#finish("not sent");
      }
      const response = await this.#ask(request);
      isBegun = true;
      await this.#send(request, response);
      if (header(request, "connection")?.toLowerCase() === "close") {
        this.#finish("end");
      }
    } catch {
      // A browser does not say more.
      this.#finish(isBegun ? "broken off" : "refused");
    } finally {
      this.#open -= 1;
    }
  }

  async #ask({ method, target, headers, body }: HttpRequest): Promise<Response> {
    const { href } = new URL(target, this.#origin);
    const kept = this.#redirects.take(method, href);
    if (kept !== undefined) {
      this.#abort = kept.abort;
      return kept.response;
    }
    const given = headers.filter(([name]) => !OWN_HEADERS.includes(name.toLowerCase()));
    return await fetch(href, {
      method,
      headers: given,
      body: body.length > 0 ? body : null,
      cache: "no-store",
      signal: this.#abort.signal,
    });
  }

  async #send({ method, target }: HttpRequest, response: Response): Promise<void> {
    const { redirected, url } = response;
    if (redirected && new URL(target, this.#origin).href !== url) {
      this.#redirects.keep({ response, abort: this.#abort });
      this.#abort = new AbortController();
      return this.#begin(sentOn(method, url));
    }
    const framing = framingOf(method, response);
    this.#begin(head(response, framing));
    if (framing === "none") {
      return response.body?.cancel();
    }
    for await (const piece of pieces(response)) {
      // Before it can be read: a program may end as soon as it has read the last.
      this.#onDownloaded(piece.length);
      this.#push(...(framing === "chunks" ? chunk(piece) : [piece]));
      await this.#room();
    }
    if (framing === "chunks") {
      this.#push(LAST_CHUNK);
    }
  }

  #begin(head: Bytes): void {
    this.#push(head);
    this.#answered.resolve("answered");
  }

  #push(...pieces: Bytes[]): void {
    if (this.#end === undefined) {
      this.#unread.push(...pieces.filter(({ length }) => length > 0));
      this.#unreadBytes += pieces.reduce((sum, { length }) => sum + length, 0);
      this.#tell();
    }
  }

  #finish(end: End): void {
    this.#end ??= end;
    this.#answered.resolve(this.#end);
    this.#tell();
  }

  #tell(): void {
    this.#arrival.resolve();
    this.#arrival = Promise.withResolvers();
    for (const [poll, fd] of this.polls) {
      poll.tell(fd);
    }
  }

  async #room(): Promise<void> {
    if (this.#unreadBytes >= MOST_UNREAD) {
      this.#drained = Promise.withResolvers();
      await this.#drained.promise;
    }
  }
}

/** A body, piece by piece as it comes. */
async function* pieces({ body }: Response): AsyncGenerator<Bytes> {
  const reader = body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done || value === undefined) {
      return;
    }
    yield value;
  }
}
