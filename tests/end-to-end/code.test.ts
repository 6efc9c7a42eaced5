/** The page shows the code that it runs, and loads it only when somebody asks. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import type { Code } from "../../www/elements/code/code.ts";
import type { Site } from "./server/site.ts";
import { catalogue } from "./support/catalogue.ts";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";

/** The least that WCAG asks of text: 4.5 to 1. */
const CONTRAST = 4.5;

let site: Site;
let page: Page;

before(async () => {
  site = await testBed.site();
  page = await testBed.page();
  await page.open(`${site.root}playground.html?task=count-primes&strategies=sequential+work-queue`);
});

/** What is shown, by the paths of the files. */
const SHOWN = `
  const view = await inPage.reach("code-view");
  const listings = () => [...view.querySelectorAll("playground-code-listing")];
  const files = () => listings().flatMap(({ shadowRoot }) =>
    [...(shadowRoot?.querySelectorAll("figure") ?? [])].map((figure) => [
      figure.querySelector("figcaption span").textContent,
      [...figure.querySelectorAll("code")].at(-1).textContent,
      figure.querySelector("code").textContent,
    ]));
  const paths = () => files().map(([path]) => path);
  const button = (words) => [...view.querySelectorAll("button")]
    .find(({ textContent }) => textContent.includes(words));
`;

function source(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
}

test("nothing is loaded before the section is opened, and then what is chosen", async () => {
  const asked = () => site.requests.filter((url) => url.startsWith("/code/"));
  assert.deepEqual(asked(), []);
  const files = await page.call<[string, string, string][]>(`${SHOWN}
    view.querySelector("summary").click();
    await inPage.settled(() => paths().length === 3);
    return files();
  `);
  assert.match(asked().join(), /^\/code\/count-primes\.json[^,]*$/);
  assert.deepEqual(
    files.map(([path]) => path),
    [
      "src/tasks/count_primes.rs",
      "src/tasks/count_primes.wgsl",
      "python/parallel_playground/tasks/count_primes.py",
    ],
  );
  for (const [path, text, first] of files) {
    assert.ok(source(path).includes(text.trimEnd()), `${path} is shown as it is`);
    // All of a kernel matters.
    const matters = path.endsWith(".wgsl") ? /^\/\/ Counts/ : /^(?:def|fn) run\(/;
    assert.match(first, matters, "what matters comes first");
    assert.doesNotMatch(text, /cfg\(test\)/);
  }
});

test("while code is on its way, that of another choice is not seen in its place", async () => {
  const { former, failed, next } = await page.call<Record<string, string[]>>(`${SHOWN}
    const seen = () => listings()
      .filter((listing) => listing.checkVisibility({ visibilityProperty: true }))
      .map(({ language }) => language);
    const alerts = () => [...view.querySelectorAll("[role=alert]")];
    const load = window.fetch;
    const asked = Promise.withResolvers();
    const answer = Promise.withResolvers();
    window.fetch = (address, ...others) => {
      if (!String(address).includes("/code/")) {
        return load(address, ...others);
      }
      asked.resolve();
      return answer.promise;
    };
    button("Sequential").click();
    await asked.promise;
    await inPage.drawn();
    const former = seen();
    window.fetch = load;
    answer.reject(new TypeError("gone"));
    await inPage.settled(() => alerts().length > 0);
    const failed = seen();
    button("Count primes").click();
    await inPage.settled(() => seen().length > 0 && paths().length > 0);
    return { former, failed, next: paths() };
  `);
  assert.deepEqual([former, failed], [[], []]);
  assert.equal(next?.[0], "src/tasks/count_primes.rs");
});

test("a strategy is shown with the files of its own folder", async () => {
  const paths = await page.call<string[]>(`${SHOWN}
    button("Work queue").click();
    await inPage.settled(() => paths().includes("python/parallel_playground/strategies.py") && paths().length === 3);
    return paths();
  `);
  assert.deepEqual(paths, [
    "src/strategies/work_queue.rs",
    "src/strategies/work_queue/queue.rs",
    "python/parallel_playground/strategies.py",
  ]);
});

test("a file is copied whole, and that is said", async () => {
  const { path, text, said } = await page.call<{ path: string; text: string; said: string }>(
    `${SHOWN}
    let text;
    navigator.clipboard.writeText = async (copied) => { text = copied; };
    const [{ shadowRoot }] = listings();
    shadowRoot.querySelector("figure button").click();
    const status = shadowRoot.querySelector("[role=status]");
    await inPage.settled(() => status.textContent.trim() !== "");
    return { path: paths()[0], text, said: status.textContent.trim() };
  `,
  );
  assert.equal(said, "Copied");
  assert.ok(source(path).includes(text.trimEnd()));
});

test("a page that may not copy says so", async () => {
  const said = await page.call<string>(`${SHOWN}
    navigator.clipboard.writeText = () => Promise.reject(new DOMException("no"));
    const { shadowRoot } = listings()[0];
    shadowRoot.querySelector("figure button").click();
    const status = shadowRoot.querySelector("[role=status]");
    await inPage.settled(() => /not allowed/.test(status.textContent));
    return status.textContent;
  `);
  assert.match(said, /Select the code/);
});

for (const theme of ["light", "dark"]) {
  test(`every token can be read in the ${theme} theme`, async () => {
    const contrasts = await page.call<Record<string, number>>(
      `${SHOWN}
      const element = document.querySelector("parallel-playground");
      element.theme = given;
      await element.updateComplete;
      const luminance = (colour) => {
        const [r, g, b] = colour.match(/[\\d.]+/g).map((channel) => {
          const share = channel / 255;
          return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const { shadowRoot } = listings()[0];
      const pre = shadowRoot.querySelector("pre");
      const paper = luminance(getComputedStyle(pre).backgroundColor);
      const contrasts = {};
      for (const token of ["comment", "keyword", "meta", "name", "number", "string", "type"]) {
        const span = pre.appendChild(document.createElement("span"));
        span.className = token;
        const ink = luminance(getComputedStyle(span).color);
        span.remove();
        contrasts[token] = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
      }
      return contrasts;
    `,
      theme,
    );
    for (const [token, contrast] of Object.entries(contrasts)) {
      assert.ok(contrast >= CONTRAST, `${token}: ${contrast.toFixed(2)}`);
    }
  });
}

test("every task and every strategy has code", async () => {
  for (const { id } of [...catalogue.tasks, ...catalogue.strategies]) {
    const response = await fetch(`${site.root}code/${id}.json`);
    assert.equal(response.status, 200, id);
    const { rust, python } = (await response.json()) as Code;
    assert.ok(rust.length > 0 && python.length === 1, id);
  }
});
