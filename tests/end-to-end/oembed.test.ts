/** A host that reads oEmbed makes a frame of a link to a site that knows its own address. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { serveArticle } from "./server/article.ts";
import { DIST } from "./server/site.ts";
import { at, EXAMPLE, listing } from "./support/guide.ts";
import type { Page } from "./support/page.ts";
import { assertSound, COMPUTING, enter, runAnywhere } from "./support/run-anywhere.ts";
import * as testBed from "./support/test-bed.ts";

const BUNDLER = fileURLToPath(new URL("../../www/bundle.mjs", import.meta.url));

/** How long a frame may take to show something before the test gives up. */
const PATIENCE_MS = 30_000;

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

/** The frame that a page leads to, as a host gets it. */
function offered(file: string): string {
  const answer = JSON.parse(read(discovered(read(EXAMPLE + file)) ?? "nowhere"));
  // What oEmbed requires of an answer of this type.
  assert.equal(answer.version, "1.0");
  assert.equal(answer.type, "rich");
  assert.ok(answer.width > 0 && answer.height > 0);
  return answer.html;
}

/** Opens an article with a frame in it, and has the browser look into the frame. */
async function openFramed(html: string): Promise<Page> {
  const { root } = await testBed.site();
  const { address } = await testBed.serve(() => serveArticle(at(root, html)));
  const page = await testBed.page();
  await page.driver.get(address);
  return page;
}

before(() => bundleFor(EXAMPLE));

test("its pages lead to the frame that the guide has authors paste, and it works", async () => {
  const [pasted] = listing("frame").replace("?task=count-primes", "").split("\n");
  for (const file of ["index.html", "playground.html", "embed.html"]) {
    assert.equal(offered(file), pasted);
  }
  assertSound(await runAnywhere(await openFramed(offered("embed.html")), true, COMPUTING));
});

test("the page to work in leads to a frame that shows a program of the library", async () => {
  assert.equal(offered("program.html"), offered("embed-python.html"));
  const page = await openFramed(offered("program.html"));
  await enter(page.driver, true);
  const tabs = () =>
    page.driver.executeScript<string[]>(`
      const shown = document.querySelector("parallel-python")?.shadowRoot;
      return [...(shown?.querySelectorAll("[role=tab]") ?? [])].map(({ textContent }) => textContent);
    `);
  await page.driver.wait(async () => (await tabs()).includes("Threads"), PATIENCE_MS);
});

test("an address that hosts could not use is refused", () => {
  for (const address of ["", "example.org/", "https://example.org/playground", "file:///tmp/"]) {
    assert.throws(() => bundleFor(address), /is not a site's address/);
  }
});

test("a site that does not know its address offers nothing", () => {
  assert.equal(discovered(readFileSync(`${DIST}/playground.html`, "utf8")), undefined);
});
