import { chance } from "./chance";
import type { Conditions } from "./conditions";
import { pacedBody, until } from "./paced-body";

/** An answer, and when nothing more of it is to come. */
export interface Answer {
  /** What the client gets. */
  response: Promise<Response>;
  /** Resolves when the whole of it was sent. */
  over: Promise<void>;
}

/** How much longer than whoever asked a request is kept, so that theirs is the verdict. */
const GRACE_MS = 500;

/**
 * Says that an answer came through the simulated network, and keeps it from being more than data:
 * it may be anybody's, and comes from an address of the site.
 */
const MARK = {
  "x-simulated-network": "1",
  "content-security-policy": "sandbox; default-src 'none'",
  "x-content-type-options": "nosniff",
};

/** The headers of a real answer that the client heeds, besides its length. */
const PASSED_ON = ["content-type", "retry-after"];

/**
 * Answers one request as a network under these conditions would, if a program asks. A document or a
 * script that others wrote would be one of the site's own.
 */
export function answer(request: Request, conditions: Conditions | "hello" | undefined): Answer {
  if (request.mode === "navigate" || request.destination !== "") {
    return atOnce(404, "The simulated network answers programs alone.");
  }
  if (conditions === "hello") {
    return atOnce(204, null);
  }
  if (conditions === undefined) {
    return atOnce(400, "The simulated network cannot read this address.");
  }
  const { promise: over, resolve: end } = Promise.withResolvers<void>();
  const response = simulate(request, conditions, end);
  response.catch(() => end());
  return { response, over };
}

function atOnce(status: number, body: string | null): Answer {
  const response = new Response(body, { status, headers: MARK });
  return { response: Promise.resolve(response), over: Promise.resolve() };
}

/** @param end called when nothing more is to come */
async function simulate(
  request: Request,
  { latency, jitter, bandwidth, failures, timeout, seed, tryNumber, target }: Conditions,
  end: (when?: Promise<void>) => void,
): Promise<Response> {
  const draw = (what: string): number => chance(`${what} ${seed} ${tryNumber} ${target}`);
  const begins = performance.now() + Math.max(0, latency + (2 * draw("jitter") - 1) * jitter);
  if (draw("failure") * 100 < failures) {
    await until(begins);
    end();
    return new Response("The simulated network failed this request.", {
      status: 503,
      statusText: "Simulated failure",
      headers: MARK,
    });
  }
  const [real] = await Promise.all([ask(target, request, timeout), until(begins)]);
  if (real === undefined) {
    end();
    return Response.error();
  }
  return passOn(real, bandwidth, end);
}

/**
 * The real answer, or nothing where the browser gives none (no connection, no permission).
 *
 * The request's own signal should end it when nobody waits any more, but Chromium does not fire
 * it before there is an answer. A server that never answers would hold a connection for ever, of
 * which there are six.
 */
async function ask(
  target: string,
  { cache, signal }: Request,
  timeout: number,
): Promise<Response | undefined> {
  const over = AbortSignal.any([signal, AbortSignal.timeout(timeout + GRACE_MS)]);
  try {
    return await fetch(target, { mode: "cors", credentials: "same-origin", cache, signal: over });
  } catch {
    return undefined;
  }
}

function passOn(real: Response, bandwidth: number, end: (when?: Promise<void>) => void): Response {
  const { status, statusText, body } = real;
  const headers = new Headers(MARK);
  for (const name of PASSED_ON) {
    const value = real.headers.get(name);
    if (value !== null) {
      headers.set(name, value);
    }
  }
  // The length of an encoded body is not that of the bytes which a client sees; and of another
  // site's, a browser does not tell whether it is encoded.
  const isPlain = real.type === "basic" && !real.headers.has("content-encoding");
  const length = isPlain ? real.headers.get("content-length") : null;
  if (length !== null) {
    headers.set("content-length", length);
  }
  if (body === null) {
    end();
    return new Response(null, { status, statusText, headers });
  }
  const { stream, over } = pacedBody(body, bandwidth, length !== null);
  end(over);
  return new Response(stream, { status, statusText, headers });
}
