/** A stretch of a program's text, and what it is there; what is not listed is plain. */
export type Run = readonly [token: "" | Token, text: string];

type Token = "comment" | "string" | "meta" | "number" | "name" | "keyword";

const KEYWORDS =
  "False|None|True|and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|from|global|if|import|in|is|lambda|nonlocal|not|or|pass|raise|return|try|while|with|yield";

/** What tokens look like, each where none before it begins. One that is not closed ends with its line or the text. */
const LOOKS: Readonly<Record<Token, string>> = {
  comment: "#.*",
  string: `(?<!\\w)[bfrtu]{0,2}(?:${['"', "'"].map(stringIn).join("|")})`,
  meta: "(?<=^[ \\t]*)@[\\w.]+",
  number: "(?<!\\w)(?:0[box][\\da-f_]+|\\d[\\d_]*\\.?[\\d_]*(?:e[+-]?\\d+)?j?)",
  name: "(?<=\\b(?:class|def) +)\\w+",
  keyword: `\\b(?:${KEYWORDS})\\b`,
};

const TOKENS = new RegExp(
  Object.entries(LOOKS)
    .map(([token, look]) => `(?<${token}>${look})`)
    .join("|"),
  "gm",
);

/** A string between quotes of one kind: three of them, or one. */
function stringIn(quote: string): string {
  const three = quote.repeat(3);
  return `${three}(?:\\\\[^]|[^\\\\])*?(?:${three}|$(?![^]))|${quote}(?:\\\\[^]|[^\\\\\\n${quote}])*${quote}?`;
}

/** Cuts a Python program into runs, by the looks of its tokens: enough to read it in colours. */
export function pythonRuns(source: string): Run[] {
  const runs: Run[] = [];
  let end = 0;
  for (const { 0: text, index, groups = {} } of source.matchAll(TOKENS)) {
    const token = Object.keys(groups).find((name) => groups[name] !== undefined) as Token;
    runs.push(["", source.slice(end, index)], [token, text]);
    end = index + text.length;
  }
  runs.push(["", source.slice(end)]);
  return runs.filter(([, text]) => text !== "");
}
