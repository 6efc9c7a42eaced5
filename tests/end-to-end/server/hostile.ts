/** Addresses that answer as the worst servers do, below `/hostile/`. */

import type { IncomingMessage, ServerResponse } from "node:http";
import { PICTURE } from "./picture.ts";

type Answer = (request: IncomingMessage, response: ServerResponse, url: URL) => void;

/** How often a dripping answer lets go of a piece. */
const DRIP_MS = 50;

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
  /** Never ends, a little at a time. */
  endless: (_, response) => {
    response.writeHead(200, { "content-type": "image/png" });
    const drip = setInterval(() => response.write(Buffer.alloc(1024)), DRIP_MS);
    response.on("close", () => clearInterval(drip));
  },
  /** Announces more than anybody wants, and takes its time. */
  huge: (_, response) => {
    response.writeHead(200, { "content-type": "image/png", "content-length": 2 ** 31 });
    response.write(PICTURE);
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

/**
 * Answers an address below `/hostile/`.
 *
 * @returns whether the address was one of them
 */
export function answerHostile(request: IncomingMessage, response: ServerResponse): boolean {
  const url = new URL(request.url ?? "/", "http://localhost");
  const name = /^\/hostile\/(?<name>[^/]+)$/.exec(url.pathname)?.groups?.name;
  const answer = name === undefined ? undefined : ANSWERS[name];
  answer?.(request, response, url);
  return answer !== undefined;
}
