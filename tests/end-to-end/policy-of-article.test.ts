/** An article whose own policy is against the element is told what the policy lacks. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { serveArticle } from "./server/article.ts";
import type { Site } from "./server/site.ts";
import type { Page } from "./support/page.ts";
import { assertSound, COMPUTING, runAnywhere } from "./support/run-anywhere.ts";
import * as testBed from "./support/test-bed.ts";

let page: Page;
let site: Site;

before(async () => {
  site = await testBed.site();
  page = await testBed.page();
});

/** Opens an article on another site, under a policy with all that the element needs but this. */
async function openUnder(changed: Readonly<Record<string, string>>): Promise<void> {
  const directives = {
    "script-src": `${site.origin} 'wasm-unsafe-eval'`,
    "worker-src": `blob: ${site.origin}`,
    "connect-src": site.origin,
    ...changed,
  };
  const policy = Object.entries(directives).map((directive) => directive.join(" "));
  const { address } = await testBed.serve(() =>
    serveArticle(
      `<script type="module" src="${site.root}parallel-playground.js"></script><parallel-playground></parallel-playground>`,
      { "content-security-policy": policy.join("; ") },
    ),
  );
  await page.driver.get(address);
}

/** Why a run does not begin there. */
function refusal(): Promise<string> {
  return page.driver.executeAsyncScript<string>(
    `const [fields, done] = arguments;
    customElements.whenDefined("parallel-playground")
      .then(() => document.querySelector("parallel-playground").run(fields))
      .then(() => done("it ran"), (error) => done(error.message));`,
    COMPUTING,
  );
}

test("a policy with all that it needs lets it run", async () => {
  await openUnder({});
  assertSound(await runAnywhere(page, false, COMPUTING));
});

const REFUSED: [what: string, changed: () => Record<string, string>, lacks: () => string][] = [
  ["blob: workers", () => ({ "worker-src": "'self'" }), () => `“worker-src blob: ${site.origin}”`],
  [
    "workers the site’s scripts",
    () => ({ "worker-src": "blob:" }),
    () => `“worker-src blob: ${site.origin}”`,
  ],
  [
    "data: workers, of a sandbox",
    () => ({ sandbox: "allow-scripts" }),
    () => `“worker-src data: ${site.origin}”`,
  ],
  ["WebAssembly", () => ({ "script-src": site.origin }), () => "“script-src 'wasm-unsafe-eval'”"],
  ["the site’s files", () => ({ "connect-src": "'self'" }), () => `“connect-src ${site.origin}”`],
];
for (const [what, changed, lacks] of REFUSED) {
  test(`a policy that forbids ${what}: what it lacks is said, and the frame offered`, async () => {
    await openUnder(changed());
    const message = await refusal();
    assert.ok(message.includes(lacks()), message);
    assert.match(message, /Content-Security-Policy forbids it/);
    assert.match(message, /embed\.html in a frame/);
  });
}
