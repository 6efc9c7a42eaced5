/** An article with both elements has one of what they share: the engine, and the policy of Lit. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { serveArticle } from "./server/article.ts";
import { at, listing } from "./support/guide.ts";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";

/** The playground's runs are hours long. */
const ELEMENTS = `
  <parallel-playground compact task="count-primes" size="50000000" strategies="sequential" trials="101"></parallel-playground>
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
    const told = [];
    const defined = (name) => customElements.whenDefined(name).then(() => document.querySelector(name));
    const heard = (element, name, kind) => new Promise((resolve) => {
      element.addEventListener("run-progress", ({ detail }) => {
        told.push(name + " " + detail.kind);
        if (detail.kind === kind) {
          resolve();
        }
      });
    });
    (async () => {
      const [playground, python] = await Promise.all(["parallel-playground", "parallel-python"].map(defined));
      const begun = heard(playground, "playground", "trial-start");
      const queued = heard(python, "python", "queued");
      const cancel = new AbortController();
      const first = playground.run({}, { signal: cancel.signal });
      await begun;
      const second = python.run();
      await queued;
      told.push("cancelled");
      cancel.abort();
      await Promise.all([first, second]);
      return told;
    })().then(done, (error) => done([String(error)]));
  `);
  assert.ok(told.includes("python trial-end"), told.join(", "));
  assert.ok(told.indexOf("python trial-start") > told.indexOf("cancelled"), told.join(", "));
  const last = told.lastIndexOf("playground progress");
  assert.ok(last < told.indexOf("python trial-start"), told.join(", "));
  const complaints = await testBed.complaints(page);
  assert.deepEqual(
    complaints.filter((complaint) => /Content Security Policy|Trusted|Lit/.test(complaint)),
    [],
  );
});
