/** Messages that nobody of the playground's sent change nothing. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { serveArticle } from "./server/article.ts";
import type { Site } from "./server/site.ts";
import { copies } from "./support/copies.ts";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";

/** Makes messages of wrong shapes, some of them very large or deep. */
const HOSTILE = `
  const deep = {};
  for (let level = 0, inner = deep; level < 1000; level += 1) {
    inner.kind = {};
    inner = inner.kind;
  }
  const hostile = [
    null, undefined, 0, "", "parallel-playground-listening", [], [["kind", "keep"]],
    {}, { kind: null }, { kind: ["parallel-playground-listening"] }, { kind: "toString" },
    { kind: "parallel-playground-height", height: 100 }, { kind: "start" }, { kind: "ask", id: 1 },
    { Kind: "keep" }, { kind: "keep " }, deep, new ArrayBuffer(2 ** 24), "x".repeat(2 ** 24),
    new Map([["kind", "keep"]]), new Error("keep"),
  ];
`;

const LISTENING = '{ kind: "parallel-playground-listening" }';

let page: Page;
let site: Site;

before(async () => {
  site = await testBed.site();
  page = await testBed.page();
});

/** How often the present window heard of the frame, but for that it is ready. */
function heard(): Promise<number> {
  return page.driver.executeScript<number>(
    'return window.heard.filter((data) => data?.kind !== "parallel-playground-ready").length;',
  );
}

/** The frame beside it, then the frame's own window say what only the page around it may. */
async function strangersSayThatTheyListen(): Promise<void> {
  const { driver } = page;
  await driver.switchTo().defaultContent();
  await driver.switchTo().frame(1);
  await driver.executeScript(`parent.frames[0].postMessage(${LISTENING}, "*");`);
  await driver.switchTo().parentFrame();
  await driver.switchTo().frame(0);
  // Messages are heard in the order in which they were sent.
  await driver.executeAsyncScript(`
    const done = arguments[0];
    addEventListener("message", ({ data }) => data === "the last" && done());
    postMessage(${LISTENING}, "*");
    postMessage("the last", "*");`);
}

/** Goes into a window, and has it write down what it hears. */
async function listenIn(frame: number | null): Promise<void> {
  await page.driver.switchTo().defaultContent();
  if (frame !== null) {
    await page.driver.switchTo().frame(frame);
  }
  await page.driver.executeScript(`
    window.heard = [];
    addEventListener("message", ({ data }) => window.heard.push(data));`);
}

test("a frame heeds only the page around it, and only what that has to say", async () => {
  const { driver } = page;
  const stranger = await testBed.serve(() => serveArticle(""));
  const { address } = await testBed.serve(() =>
    serveArticle(
      `<iframe src="${site.root}embed.html"></iframe><iframe src="${stranger.address}"></iframe>`,
    ),
  );
  await driver.get(address);
  await driver.switchTo().frame(0);
  const isLoaded = () => driver.executeScript<boolean>('return document.readyState === "complete"');
  await driver.wait(isLoaded, 30_000, "the frame did not load");
  await page.call("await inPage.opened();");
  const before = await driver.executeScript("return document.body.innerText");
  await testBed.complaints(page);

  await listenIn(1);
  await driver.executeScript(`
    ${HOSTILE}
    for (const data of hostile) {
      parent.frames[0].postMessage(data, "*");
    }`);
  await listenIn(null);
  await driver.executeScript(`
    ${HOSTILE}
    for (const data of hostile) {
      frames[0].postMessage(data, "*");
    }`);
  await strangersSayThatTheyListen();
  assert.equal(await driver.executeScript("return document.body.innerText"), before);
  await driver.switchTo().parentFrame();
  assert.equal(await heard(), 0);

  await driver.executeScript(`frames[0].postMessage(${LISTENING}, "*")`);
  await driver.wait(async () => (await heard()) > 0, 30_000, "the page around was not answered");
  await strangersSayThatTheyListen();
  await driver.executeScript('document.body.style.paddingBlockEnd = "300px";');
  await driver.switchTo().parentFrame();
  await driver.wait(async () => (await heard()) > 1, 30_000, "it is not answered any more");
  await driver.switchTo().frame(1);
  assert.equal(await heard(), 0, "a stranger was answered");
  assert.deepEqual(await testBed.complaints(page), []);
});

test("the service worker heeds only what the site's pages have to say", async () => {
  await page.driver.switchTo().defaultContent();
  await page.open(`${site.root}embed.html`);
  await page.report({ size: 1_000, trials: 1 });
  await page.call(`
    ${HOSTILE}
    const { controller } = navigator.serviceWorker;
    for (const data of hostile) {
      controller.postMessage(data);
    }`);
  const { environment } = await page.report({ task: "download-images", size: 2, trials: 1 });
  assert.ok(environment.simulatedNetwork);
  assert.deepEqual(await page.call("return caches.keys()"), []);
  await page.call('navigator.serviceWorker.controller.postMessage({ kind: "keep" });');
  assert.equal((await copies(page, environment.buildId)).length, 1);
});
