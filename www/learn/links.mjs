import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

const LINK = /\s(?:href|src|report)="(?<address>[^"]+)"/g;
/** What the bundler adds to the site after the lessons are written. */
const LATER = /^\.\.\/(?:[\w-]+\.js|page\.css)$/;

/**
 * Follows every link of some pages that leads to a file of the site, and its heading.
 *
 * @param {Map<string, string>} pages their HTML, by their names
 * @param {string} folder where they will be in the site, of which all else is there already
 */
export async function checkLinks(pages, folder) {
  const broken = [];
  for (const [name, html] of pages) {
    for (const { groups } of html.matchAll(LINK)) {
      const problem = await problemOf(groups.address, name, pages, folder);
      if (problem !== undefined) {
        broken.push(`learn/${name} links to ${groups.address}: ${problem}`);
      }
    }
  }
  if (broken.length > 0) {
    throw new Error(`Links of lessons lead nowhere:\n${broken.join("\n")}`);
  }
}

async function problemOf(address, from, pages, folder) {
  if (/^(?:https:|data:)/.test(address) || LATER.test(address)) {
    return undefined;
  }
  const [path, heading] = address.replace(/\?.*?(?=#|$)/, "").split("#");
  const html = await htmlOf(path === "" ? from : path, pages, folder);
  if (html === undefined) {
    return "there is no such file";
  }
  return heading === undefined || html.includes(` id="${heading}"`)
    ? undefined
    : "that page has no such heading";
}

async function htmlOf(path, pages, folder) {
  const file = join(folder, path);
  return pages.get(path) ?? (existsSync(file) ? await readFile(file, "utf8") : undefined);
}
