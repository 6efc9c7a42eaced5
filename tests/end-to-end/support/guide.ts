/** What the guide for authors tells them to paste and to send. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

/** All of it. */
export const guide = readFileSync(new URL("../../../www/guide.html", import.meta.url), "utf8");

/** Where the guide has the playground's site, for authors to put their own. */
export const EXAMPLE = "https://example.org/playground/";

/** The guide's listing of this id, as a reader copies it. */
export function listing(id: string): string {
  const text = new RegExp(`<pre><code id="${id}">([^]*?)</code></pre>`).exec(guide)?.[1];
  assert.ok(text, `the guide has no listing “${id}”`);
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}

/** The same for the playground at `root`. */
export function at(root: string, text: string): string {
  return text.replaceAll(EXAMPLE, root).replaceAll(new URL(EXAMPLE).origin, new URL(root).origin);
}

/** Headers, as the guide lists them. */
export function headers(id: string): Record<string, string> {
  const lines = listing(id).split("\n");
  return Object.fromEntries(lines.map((line) => line.toLowerCase().split(": ")));
}
