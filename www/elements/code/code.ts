import { ofThisBuild } from "../../engine/engine";
import type { CodeFile } from "./code-file";

export type { CodeFile };

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

/** Loads `<playground-code-listing>`, which shows code and has it copied. */
export function loadListing(): Promise<unknown> {
  return import("./code-listing");
}
