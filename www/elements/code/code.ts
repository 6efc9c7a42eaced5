import { ofThisBuild } from "../../engine/engine";

/** What a stretch of source code is; nothing for what is plain. */
export type Token = "comment" | "keyword" | "meta" | "name" | "number" | "string" | "type" | "";

/** A source file, or the part of one that is shown. */
export interface CodeFile {
  /** Where it is in the project. */
  readonly path: string;
  /** All of its text, cut into stretches of one token each. */
  readonly runs: readonly (readonly [token: Token, text: string])[];
}

/** A task's or a strategy's source code, as `code/code.mjs` writes it. */
export interface Code {
  readonly rust: readonly CodeFile[];
  readonly python: readonly CodeFile[];
}

const loaded = new Map<string, Promise<Code>>();

/**
 * The source code of a task or a strategy, from a file beside this bundle.
 *
 * @param id the task's or the strategy's
 * @throws TypeError or SyntaxError if there is no such file to be had; the next call tries again
 */
export function loadCode(id: string): Promise<Code> {
  const known = loaded.get(id);
  if (known !== undefined) {
    return known;
  }
  const code = fetch(ofThisBuild(`code/${id}.json`, import.meta.url)).then(
    (response) => response.json() as Promise<Code>,
  );
  loaded.set(id, code);
  code.catch(() => loaded.delete(id));
  return code;
}

/** A file's text. */
export function textOf({ runs }: CodeFile): string {
  return runs.map(([, text]) => text).join("");
}
