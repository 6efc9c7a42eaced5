/** Takes HTTP/1.1 requests out of the bytes that a client writes. */

import { type Bytes, joined } from "./pieces";

/** A whole request. */
export interface HttpRequest {
  method: string;
  /** A path, or a whole address where it was meant for a proxy. */
  target: string;
  headers: [name: string, value: string][];
  body: Uint8Array<ArrayBuffer>;
}

/** The longest that the lines of a request may be. */
const MOST_HEAD_BYTES = 1 << 20;
/** Methods that browsers keep from pages, and those that they send without a body only. */
const NEVER_SENT = ["CONNECT", "TRACE", "TRACK"];
const WITHOUT_BODY = ["GET", "HEAD"];
const REQUEST_LINE = /^([!-~]+) ([!-~]+) HTTP\/1\.[01]$/;
/** What ends a line begins with it. */
const CR = 13;
const NOTHING = new Uint8Array(0);
const text = new TextDecoder("latin1");

export class RequestReader {
  /** What was written and not used yet. */
  #rest: Bytes = NOTHING;
  #request: HttpRequest | undefined;
  #pieces: Bytes[] = [];
  /** How many bytes of the body, or of its chunk, are missing; nothing if a line tells. */
  #missing: number | undefined;
  #isChunked = false;
  #mayAskLeave = false;
  /** The chunks are over; what follows are lines up to an empty one. */
  #isTrailing = false;

  /** Whether a client waits for leave to send its body; once for each request. */
  asksLeave(): boolean {
    const asks = this.#request !== undefined && this.#mayAskLeave;
    this.#mayAskLeave = false;
    return asks;
  }

  /**
   * Takes what a client wrote.
   *
   * @returns the requests that are whole now
   * @throws if it is not HTTP
   */
  *take(bytes: Bytes): Generator<HttpRequest> {
    this.#rest = joined(Uint8Array, [this.#rest, bytes]);
    while (this.#request === undefined ? this.#takeHead() : true) {
      if (!this.#takeBody()) {
        return;
      }
      const request = this.#request as HttpRequest;
      request.body = joined(Uint8Array, this.#pieces);
      this.#request = undefined;
      this.#pieces = [];
      yield request;
    }
  }

  #takeHead(): boolean {
    const head = this.#upTo("\r\n\r\n");
    if (head === undefined) {
      return false;
    }
    const [line = "", ...fields] = head.split("\r\n");
    const [, method, target] = REQUEST_LINE.exec(line) ?? [];
    if (method === undefined || target === undefined) {
      throw new Error(`“${line.slice(0, 80)}” does not begin an HTTP/1.1 request`);
    }
    const headers = fields.map((field): [string, string] => {
      const colon = field.indexOf(":");
      return [field.slice(0, colon), field.slice(colon + 1).trim()];
    });
    this.#request = { method, target, headers, body: NOTHING };
    this.#isChunked = header(this.#request, "transfer-encoding")?.toLowerCase() === "chunked";
    this.#mayAskLeave = header(this.#request, "expect") !== undefined;
    this.#isTrailing = false;
    this.#missing = this.#isChunked
      ? undefined
      : Number(header(this.#request, "content-length") ?? 0);
    return true;
  }

  /** Whether it is there whole. */
  #takeBody(): boolean {
    for (;;) {
      if (this.#missing === undefined) {
        const line = this.#upTo("\r\n");
        if (line === undefined) {
          return false;
        }
        if (line === "") {
          if (this.#isTrailing) {
            return true;
          }
          continue; // It ends a chunk.
        }
        const length = this.#isTrailing ? 0 : Number.parseInt(line, 16);
        this.#isTrailing ||= length === 0;
        this.#missing = length > 0 ? length : undefined;
        continue;
      }
      const piece = this.#rest.slice(0, this.#missing);
      this.#rest = this.#rest.subarray(piece.length);
      this.#pieces.push(piece);
      this.#missing -= piece.length;
      if (this.#missing > 0) {
        return false;
      }
      if (!this.#isChunked) {
        return true;
      }
      this.#missing = undefined;
    }
  }

  /** What stands before a mark, which is taken away too; nothing if it is not there yet. */
  #upTo(mark: string): string | undefined {
    const codes = [...mark].map((character) => character.charCodeAt(0));
    const rest = this.#rest;
    const isAt = (at: number) => codes.every((code, offset) => rest[at + offset] === code);
    for (let at = rest.indexOf(CR); at >= 0; at = rest.indexOf(CR, at + 1)) {
      if (isAt(at)) {
        this.#rest = rest.subarray(at + mark.length);
        return text.decode(rest.subarray(0, at));
      }
    }
    if (rest.length > MOST_HEAD_BYTES) {
      throw new Error("the lines of a request are longer than 1 MiB");
    }
    return undefined;
  }
}

/** Whether a browser sends such a request, wherever it is to go. */
export function isSent({ method, body }: HttpRequest): boolean {
  const name = method.toUpperCase();
  return !NEVER_SENT.includes(name) && (body.length === 0 || !WITHOUT_BODY.includes(name));
}

/** The value of a request's header. */
export function header({ headers }: HttpRequest, name: string): string | undefined {
  return headers.find(([it]) => it.toLowerCase() === name)?.[1];
}
