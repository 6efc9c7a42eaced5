/** Articles as authors make them, each with one of the guide's snippets pasted into it. */

/** What an author pastes: the frame with its script, the frame's first line alone, the element. */
export type Paste = "frame" | "only the frame" | "element";

/** A page of an article. */
export interface ArticlePage {
  paste: Paste;
  /** What its author wrote, below the article's folder. */
  source: string;
  /** Where it is once it is built. */
  address: string;
}

/** An article, with the tool that makes pages of what its author wrote. */
export interface Article {
  name: string;
  /** Its folder, in `articles/`. */
  folder: string;
  /** The command that builds `from` into `to`; nothing where what was written is what is served. */
  build?: (from: string, to: string) => [program: string, ...values: string[]];
  pages: readonly ArticlePage[];
}

const { MDBOOK = "mdbook", MKDOCS = "mkdocs" } = process.env;

/** All of them. */
export const ARTICLES: readonly Article[] = [
  {
    name: "plain HTML",
    folder: "plain-html",
    pages: [
      { paste: "frame", source: "frame.html", address: "frame.html" },
      { paste: "element", source: "element.html", address: "element.html" },
    ],
  },
  {
    name: "WordPress",
    folder: "wordpress",
    pages: [{ paste: "only the frame", source: "index.html", address: "index.html" }],
  },
  {
    name: "mdBook",
    folder: "mdbook",
    build: (from, to) => [MDBOOK, "build", "--dest-dir", to, from],
    pages: [
      { paste: "frame", source: "src/frame.md", address: "frame.html" },
      { paste: "element", source: "src/element.md", address: "element.html" },
    ],
  },
  {
    name: "MkDocs",
    folder: "mkdocs",
    build: (from, to) => [
      MKDOCS,
      "build",
      "--strict",
      "--config-file",
      `${from}/mkdocs.yml`,
      "--site-dir",
      to,
    ],
    pages: [
      { paste: "frame", source: "docs/frame.md", address: "frame.html" },
      { paste: "element", source: "docs/element.md", address: "element.html" },
    ],
  },
];
