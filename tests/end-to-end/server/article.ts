import { listen, type Server } from "./listen.ts";

/** A page of somebody else's, on another site than the playground's. */
export interface Article extends Server {
  /** The page's address, by a name that makes it another site. */
  address: string;
}

/**
 * Serves an article.
 *
 * @param body what stands in it: what its author pasted
 * @param headers what its host sends
 */
export async function serveArticle(
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Article> {
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>An article</title><body><h1>An article</h1>${body}</body></html>`;
  const server = await listen((request, response) => {
    const isArticle = request.url === "/article.html";
    response.writeHead(isArticle ? 200 : 404, { "content-type": "text/html", ...headers });
    response.end(isArticle ? html : "not found");
  });
  const { port } = new URL(server.origin);
  return { ...server, address: `http://localhost:${port}/article.html` };
}
