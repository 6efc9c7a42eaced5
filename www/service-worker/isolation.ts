/** The headers that isolate a page, as `Trunk.toml` has them; the bundler writes them in. */
declare const ISOLATING_HEADERS: Readonly<Record<string, string>>;

/** How a page is told that these headers are not its host's: a metric of `Server-Timing`. */
const TOLD = "isolated-by-service-worker";

/** What isolates a page, or keeps a worker from an isolated one by its absence. */
const SUFFICIENT = ["cross-origin-embedder-policy", "document-isolation-policy"];

/** A document or a worker's script with the headers that isolate it, unless its host sent some. */
export function isolated(response: Response): Response {
  const { status, statusText, body } = response;
  // A redirection is the browser's to follow; the headers belong to where it leads.
  if (response.type !== "basic" || SUFFICIENT.some((name) => response.headers.has(name))) {
    return response;
  }
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(ISOLATING_HEADERS)) {
    headers.set(name, value);
  }
  headers.append("server-timing", TOLD);
  return new Response(body, { status, statusText, headers });
}
