import { EventEmitter, once } from "node:events";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import compression from "@polka/compression";
import sirv from "sirv";
import { headersOfTheSite } from "./headers.ts";
import { answerHostile } from "./hostile.ts";
import { listen, type Server } from "./listen.ts";

/** How the built site is to be served. */
export interface SiteOptions {
  /** Where it lies on the server; begins and ends with a slash. */
  path?: string;
  /** Whether the headers that isolate a page are sent. */
  isolated?: boolean;
  /** What its host sends besides, or instead. */
  headers?: Readonly<Record<string, string>>;
  /** Files of the site that are not to be found. */
  missing?: string[];
  /** Files of the site that are changed on their way, by what makes the new from the old. */
  altered?: Record<string, (original: string) => string>;
  /** Files that lie beside the site's own, by name, and what is in them. */
  beside?: Record<string, string | Uint8Array>;
  /** What `Cache-Control` says instead of what the site's own headers say. */
  cacheControl?: string;
}

/** The built site on a server of its own, so that nothing is left from another test. */
export interface Site extends Server {
  /** The site's root, ending in a slash. */
  root: string;
  /** The paths and queries that were asked for, in order. */
  requests: string[];
  /** From now on all of the site's files are to be found. */
  mend(): void;
  /** Resolves once a request whose address holds `part` is over, by whichever side ended it. */
  closed(part: string): Promise<void>;
}

/** Where the built site is. */
export const DIST = process.env.DIST ?? fileURLToPath(new URL("../../../dist", import.meta.url));
const PAGES = fileURLToPath(new URL("../pages", import.meta.url));

/** Of files that lie beside the site's own. */
const TYPES: Record<string, string> = { ".js": "text/javascript", ".json": "application/json" };

/** What hosts compress while they send it, and about how hard they try. */
const compress = compression({ brotli: true, level: 5, mimes: /text|javascript|json|xml/ });

/** CPython's ten megabytes are sent to every page that runs Python: no test weighs them. */
const compressModule = compression({ brotli: true, level: 1, mimes: /wasm/ });

/** Serves the built site, the tests' own pages beside it, and the hostile addresses. */
export async function serveSite(options: SiteOptions = {}): Promise<Site> {
  if (!existsSync(`${DIST}/index.html`)) {
    throw new Error(`There is no built site in ${DIST}: run \`cargo xtask build\` first.`);
  }
  const { path = "/", isolated = true, altered = {}, beside = {} } = options;
  const missing = new Set(options.missing);
  const requests: string[] = [];
  const ended: string[] = [];
  const endings = new EventEmitter();
  const headers = headersOfTheSite(isolated);
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    headers.set(name, value);
  }
  if (options.cacheControl !== undefined) {
    headers.set("cache-control", options.cacheControl);
  }
  const dist = sirv(DIST, { dev: true, etag: true });
  const pages = sirv(PAGES, { dev: true });

  const server = await listen(async (request, response) => {
    const url = request.url ?? "/";
    requests.push(url);
    response.on("close", () => {
      ended.push(url);
      endings.emit("ending");
    });
    if (answerHostile(request, response)) {
      return;
    }
    const notFound = (): void => void response.writeHead(404).end("not found");
    if (!url.startsWith(path)) {
      return notFound();
    }
    const { pathname } = new URL(url.slice(path.length), "http://localhost/");
    const file = pathname.slice(1) || "index.html";
    const [alter, added] = [altered[file], beside[file]];
    if (missing.has(file)) {
      return notFound();
    }
    if (added !== undefined) {
      response.setHeaders(headers);
      response.setHeader("content-type", TYPES[extname(file)] ?? "application/octet-stream");
      return response.end(added);
    }
    if (alter !== undefined) {
      response.setHeaders(headers);
      response.setHeader("content-type", `text/${file.endsWith(".html") ? "html" : "javascript"}`);
      return response.end(alter(await readFile(`${DIST}/${file}`, "utf8")));
    }
    request.url = `/${url.slice(path.length)}`;
    // Before `sirv`, which would put none of its own on “304 Not Modified”.
    response.setHeaders(headers);
    const compressed = extname(file) === ".wasm" ? compressModule : compress;
    return compressed(request, response, () =>
      dist(request, response, () => pages(request, response, notFound)),
    );
  });
  return {
    ...server,
    root: server.origin + path,
    requests,
    mend: () => missing.clear(),
    async closed(part) {
      while (!ended.some((url) => url.includes(part))) {
        await once(endings, "ending");
      }
    },
  };
}
