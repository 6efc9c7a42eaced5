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

/** Runs in an article on another site, under a policy with all that the element needs but this. */
async function runUnder(changed: Readonly<Record<string, string>>): Promise<object> {
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
  return runAnywhere(page, false, COMPUTING);
}

test("a policy with all that it needs lets it run", async () => {
  assertSound((await runUnder({})) as Parameters<typeof assertSound>[0]);
});

for (const [name, changed, lacks] of [
  ["blob: workers", { "worker-src": "'self'" }, () => `“worker-src blob: ${site.origin}”`],
  ["WebAssembly", { "script-src": () => site.origin }, () => "“script-src 'wasm-unsafe-eval'”"],
  ["the site’s files", { "connect-src": "'self'" }, () => `“connect-src ${site.origin}”`],
] as const) {
  test(`a policy that forbids ${name}: what it lacks is said, and the frame offered`, async () => {
    const values = Object.entries(changed).map(([directive, value]) => [
      directive,
      typeof value === "string" ? value : value(),
    ]);
    const outcome = JSON.stringify(await runUnder(Object.fromEntries(values)));
    assert.ok(outcome.includes(lacks()), outcome);
    assert.match(outcome, /Content-Security-Policy/);
    assert.match(outcome, /embed\.html in a frame/);
  });
}
