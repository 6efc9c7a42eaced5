/** What a stretch of source code is; nothing for what is plain. */
export type Token = "comment" | "keyword" | "meta" | "name" | "number" | "string" | "type" | "";

/** A text, cut into stretches of one token each. */
export type Runs = readonly (readonly [token: Token, text: string])[];

/** A source file, or the part of one that is shown. */
export interface CodeFile {
  /** Where it is in the project. */
  readonly path: string;
  /** All of its text. */
  readonly runs: Runs;
  /** What matters most of it, where that is not all: a function, and those that it calls. */
  readonly first?: Runs;
}

/** A file's text. */
export function textOf({ runs }: CodeFile): string {
  return runs.map(([, text]) => text).join("");
}
