/** The content security policy allows nothing inline and no text as code, and is never broken. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, describe, test } from "node:test";
import { serveArticle } from "./server/article.ts";
import { headersOfTheSite } from "./server/headers.ts";
import { DIST, type Site } from "./server/site.ts";
import { DOCUMENTS } from "./support/documents.ts";
import type { Page } from "./support/page.ts";
import { assertSound, COMPUTING, runAnywhere, WAITING } from "./support/run-anywhere.ts";
import * as testBed from "./support/test-bed.ts";

/** A document as it was built. */
function built(document: string): string {
  return readFileSync(`${DIST}/${document}`, "utf8");
}

/** A policy's directives, each with what it allows. */
function directives(policy: string): Map<string, string[]> {
  const lines = policy.split(";").map((directive) => directive.trim().split(/\s+/));
  return new Map(lines.map(([name = "", ...values]) => [name, values]));
}

describe("the policy", () => {
  const POLICIES: Record<string, string> = {
    "that is served": headersOfTheSite(true).get("content-security-policy") ?? "",
    ...Object.fromEntries(
      DOCUMENTS.map((document) => [
        `in ${document}`,
        /http-equiv="Content-Security-Policy"\s+content="(?<policy>[^"]+)"/.exec(built(document))
          ?.groups?.policy ?? "",
      ]),
    ),
  };
  for (const [which, policy] of Object.entries(POLICIES)) {
    test(`${which} is strict`, () => {
      const allowed = directives(policy);
      assert.deepEqual(allowed.get("default-src"), ["'none'"]);
      assert.deepEqual(allowed.get("base-uri"), ["'none'"]);
      assert.doesNotMatch(policy, /'unsafe-|\*/);
      const scripts = allowed.get("script-src");
      if (scripts !== undefined) {
        assert.deepEqual(scripts, ["'self'", "'wasm-unsafe-eval'"]);
        assert.deepEqual(allowed.get("require-trusted-types-for"), ["'script'"]);
      }
    });
  }

  for (const document of DOCUMENTS) {
    test(`finds nothing inline in ${document}`, () => {
      assert.doesNotMatch(built(document), /<script(?![^>]*\ssrc=)|<style|\s(?:style|on[a-z]+)=/);
    });
  }
});

describe("in a browser", () => {
  let page: Page;
  let site: Site;

  before(async () => {
    site = await testBed.site();
    page = await testBed.page();
  });

  for (const document of ["index.html", "playground.html", "embed.html"]) {
    test(`${document} keeps to it, with its workers`, async () => {
      await testBed.complaints(page);
      await page.open(site.root + document);
      for (const fields of [COMPUTING, WAITING]) {
        const { violations } = await page.call<{ violations: string[] }>(
          "return inPage.runAndNotice(given);",
          fields,
        );
        assert.deepEqual(violations, []);
      }
      assert.deepEqual(await breaches(page), []);
    });

    test(`${document} lets no text become HTML, code or a script`, async () => {
      await page.open(site.root + document);
      const outcomes = await page.call<Record<string, string>>(`
        const attempts = {
          html: () => { document.createElement("p").innerHTML = "<b>bold</b>"; },
          adjacent: () => document.body.insertAdjacentHTML("beforeend", "<b>bold</b>"),
          inline: () => { document.createElement("script").text = "1"; },
          code: () => window.eval("1"),
          function: () => new window.Function("1"),
          worker: () => new Worker("coordinator.worker.js"),
        };
        const breach = new Promise((resolve) => {
          addEventListener("securitypolicyviolation", resolve, { once: true });
        });
        const outcomes = {};
        for (const [name, attempt] of Object.entries(attempts)) {
          try {
            attempt();
            outcomes[name] = "done";
          } catch (error) {
            outcomes[name] = error.name;
          }
        }
        // So that a breach during a run would be seen.
        await breach;
        return outcomes;`);
      for (const [what, outcome] of Object.entries(outcomes)) {
        assert.match(outcome, /^(?:Type|Eval)Error$/, what);
      }
    });
  }

  for (const sandbox of ["", ' sandbox="allow-scripts"']) {
    test(`a frame${sandbox} in an article keeps to it, with its workers`, async () => {
      const frame = `<iframe src="${site.root}embed.html"${sandbox}></iframe>`;
      const { address } = await testBed.serve(() => serveArticle(frame));
      await page.driver.switchTo().defaultContent();
      await page.driver.get(address);
      await testBed.complaints(page);
      for (const fields of [COMPUTING, WAITING]) {
        assertSound(await runAnywhere(page, true, fields));
      }
      assert.deepEqual(await breaches(page), []);
      await page.driver.switchTo().defaultContent();
    });
  }
});

/** What the console says of the policy since it was last asked. */
async function breaches(page: Page): Promise<string[]> {
  const complaints = await testBed.complaints(page);
  return complaints.filter((complaint) => /Content Security Policy|Trusted/.test(complaint));
}
