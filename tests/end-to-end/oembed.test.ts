/** A host that reads oEmbed makes a frame of a link to a site that knows its own address. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { serveArticle } from "./server/article.ts";
import { DIST } from "./server/site.ts";
import { at, EXAMPLE, listing } from "./support/guide.ts";
import { assertSound, COMPUTING, runAnywhere } from "./support/run-anywhere.ts";
import * as testBed from "./support/test-bed.ts";

const BUNDLER = fileURLToPath(new URL("../../www/bundle.mjs", import.meta.url));

const place = mkdtempSync(join(tmpdir(), "oembed-"));
after(() => rmSync(place, { recursive: true }));

/** Has what Trunk has when a site is built put together for an address. */
function bundleFor(address: string): void {
  cpSync(DIST, place, { recursive: true });
  const env = { ...process.env, TRUNK_STAGING_DIR: place, SITE_ADDRESS: address };
  // What it says is told if it fails.
  execFileSync("node", [BUNDLER], { env, stdio: "pipe" });
}

/** Where a page's head says that its frame is described, as WordPress looks for it. */
function discovered(html: string): string | undefined {
  const [head = ""] = html.split("</head>");
  const links = head.match(/<link[^<>]+>/g) ?? [];
  const link = links.find((tag) => tag.includes('type="application/json+oembed"'));
  return /href="(?<href>[^"]+)"/.exec(link ?? "")?.groups?.href;
}

/** A file of the site that was put together. */
function read(address: string): string {
  assert.ok(address.startsWith(EXAMPLE), address);
  return readFileSync(join(place, address.slice(EXAMPLE.length)), "utf8");
}

test("its pages lead to the frame that the guide has authors paste, and it works", async () => {
  bundleFor(EXAMPLE);
  for (const file of ["index.html", "embed.html"]) {
    const answer = JSON.parse(read(discovered(read(EXAMPLE + file)) ?? "nowhere"));
    // What oEmbed requires of an answer of this type.
    assert.equal(answer.version, "1.0");
    assert.equal(answer.type, "rich");
    assert.ok(answer.width > 0 && answer.height > 0);
    const [pasted] = listing("frame").replace("?task=count-primes", "").split("\n");
    assert.equal(answer.html, pasted);

    const { root } = await testBed.site();
    const { address } = await testBed.serve(() => serveArticle(at(root, answer.html)));
    const page = await testBed.page();
    await page.driver.get(address);
    assertSound(await runAnywhere(page, true, COMPUTING));
  }
});

test("an address that hosts could not use is refused", () => {
  for (const address of ["", "example.org/", "https://example.org/playground", "file:///tmp/"]) {
    assert.throws(() => bundleFor(address), /is no site's address/);
  }
});

test("a site that does not know its address offers nothing", () => {
  assert.equal(discovered(readFileSync(`${DIST}/index.html`, "utf8")), undefined);
});
