/** The headers that isolate a page, as `Trunk.toml` has them; the bundler writes them in. */
declare const ISOLATING_HEADERS: Readonly<Record<string, string>>;

/** How a page is told that these headers are not its host's: a metric of `Server-Timing`. */
const TOLD = "isolated-by-service-worker";

/** A document or a worker's script with the headers that isolate it, unless its host isolates it. */
export function isolated(response: Response): Response {
  const { status, statusText, body } = response;
  // A redirection is the browser's to follow; the headers belong to where it leads.
  if (response.type === "opaqueredirect" || isIsolated(response.headers)) {
    return response;
  }
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(ISOLATING_HEADERS)) {
    headers.set(name, value);
  }
  headers.append("server-timing", TOLD);
  return new Response(body, { status, statusText, headers });
}

/** Whether these isolate a page. Some hosts send one of two that belong together, or `unsafe-none`. */
function isIsolated(headers: Headers): boolean {
  const says = (name: string, what: RegExp) => what.test(headers.get(name) ?? "");
  return (
    says("document-isolation-policy", /^isolate-and-/) ||
    (says("cross-origin-opener-policy", /^same-origin(?!-)/) &&
      says("cross-origin-embedder-policy", /^(?:require-corp|credentialless)/))
  );
}
