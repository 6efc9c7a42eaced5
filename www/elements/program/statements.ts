/** Python source code by its top-level statements: no parser, only what tells where one ends. */

/** What opens a string, or a bracket, or begins a comment; and what closes a bracket. */
const SIGNIFICANT = /(?:"""|'''|"|'|#|[([{]|[)\]}]|\\\n)/g;
/** A line at the left edge that belongs to the statement above it. */
const CONTINUES = /^(?:elif|else|except|finally|case)\b|^[)\]}]/;

/**
 * The top-level statements, each with the comments and decorators above it; together they are the
 * source.
 */
export function statements(source: string): string[] {
  const { inside, text } = outlined(source);
  const found: string[] = [];
  let start = 0;
  let hasCode = false;
  /** Where the comments and decorators begin that may belong to the next statement. */
  let above: number | null = null;
  for (const { line, at } of lines(text)) {
    if (line.trim() === "" || inside(at)) {
      continue;
    }
    if (/^[#@]/.test(line)) {
      above ??= at;
    } else if (/^\s/.test(line) || CONTINUES.test(line)) {
      above = null;
    } else {
      if (hasCode) {
        found.push(text.slice(start, above ?? at));
        start = above ?? at;
      }
      hasCode = true;
      above = null;
    }
  }
  return [...found, text.slice(start)].filter((statement) => statement.trim() !== "");
}

/** A statement without the comments and decorators above it. */
export function bare(statement: string): string {
  return statement.replace(/^(?:\s*\n|#.*\n|@.*\n)*/, "");
}

function* lines(text: string) {
  let at = 0;
  for (const line of text.split("\n")) {
    yield { line, at };
    at += line.length + 1;
  }
}

/** Tells of each place in the source whether it is inside a bracket, a string or a continued line. */
function outlined(source: string) {
  const text = source.replaceAll("\r\n", "\n");
  const stretches: [from: number, to: number][] = [];
  let depth = 0;
  let opened = 0;
  SIGNIFICANT.lastIndex = 0;
  for (let match = SIGNIFICANT.exec(text); match !== null; match = SIGNIFICANT.exec(text)) {
    const [sign] = match;
    const { index } = match;
    if (sign === "#") {
      SIGNIFICANT.lastIndex = endOfLine(text, index);
    } else if (sign === "\\\n") {
      stretches.push([index, index + sign.length + 1]);
    } else if (/["']/.test(sign)) {
      const end = endOfString(text, index, sign);
      stretches.push([index + 1, end]);
      SIGNIFICANT.lastIndex = end;
    } else if (/[([{]/.test(sign)) {
      opened = depth === 0 ? index : opened;
      depth += 1;
    } else if (depth > 0) {
      depth -= 1;
      if (depth === 0) {
        stretches.push([opened + 1, index + 1]);
      }
    }
  }
  const inside = (at: number) => stretches.some(([from, to]) => from <= at && at < to);
  return { inside, text };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}

/** Where a string ends that a quote opens; at the end of its line, where nothing closes it. */
function endOfString(text: string, from: number, quote: string): number {
  let at = from + quote.length;
  while (at < text.length) {
    if (text[at] === "\\") {
      at += 2;
    } else if (text.startsWith(quote, at)) {
      return at + quote.length;
    } else if (quote.length === 1 && text[at] === "\n") {
      return at;
    } else {
      at += 1;
    }
  }
  return text.length;
}
