import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import sirv from "sirv";
import type { Article } from "../articles.ts";
import { at } from "../support/guide.ts";
import { listen, type Server } from "./listen.ts";

/** Where the articles are. */
const ARTICLES = fileURLToPath(new URL("../articles", import.meta.url));

/** An article on another site than the playground's, whose headers nobody can set. */
export interface BuiltArticle extends Server {
  /** Its address, ending in a slash, by a name that makes it another site. */
  root: string;
}

/** What an author wrote. */
export function written({ folder }: Article, source: string): string {
  return readFileSync(join(ARTICLES, folder, source), "utf8");
}

/**
 * Builds an article as its author would, and serves it.
 *
 * @param playground the root of the playground's site
 */
export async function serveBuilt(article: Article, playground: string): Promise<BuiltArticle> {
  const place = mkdtempSync(join(tmpdir(), "article-"));
  const files = sirv(build(article, place, playground), { dev: true });
  const { origin, close } = await listen((request, response) =>
    files(request, response, () => void response.writeHead(404).end("not found")),
  );
  return {
    origin,
    root: `http://localhost:${new URL(origin).port}/`,
    async close() {
      await close();
      rmSync(place, { recursive: true });
    },
  };
}

/** @returns the folder below `place` that is to be served */
function build({ folder, build }: Article, place: string, playground: string): string {
  const [from, to] = [join(place, "written"), join(place, "built")];
  cpSync(join(ARTICLES, folder), from, { recursive: true });
  for (const file of readdirSync(from, { recursive: true, encoding: "utf8" })) {
    const path = join(from, file);
    if (statSync(path).isFile()) {
      writeFileSync(path, at(playground, readFileSync(path, "utf8")));
    }
  }
  if (build === undefined) {
    return from;
  }
  const [program, ...values] = build(from, to);
  // What the tool says is told if it fails.
  execFileSync(program, values, { stdio: "pipe" });
  return to;
}
