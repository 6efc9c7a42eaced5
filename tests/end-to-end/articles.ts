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

/** A page with programs of the author's own. */
export interface ListingsPage extends Omit<ArticlePage, "paste"> {
  /** Which of the guide's listings it has, by that one's id. */
  paste: string;
  /** Whether they run in a frame. */
  inFrame: boolean;
}

/** An article, with the tool that makes pages of what its author wrote. */
export interface Article {
  name: string;
  /** Its folder, in `articles/`. */
  folder: string;
  /** The command that builds `from` into `to`; nothing where what was written is what is served. */
  build?: (from: string, to: string) => [program: string, ...values: string[]];
  pages: readonly ArticlePage[];
  listings: readonly ListingsPage[];
}

const { MDBOOK = "mdbook", MKDOCS = "mkdocs", SPHINX_BUILD = "sphinx-build" } = process.env;

/** All of them. */
export const ARTICLES: readonly Article[] = [
  {
    name: "plain HTML",
    folder: "plain-html",
    pages: [
      { paste: "frame", source: "frame.html", address: "frame.html" },
      { paste: "element", source: "element.html", address: "element.html" },
    ],
    listings: [
      { paste: "python-html", source: "python.html", address: "python.html", inFrame: false },
      {
        paste: "python-scripts",
        source: "python-scripts.html",
        address: "python-scripts.html",
        inFrame: false,
      },
    ],
  },
  {
    name: "WordPress",
    folder: "wordpress",
    pages: [{ paste: "only the frame", source: "index.html", address: "index.html" }],
    listings: [
      { paste: "python-frame", source: "python.html", address: "python.html", inFrame: true },
    ],
  },
  {
    name: "mdBook",
    folder: "mdbook",
    build: (from, to) => [MDBOOK, "build", "--dest-dir", to, from],
    pages: [
      { paste: "frame", source: "src/frame.md", address: "frame.html" },
      { paste: "element", source: "src/element.md", address: "element.html" },
    ],
    listings: [
      { paste: "python-mdbook", source: "src/python.md", address: "python.html", inFrame: false },
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
    listings: [
      { paste: "python-mkdocs", source: "docs/python.md", address: "python.html", inFrame: false },
    ],
  },
  {
    name: "Sphinx",
    folder: "sphinx",
    build: (from, to) => [SPHINX_BUILD, "-W", "-b", "html", from, to],
    pages: [],
    listings: [
      { paste: "python-sphinx", source: "index.rst", address: "index.html", inFrame: false },
    ],
  },
  {
    // What Jupyter Book 1 makes its pages by.
    name: "MyST",
    folder: "myst",
    build: (from, to) => [SPHINX_BUILD, "-W", "-b", "html", from, to],
    pages: [],
    listings: [{ paste: "python-myst", source: "index.md", address: "index.html", inFrame: false }],
  },
];
