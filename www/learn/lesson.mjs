/** What the file of a lesson has to say of it, before its text. */
const TOLD = ["title", "question", "summary", "minutes"];

/** A lesson has a number; a page that is none, such as the glossary, has a name alone. */
const FILE = /^(?:(?<number>\d+)-)?(?<slug>[a-z][a-z0-9-]*)\.md$/;
const TEXT = /^---\n(?<head>.*?)\n---\n(?<text>.*)$/s;

/**
 * A lesson from its file: lines of `key: value` between two of `---`, then its text.
 *
 * @param {string} file its name, such as `04-the-gil.md`
 * @param {string} source what is in it
 */
export function lessonOf(file, source) {
  const { number, slug } = FILE.exec(file)?.groups ?? {};
  const { head, text } = TEXT.exec(source)?.groups ?? {};
  if (slug === undefined || head === undefined) {
    throw new Error(
      `lessons/${file}: a lesson is called like 04-the-gil.md, and begins with lines of “key: value” between two lines of “---”.`,
    );
  }
  const told = Object.fromEntries(head.split("\n").map((line) => pairOf(line, file)));
  const missing = TOLD.filter((key) => !told[key]);
  if (missing.length > 0) {
    throw new Error(`lessons/${file}: its head does not tell its ${missing.join(", ")}.`);
  }
  return { ...told, file, slug, text, isLesson: number !== undefined };
}

function pairOf(line, file) {
  const at = line.indexOf(": ");
  if (at < 1) {
    throw new Error(`lessons/${file}: “${line}” in its head is no “key: value”.`);
  }
  return [line.slice(0, at), line.slice(at + 2).trim()];
}
