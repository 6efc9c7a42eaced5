/** The playground in somebody else's article: light until touched, as high as its content, safe. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, describe, test } from "node:test";
import { snippets } from "../../www/elements/playground/snippets.ts";
import { type Article, serveArticle } from "./server/article.ts";
import { headersOfTheSite } from "./server/headers.ts";
import type { Site } from "./server/site.ts";
import { EVERY_FIELD, ONLY_BEGUN } from "./support/every-field.ts";
import { at, EXAMPLE, guide, headers, listing } from "./support/guide.ts";
import type { Page } from "./support/page.ts";
import { assertSound, COMPUTING, runAnywhere, WAITING } from "./support/run-anywhere.ts";
import * as testBed from "./support/test-bed.ts";

/** How long a page may take before the test gives up. */
const PATIENCE_MS = 120_000;

const SETTINGS = { task: "count-primes", size: "20000", workers: "2", trials: "1" };

let page: Page;
let site: Site;

before(async () => {
  site = await testBed.site();
  page = await testBed.page();
});

function article(body: string): Promise<Article> {
  return testBed.serve(() => serveArticle(body));
}

/** Resolves when a script in the present window says true. */
async function until(script: string, what: string): Promise<void> {
  await page.driver.wait(() => page.driver.executeScript<boolean>(script), PATIENCE_MS, what);
}

const DEFINED = 'return customElements.get("parallel-playground") !== undefined';
const HEIGHT = 'document.querySelector("iframe").clientHeight';

test("nothing heavy is loaded before the reader turns to the playground", async () => {
  const { address } = await article(snippets(SETTINGS, "auto", site.root).frame);
  await page.driver.get(address);
  await page.driver.switchTo().frame(0);
  await until(DEFINED, "the element is not there");
  await until(
    "return navigator.serviceWorker.getRegistration().then((found) => found?.active != null)",
    "the service worker is not there",
  );
  const heavy = () => site.requests.filter((url) => /wasm|coordinator|pictures|stage/.test(url));
  assert.deepEqual(heavy(), []);
  await page.driver.executeScript(
    'document.querySelector("parallel-playground").dispatchEvent(new Event("pointerdown"));',
  );
  await until(
    'return document.querySelector("parallel-playground").shadowRoot.querySelector("playground-rung-badge").environment !== null',
    "the engine did not start",
  );
  assert.ok(heavy().some((url) => url.includes("wasm")));
});

describe("a frame", () => {
  test("keeps its height where the article runs no script, and works", async () => {
    const [onlyFrame = ""] = snippets(SETTINGS, "auto", site.root).frame.split("\n");
    await page.driver.get((await article(onlyFrame)).address);
    await page.driver.switchTo().frame(0);
    assert.ok((await page.report({})).results.length > 1);
    await page.driver.switchTo().defaultContent();
    assert.equal(await page.driver.executeScript<number>(`return ${HEIGHT}`), 640);
  });

  test("grows with its content where the article has the script", async () => {
    await page.driver.get((await article(snippets(SETTINGS, "auto", site.root).frame)).address);
    await until(
      `return ${HEIGHT} !== 640 && ${HEIGHT} > 100`,
      "the frame did not change its height",
    );
    const before = await page.driver.executeScript<number>(`return ${HEIGHT}`);
    await page.driver.switchTo().frame(0);
    await page.report({});
    await page.driver.switchTo().defaultContent();
    await until(`return ${HEIGHT} > ${before} + 100`, "the frame did not grow");
  });

  test("heeds only the playground's messages", async () => {
    const { frame } = snippets(SETTINGS, "auto", site.root);
    const stranger = (await article("")).origin;
    const body = `${frame}<iframe src="${stranger}/article.html"></iframe>`;
    await page.driver.get((await article(body)).address);
    await until(`return ${HEIGHT} !== 640 && ${HEIGHT} > 100`, "the frame kept its height");
    const { driver } = page;
    const say = (heights: unknown[]) =>
      driver.executeScript(
        `for (const height of arguments[0]) {
           window.parent.postMessage({ kind: "parallel-playground-height", height }, "*");
         }`,
        heights,
      );
    await driver.executeScript(`
      window.heights = [];
      for (const frame of document.querySelectorAll("iframe")) {
        new MutationObserver(() => heights.push(frame.style.height))
          .observe(frame, { attributes: true, attributeFilter: ["style"] });
      }`);
    // From the article itself, from a frame of another site, and in wrong shapes.
    await say([4321]);
    await driver.switchTo().frame(1);
    await say([4322]);
    await driver.switchTo().parentFrame();
    await driver.switchTo().frame(0);
    await say(["4323", -1, 1e9, 4324.5, null, [4325], { height: 4326 }, "4".repeat(1e6), 1234]);
    await driver.switchTo().parentFrame();
    // The last is right, and comes after all others.
    await until('return heights.includes("1234px")', "the right message was not heeded");
    const heights = await driver.executeScript<string[]>("return heights");
    // What the frame's own element says meanwhile is heeded too; it is less high than all these.
    const wrong = heights.filter((height) => Number.parseFloat(height) >= 4321);
    assert.deepEqual(wrong, []);
  });
});

test("the policies that the guide gives let the article have the playground", async () => {
  for (const paste of ["element", "frame"]) {
    const types = paste === "element" ? listing("element-types") : "";
    const policy = `default-src 'none'; ${at(site.root, listing(`${paste}-policy`))}; ${types}`;
    const body = at(site.root, listing(paste));
    const { address } = await testBed.serve(() =>
      serveArticle(body, { "content-security-policy": policy }),
    );
    await page.driver.switchTo().defaultContent();
    await page.driver.get(address);
    for (const fields of [COMPUTING, WAITING]) {
      assertSound(await runAnywhere(page, paste === "frame", fields));
    }
    const complaints = await testBed.complaints(page);
    assert.deepEqual(
      complaints.filter((complaint) => complaint.includes("Content Security Policy")),
      [],
    );
  }
});

test("the full page that an embedded one leads to has everything as it is there", async () => {
  await page.open(`${site.root}embed.html?${new URLSearchParams(EVERY_FIELD)}&theme=dark`);
  const href = await page.call<string>(
    `const playground = document.querySelector("parallel-playground");
     const controls = await inPage.reach("run-controls");
     await inPage.unfold(controls.querySelector("details.settings"));
     await inPage.unfold(controls.querySelector("details.more"));
     const seed = controls.querySelector('[name="seed"]');
     seed.value = "78";
     seed.dispatchEvent(new Event("change", { bubbles: true, composed: true }));
     await playground.updateComplete;
     return playground.shadowRoot.querySelector(".heading a").href;`,
  );
  const { pathname, searchParams } = new URL(href);
  assert.equal(pathname, "/playground.html");
  assert.deepEqual(Object.fromEntries(searchParams), { ...EVERY_FIELD, seed: "78", theme: "dark" });

  const { request } = await page.report({}, ONLY_BEGUN);
  await page.open(href);
  assert.deepEqual((await page.report({}, ONLY_BEGUN)).request, request);
  const scheme = "return getComputedStyle(document.documentElement).colorScheme";
  assert.equal(await page.call(scheme), "dark");
});

describe("the element in an article", () => {
  const LOOK = `
    const { colorScheme, backgroundColor } = getComputedStyle(document.querySelector("parallel-playground"));
    return { colorScheme, backgroundColor };`;
  const GROUNDS = { light: "rgb(255, 248, 239)", dark: "rgb(32, 26, 20)" };
  const look = async (theme: string) => {
    const { element } = snippets(SETTINGS, theme, site.root);
    await page.driver.switchTo().defaultContent();
    await page.driver.get((await article(`<style>${listing("style")}</style>${element}`)).address);
    await until(DEFINED, "the element is not there");
    return page.driver.executeScript<{ colorScheme: string; backgroundColor: string }>(LOOK);
  };

  for (const theme of ["light", "dark"] as const) {
    test(`is ${theme} if its author says so, in its author's colours`, async () => {
      const expected = { colorScheme: theme, backgroundColor: GROUNDS[theme] };
      assert.deepEqual(await look(theme), expected);
    });
  }

  test("is else as the reader prefers", async () => {
    const { colorScheme, backgroundColor } = await look("auto");
    assert.equal(colorScheme, "light dark");
    assert.ok(Object.values(GROUNDS).includes(backgroundColor));
  });

  test("has all custom properties that the guide names", () => {
    const tokens = readFileSync(
      new URL("../../www/elements/foundation/styles/tokens.ts", import.meta.url),
      "utf8",
    );
    const named = [...new Set(guide.match(/--pp-[a-z-]+/g))];
    assert.ok(named.length > 10);
    assert.deepEqual(
      named.filter((name) => !tokens.includes(`${name}:`)),
      [],
    );
  });
});

test("the dialogue on the full page makes the snippets for the present settings", async () => {
  await page.open(`${site.root}playground.html?${new URLSearchParams(SETTINGS)}`);
  const shown = await page.call<string[]>(`
    const dialogue = await inPage.reach("embed-dialogue");
    dialogue.querySelector("button").click();
    await inPage.settled(() => dialogue.querySelectorAll("playground-code-listing").length === 2);
    const listings = [...dialogue.querySelectorAll("playground-code-listing")];
    await inPage.settled(() => listings.every(({ shadowRoot }) => shadowRoot?.querySelector("code")));
    return listings.map(({ shadowRoot }) => shadowRoot.querySelector("code").textContent);
  `);
  const { element, frame } = snippets(SETTINGS, "auto", site.root);
  assert.deepEqual(shown, [element, frame]);
});

test("the guide's snippets and headers are those that the site makes and sends", () => {
  const { element, frame } = snippets({ task: "count-primes" }, "auto", EXAMPLE);
  assert.equal(listing("element"), element);
  assert.equal(listing("frame"), frame);
  const sent = [...headersOfTheSite(true)].filter(([name]) =>
    /^(cross-origin|document-isolation|access-control)-/.test(name),
  );
  assert.deepEqual(headers("headers"), Object.fromEntries(sent));
});
