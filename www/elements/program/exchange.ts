/** How programs leave the page and come to it: as files, and in links. */

import { msg, str } from "@lit/localize";
import { saveFile } from "../foundation/save-file";
import { type Program, programText } from "./program";
import { fragmentOf } from "./sharing";
import { slug, type Version } from "./version";

/** What a version is called that is a file, if this is one: as the file is. */
export function scriptName(file: string): string | undefined {
  return /(\S.*)\.py$/i.exec(file)?.[1];
}

/** Saves one version, as Python runs it: by a name that no module has, such as `asyncio.py`. */
export function saveVersion({ id, source }: Version, program: string): void {
  const name = `${program}-${id}`.replaceAll("-", "_");
  saveFile(new Blob([source], { type: "text/x-python" }), `${name}.py`);
}

/** Saves all versions in one file, which this page opens again. */
export function saveProgram(program: Program, title: string): void {
  const text = new Blob([programText(program)], { type: "application/json" });
  saveFile(text, `${slug(title)}.json`);
}

/** Copies a link to a program; what became of it, to be said. */
export async function copyLink(program: Program): Promise<string> {
  const fragment = await fragmentOf(program);
  if (fragment === undefined) {
    return msg(
      "The program is too long for a link. “Save program” makes a file of it, which others can open here.",
    );
  }
  const link = new URL(`program.html${fragment}`, import.meta.url).href;
  try {
    await navigator.clipboard.writeText(link);
    return msg("The link is copied. It holds the program itself: nothing was sent anywhere.");
  } catch {
    return msg(str`This page is not allowed to copy. The link is ${link}`);
  }
}
