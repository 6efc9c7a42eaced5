/** Writes what a browser got as the bytes of an HTTP/1.1 answer. */

const latin1 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);

/** Says that the client may send the body. */
export const LEAVE = latin1("HTTP/1.1 100 Continue\r\n\r\n");
/** Ends a body of chunks. */
export const LAST_CHUNK = latin1("0\r\n\r\n");

/** What was so on the way to the browser, and is not any more. */
const OF_THE_WAY = ["connection", "content-encoding", "content-length", "keep-alive", "transfer-encoding"];

/** How a client finds the end of a body. */
export type Framing = "none" | "length" | "chunks";

/** How the body of an answer is to be sent. */
export function framingOf(method: string, response: Response): Framing {
  if (method === "HEAD" || response.status === 204 || response.status === 304) {
    return "none";
  }
  return lengthOf(response) === undefined ? "chunks" : "length";
}

/** An answer up to its body. */
export function head(response: Response, framing: Framing): Uint8Array<ArrayBuffer> {
  const fields = [...response.headers].filter(([name]) => !OF_THE_WAY.includes(name));
  const length = lengthOf(response);
  if (framing === "chunks") {
    fields.push(["transfer-encoding", "chunked"]);
  } else if (length !== undefined) {
    fields.push(["content-length", length]);
  }
  return lines(response.status, response.statusText, fields);
}

/** An answer that sends a client on: to be asked the same way only where nothing was sent. */
export function sentOn(method: string, url: string): Uint8Array<ArrayBuffer> {
  const [status, text] = method === "GET" || method === "HEAD" ? [302, "Found"] : [303, "See Other"];
  return lines(status, text, [
    ["location", url],
    ["content-length", "0"],
  ]);
}

/** A piece of a body. */
export function chunk(piece: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] {
  return [latin1(`${piece.length.toString(16)}\r\n`), piece, latin1("\r\n")];
}

function lines(
  status: number,
  text: string,
  fields: Iterable<readonly [string, string]>,
): Uint8Array<ArrayBuffer> {
  const written = Array.from(fields, ([name, value]) => `${name}: ${value}\r\n`);
  return latin1(`HTTP/1.1 ${status} ${text}\r\n${written.join("")}\r\n`);
}

/**
 * The length of a body. What is announced of an encoded one is not the length of what we see; and
 * of another site's, a browser does not tell us whether it is encoded.
 */
function lengthOf({ url, headers }: Response): string | undefined {
  const isPlain =
    URL.parse(url)?.origin === location.origin && !headers.has("content-encoding");
  return isPlain ? (headers.get("content-length") ?? undefined) : undefined;
}
