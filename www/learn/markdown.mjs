// markdown-it: CommonMark as it is specified, rules that can be changed one by one, HTML kept.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import MarkdownIt from "markdown-it";
import { highlight } from "../code/highlight.mjs";
import { functionsOf } from "../code/sources.mjs";
import { escaped } from "./html.mjs";

/** What code may be in, and what that is called. */
const LANGUAGES = new Map([
  ["python", "Python"],
  ["rust", "Rust"],
  ["console", "Console"],
  ["html", "HTML"],
  ["text", "What it prints"],
]);
const HIGHLIGHTED = new Set(["python", "rust"]);

/** What stands behind the fence that begins code: its language, and perhaps more. */
const INFO = /^(?<language>\S*)(?:\s+(?<told>.+))?$/;

/** What stands after the language of a version that an element of the lesson runs: its name. */
const NAMED = /^named=(?<named>.+)$/;

/** What stands after the language, else: the file, and perhaps the function, that the code is. */
const FROM = /^from=(?<path>[\w./-]+?)(?:#(?<name>\w+))?$/;

/** Paragraphs that have a look of their own, by their first words. */
const MARKED = new Map([
  ["Take home.", "take-home"],
  ["Try.", "try"],
]);

/**
 * What makes HTML of a lesson's Markdown.
 *
 * @param {string} root the project's folder, whose code lessons may show
 */
export function renderer(root) {
  const markdown = new MarkdownIt({ html: true, typographer: false });
  markdown.core.ruler.push("headings", (state) => nameHeadings(state.tokens));
  markdown.core.ruler.push("marked", (state) => mark(state.tokens));
  markdown.core.ruler.push("tables", (state) => letScroll(state));
  for (const rule of ["html_block", "html_inline"]) {
    // Comments name the sources of what is said; they are for who edits the lesson.
    markdown.renderer.rules[rule] = (tokens, index) =>
      tokens[index].content.replaceAll(/<!--.*?-->\s*/gs, "");
  }
  markdown.renderer.rules.fence = (tokens, index, _, page) => {
    const { lesson } = page;
    const { language, told } = INFO.exec(tokens[index].info.trim())?.groups ?? {};
    if (!LANGUAGES.has(language)) {
      throw new Error(`lessons/${lesson}: code in “${language}”, which no lesson has.`);
    }
    const { named } = NAMED.exec(told ?? "")?.groups ?? {};
    const isHere = told === undefined || named !== undefined;
    const source = isHere ? tokens[index].content : sourceOf(root, told, lesson);
    // Each has a name of its own, by which it is told from the page's others.
    page.listings = (page.listings ?? 0) + 1;
    const name = named ?? `${LANGUAGES.get(language)}, listing ${page.listings}`;
    const html = listing(language, source, name, named);
    const isFolded = language === "rust" && tokens[index - 1]?.info?.startsWith("python");
    return isFolded
      ? `<details class="code"><summary>The same in Rust</summary>${html}</details>\n`
      : `${html}\n`;
  };
  return markdown;
}

/** The source of a file of the project, or of one of its functions: what is shown is what is run. */
function sourceOf(root, from, lesson) {
  const { path, name } = FROM.exec(from)?.groups ?? {};
  if (path === undefined) {
    throw new Error(
      `lessons/${lesson}: “${from}” is to be like from=python/parallel_playground/tasks/count_primes.py#is_prime.`,
    );
  }
  const source = readFileSync(join(root, path), "utf8");
  return name === undefined ? source : functionsOf(source, name, path);
}

/** Code as the page shows it; long lines scroll, also by keys. */
function listing(language, source, name, named) {
  const runs = HIGHLIGHTED.has(language) ? highlight(language, source) : [["", source]];
  const code = runs
    .map(([token, text]) =>
      token === "" ? escaped(text) : `<span class="${token}">${escaped(text)}</span>`,
    )
    .join("");
  const found = named === undefined ? "" : ` id="${idOf(named)}" data-name="${escaped(named)}"`;
  return `<pre class="code"${found} tabindex="0" role="region" aria-label="${escaped(name)}"><code>${code}</code></pre>`;
}

/** Headings can be linked to, by their words. */
function nameHeadings(tokens) {
  tokens.forEach((token, index) => {
    if (token.type === "heading_open") {
      token.attrSet("id", idOf(tokens[index + 1].content));
    }
  });
}

/** Words as an id: also that of a program's version, as its name makes it. */
function idOf(text) {
  return (text.toLowerCase().match(/[a-z0-9]+/g) ?? []).join("-");
}

/** What to take home is a quotation that says so, and what to try a paragraph. */
function mark(tokens) {
  tokens.forEach((token, index) => {
    const first = tokens[index]?.type === "inline" ? token.children : undefined;
    const name = first?.[0]?.content === "" ? MARKED.get(first[2]?.content) : undefined;
    if (name !== undefined) {
      const quoted = tokens[index - 2];
      const whole = quoted?.type === "blockquote_open" ? quoted : tokens[index - 1];
      whole.attrJoin("class", name);
    }
  });
}

/** A table that is too wide scrolls in a box of its own. */
function letScroll({ tokens, Token }) {
  for (let index = tokens.length - 1; index >= 0; index -= 1) {
    const { type } = tokens[index];
    if (type === "table_open" || type === "table_close") {
      const box = new Token("html_block", "", 0);
      box.content = type === "table_open" ? '<div class="scroll" tabindex="0">\n' : "</div>\n";
      tokens.splice(type === "table_open" ? index : index + 1, 0, box);
    }
  }
}
