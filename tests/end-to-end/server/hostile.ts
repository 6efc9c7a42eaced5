/** Addresses that answer as the worst servers do, below `/hostile/`. */

import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { PICTURE } from "./picture.ts";

type Answer = (request: IncomingMessage, response: ServerResponse, url: URL) => void;

/** How often a dripping answer lets go of a piece. */
const DRIP_MS = 50;

/** What a long answer is made of, and of how many: more than anybody wants. */
const PIECE = Buffer.alloc(1 << 20);
const PIECES = 40;

/** What a script does that ran. */
const RUNS = "globalThis.ran = true";

/** Until when each `?id=` asks to be left alone. */
const busyUntil = new Map<string, number>();

/** How often each `?id=` was asked for. */
const tries = new Map<string, number>();

/** Whether an address has been asked for no more than `?first=` times, for its `?id=`. */
function isEarly({ searchParams }: URL): boolean {
  const id = searchParams.get("id") ?? "";
  const count = (tries.get(id) ?? 0) + 1;
  tries.set(id, count);
  return count <= Number(searchParams.get("first"));
}

function sendPicture(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "image/png", "content-length": PICTURE.length });
  response.end(PICTURE);
}

const ANSWERS: Record<string, Answer> = {
  /** A sound picture. */
  "picture.png": (_, response) => sendPicture(response),
  /** A sound picture that may be kept for an hour. */
  kept: (_, response) => {
    response.setHeader("cache-control", "max-age=3600");
    sendPicture(response);
  },
  /** No such picture. */
  "404": (_, response) => response.writeHead(404, { "content-type": "text/plain" }).end("gone"),
  /** A server out of order. */
  "500": (_, response) => response.writeHead(500, { "content-type": "text/plain" }).end("broken"),
  /** Announces twice as many bytes as it sends. */
  truncated: (_, response) => {
    response.writeHead(200, { "content-type": "image/png", "content-length": 2 * PICTURE.length });
    response.write(PICTURE, () => response.destroy());
  },
  /** Says that it is a picture and sends a page. */
  "not-a-picture": (_, response) =>
    response.writeHead(200, { "content-type": "image/png" }).end("<!doctype html><p>Log in first"),
  /** A script, in a page or by itself, that says that it ran. */
  "page.html": (_, response) =>
    response.writeHead(200, { "content-type": "text/html" }).end(`<script>${RUNS}</script>`),
  "script.js": (_, response) =>
    response.writeHead(200, { "content-type": "text/javascript" }).end(RUNS),
  /** Never ends, a little at a time. */
  endless: (_, response) => {
    response.writeHead(200, { "content-type": "image/png" });
    const drip = setInterval(() => response.write(Buffer.alloc(1024)), DRIP_MS);
    response.on("close", () => clearInterval(drip));
  },
  /** Announces more than anybody wants, and more than 32 bits count, and takes its time. */
  huge: (_, response) => {
    response.writeHead(200, { "content-type": "image/png", "content-length": 2 ** 33 });
    response.write(PICTURE);
  },
  /** Sends more than anybody wants, without a word about it before. */
  long: (_, response) => {
    response.writeHead(200, { "content-type": "image/png" });
    let left = PIECES;
    const send = () => {
      left -= 1;
      left < 0 ? response.end() : response.write(PIECE, send);
    };
    send();
  },
  /**
   * Asks to be left alone for `?after=` seconds, or until a date that is `?until=` seconds away,
   * and sends a picture to who did so; then begins again.
   */
  busy: (_, response, { searchParams }) => {
    const id = searchParams.get("id") ?? "";
    const [after, until] = [searchParams.get("after"), searchParams.get("until")];
    const asked = busyUntil.get(id);
    if (asked !== undefined && Date.now() >= asked) {
      busyUntil.delete(id);
      return sendPicture(response);
    }
    // A date has no fractions of a second.
    const date = 1000 * Math.ceil(Date.now() / 1000 + Number(until));
    const [status, end, retryAfter] =
      after === null
        ? [503, date, new Date(date).toUTCString()]
        : [429, Date.now() + 1000 * Number(after), after];
    busyUntil.set(id, end);
    response.writeHead(status, { "content-type": "text/plain", "retry-after": retryAfter });
    response.end("later");
  },
  /** Never begins. */
  silent: () => undefined,
  /** A picture after `?ms=` milliseconds. */
  slow: (_, response, url) => {
    const timer = setTimeout(() => sendPicture(response), Number(url.searchParams.get("ms")));
    response.on("close", () => clearTimeout(timer));
  },
  /** Fails at `first`, then sends a picture. */
  flaky: (_, response, url) => {
    if (isEarly(url)) {
      response.writeHead(503, { "content-type": "text/plain" }).end("not yet");
    } else {
      sendPicture(response);
    }
  },
  /** Sends a picture at `first`, then never answers again. */
  tiring: (_, response, url) => {
    if (isEarly(url)) {
      sendPicture(response);
    }
  },
};

/** The pictures of `tests/cases/`. */
const CASES = fileURLToPath(new URL("../../cases/", import.meta.url));

/** Sends a case as it is, or, `?gzip`, compressed, its length with it. */
async function sendCase(name: string, response: ServerResponse, isCompressed: boolean) {
  const file = await readFile(CASES + name);
  const body = isCompressed ? gzipSync(file) : file;
  response.writeHead(200, {
    "content-type": "application/octet-stream",
    "content-length": body.length,
    ...(isCompressed ? { "content-encoding": "gzip" } : {}),
  });
  response.end(body);
}

/**
 * Answers an address below `/hostile/`, which may be `/hostile/cases/`.
 *
 * @returns whether the address was one of them
 */
export function answerHostile(request: IncomingMessage, response: ServerResponse): boolean {
  const url = new URL(request.url ?? "/", "http://localhost");
  const odd = /^\/hostile\/cases\/(?<name>[\w.-]+)$/.exec(url.pathname)?.groups?.name;
  if (odd !== undefined) {
    void sendCase(odd, response, url.searchParams.has("gzip"));
    return true;
  }
  const name = /^\/hostile\/(?<name>[^/]+)$/.exec(url.pathname)?.groups?.name;
  const answer = name === undefined ? undefined : ANSWERS[name];
  answer?.(request, response, url);
  return answer !== undefined;
}
