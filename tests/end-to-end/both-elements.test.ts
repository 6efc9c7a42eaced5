/** An article with both elements has one of what they share: the engine, and the policy of Lit. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { serveArticle } from "./server/article.ts";
import { at, listing } from "./support/guide.ts";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";

const ELEMENTS = `
  <parallel-playground compact task="count-primes" size="20000" strategies="sequential" trials="1"></parallel-playground>
  <parallel-python trials="1"><script type="text/x-python">print("one")</script></parallel-python>`;

let page: Page;

before(async () => {
  const { root } = await testBed.site();
  page = await testBed.page();
  // What the guide has an article allow.
  const policy = [listing("element-policy"), listing("element-types")].join("; ");
  const scripts = ["parallel-playground", "parallel-python"].map(
    (name) => `<script type="module" src="${root}${name}.js"></script>`,
  );
  const { address } = await testBed.serve(() =>
    serveArticle(scripts.join("") + ELEMENTS, { "content-security-policy": at(root, policy) }),
  );
  await page.driver.get(address);
});

test("runs of one wait for those of the other, under the policy that the guide has", async () => {
  const told = await page.driver.executeAsyncScript<string[]>(`
    const [done] = arguments;
    const names = ["parallel-playground", "parallel-python"];
    const told = [];
    Promise.all(names.map((name) => customElements.whenDefined(name)))
      .then(() => {
        const elements = names.map((name) => document.querySelector(name));
        elements.forEach((element, index) => {
          element.addEventListener("run-progress", ({ detail }) => told.push(index + " " + detail.kind));
        });
        return Promise.all(elements.map((element) => element.run()));
      })
      .then(() => done(told), (error) => done([String(error)]));
  `);
  const queued = told.filter((what) => what.endsWith(" queued"));
  assert.equal(queued.length, 1, told.join(", "));
  const second = queued[0]?.[0] ?? "";
  const first = second === "0" ? "1" : "0";
  const begins = told.indexOf(`${second} trial-start`);
  assert.ok(begins > told.lastIndexOf(`${first} trial-end`), told.join(", "));
  const complaints = await testBed.complaints(page);
  assert.deepEqual(
    complaints.filter((complaint) => /Content Security Policy|Trusted|Lit/.test(complaint)),
    [],
  );
});
