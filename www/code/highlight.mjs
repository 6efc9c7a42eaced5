// Source code as runs of text, each with the class of its token: plain data that the page renders.

// lowlight: highlight.js's grammars, and a tree instead of HTML.
import { common, createLowlight } from "lowlight";

const lowlight = createLowlight({ python: common.python, rust: common.rust });

/**
 * The page's classes of tokens, by those of highlight.js. What is not listed, such as a call or a
 * variable, is plain: most of a program is made of those, and a page full of colours says nothing.
 */
const CLASSES = new Map([
  ["hljs-built_in", "type"],
  ["hljs-char", "string"],
  ["hljs-comment", "comment"],
  ["hljs-keyword", "keyword"],
  ["hljs-literal", "keyword"],
  ["hljs-meta", "meta"],
  ["hljs-number", "number"],
  ["hljs-string", "string"],
  ["hljs-subst", ""],
  ["hljs-symbol", "meta"],
  ["hljs-title", "name"],
  ["hljs-type", "type"],
]);

/**
 * Cuts source code into runs.
 *
 * @param {"rust" | "python"} language
 * @param {string} source
 * @returns {[token: string, text: string][]} all of the source's text, in order; a token is one of
 *   `comment`, `keyword`, `meta`, `name`, `number`, `string`, `type`, or empty for plain text
 */
export function highlight(language, source) {
  const runs = [];
  for (const [token, text] of leaves(lowlight.highlight(language, source), "")) {
    const last = runs.at(-1);
    // White space has no colour of its own: with it, the lines of a comment are one run.
    if (last !== undefined && (last[0] === token || text.trim() === "")) {
      last[1] += text;
    } else {
      runs.push([token, text]);
    }
  }
  return runs;
}

/** The texts of a tree with the class of the innermost token around each. */
function* leaves(node, token) {
  if (node.type === "text") {
    yield [token, node.value];
    return;
  }
  for (const child of node.children) {
    yield* leaves(child, child.type === "element" ? tokenOf(child, token) : token);
  }
}

function tokenOf({ properties: { className } }, around) {
  // A call is called a title, too.
  return className.includes("invoke__") ? around : (CLASSES.get(className[0]) ?? around);
}
