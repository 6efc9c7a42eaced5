/**
 * The full page can be installed, opens without a network after its first visit, and goes with its
 * host's builds.
 */

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import type { Driver } from "selenium-webdriver/chrome.js";
import type { RunReport } from "../../www/generated/types/RunReport.ts";
import { browser } from "./browsers/chosen.ts";
import { DIST } from "./server/site.ts";
import { copies } from "./support/copies.ts";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";

const SMALL = { task: "count-primes", size: 20_000, workers: 2, trials: 1 };

/** Runs without `in-page.js`, which the tests' server would have to be there for. */
function runOffline(page: Page, fields: object): Promise<RunReport> {
  return page.driver.executeAsyncScript<RunReport>(
    `const [fields, done] = arguments;
     customElements.whenDefined("parallel-playground")
       .then(() => document.querySelector("parallel-playground").run(fields))
       .then(done, (error) => done({ error: String(error) }));`,
    fields,
  );
}

/** What Chromium has against installing the page. */
async function obstacles({ driver }: Page): Promise<string[]> {
  const answer: unknown = await (driver as Driver).sendAndGetDevToolsCommand(
    "Page.getInstallabilityErrors",
    {},
  );
  const { installabilityErrors } = answer as { installabilityErrors: { errorId: string }[] };
  return installabilityErrors.map(({ errorId }) => errorId);
}

const skip = browser.name === "chromium" ? false : "only Chromium says what can be installed";

test("the full page can be installed", { skip }, async () => {
  const site = await testBed.site();
  const page = await testBed.page();
  await page.open(`${site.root}playground.html`);
  assert.deepEqual(await obstacles(page), []);
  await page.open(`${site.root}embed.html`);
  assert.deepEqual(await obstacles(page), ["no-manifest"], "an obstacle would be seen");
});

for (const isolated of [true, false]) {
  test(`a host that ${isolated ? "isolates" : "does not isolate"} the page may then be gone`, async () => {
    const site = await testBed.site({ isolated });
    const page = await testBed.page();
    await page.openIsolated(`${site.root}playground.html`);
    const { buildId } = (await page.report(SMALL)).environment;
    await copies(page, buildId);
    await site.close();

    for (const address of ["playground.html?task=count-primes", ""]) {
      await page.driver.get(site.root + address);
      const report = await runOffline(page, SMALL);
      assert.equal(report.environment?.rung, "threads", JSON.stringify(report));
      assert.ok(report.results.every(({ matchesSequential }) => matchesSequential));
    }
  });
}

/** How many bytes a file of the site has, as the page gets it. */
function fetched(page: Page, file: string): Promise<number> {
  return page.call<number>("return (await (await fetch(given)).arrayBuffer()).byteLength;", file);
}

/** The files of Python's that the copy for `build` has. */
function keptOfPython(page: Page, build: string): Promise<string[]> {
  return page.call<string[]>(
    `const copy = await caches.open((await caches.keys()).find((name) => name.endsWith(given)));
     const files = (await copy.keys()).map(({ url }) => new URL(url).pathname);
     return files.filter((file) => file.includes("python/"));`,
    build,
  );
}

test("Python is kept once it was used, and only as it was built", async () => {
  const another = (text: string): string => `${text} `;
  const site = await testBed.site({ altered: { "python/pyodide-lock.json": another } });
  const page = await testBed.page();
  await page.openIsolated(`${site.root}playground.html`);
  const { buildId } = (await page.report(SMALL)).environment;
  await copies(page, buildId);
  assert.deepEqual(await keptOfPython(page, buildId), []);

  await fetched(page, "python/pyodide-lock.json");
  const bytes = await fetched(page, `python/packages.zip?build=${buildId}`);
  await page.call("while ((await caches.match(given)) === undefined);", "python/packages.zip");
  await site.close();
  assert.equal(await fetched(page, "python/packages.zip"), bytes);
  assert.deepEqual(await keptOfPython(page, buildId), ["/python/packages.zip"]);
});

/** Has the copy be deleted while a file is being looked at that was used, and says when that is kept or not. */
const DELETING = `
  const { digest } = SubtleCrypto.prototype;
  SubtleCrypto.prototype.digest = async function (...given) {
    for (const name of await caches.keys()) {
      await caches.delete(name);
    }
    return digest.apply(this, given);
  };
  const { put } = Cache.prototype;
  Cache.prototype.put = async function (...given) {
    await put.apply(this, given).catch(() => undefined);
    for (const client of await clients.matchAll()) {
      client.postMessage("kept");
    }
  };
`;

test("a copy that is deleted while a file is to be put into it does not come back", async () => {
  const altered = { "service-worker.js": (script: string) => `{${DELETING}} ${script}` };
  const site = await testBed.site({ altered });
  const page = await testBed.page();
  await page.openIsolated(`${site.root}playground.html`);
  const { buildId } = (await page.report(SMALL)).environment;
  await copies(page, buildId);
  const left = await page.call<string[]>(
    `const kept = new Promise((resolve) => {
       navigator.serviceWorker.addEventListener("message", resolve);
       navigator.serviceWorker.startMessages();
     });
     await (await fetch(given)).arrayBuffer();
     await kept;
     return caches.keys();`,
    "python/packages.zip",
  );
  assert.deepEqual(left, []);
});

test("a copy that was cut off while it was made is made whole", async () => {
  const site = await testBed.site();
  const page = await testBed.page();
  await page.open(`${site.root}embed.html`);
  const { buildId } = (await page.report(SMALL)).environment;
  await page.call("await caches.open(given);", `parallel-playground ${site.root} ${buildId}`);
  await page.openIsolated(`${site.root}playground.html`);
  await page.report(SMALL);
  assert.equal((await copies(page, buildId)).length, 1);
});

test("what was used of Python before there was a copy is in it", async () => {
  const site = await testBed.site();
  const page = await testBed.page();
  await page.open(`${site.root}embed.html`);
  await page.report(SMALL);
  await fetched(page, "python/packages.zip");
  assert.deepEqual(await page.call("return caches.keys()"), []);
  await page.openIsolated(`${site.root}playground.html`);
  const { buildId } = (await page.report(SMALL)).environment;
  await copies(page, buildId);
  assert.deepEqual(await keptOfPython(page, buildId), ["/python/packages.zip"]);
});

test("a program in Python runs again when its host is gone", async () => {
  const python = { ...SMALL, language: "python", strategies: "sequential" };
  const site = await testBed.site();
  const page = await testBed.page();
  await page.openIsolated(`${site.root}playground.html`);
  const { results, environment } = await page.report(python);
  await copies(page, environment.buildId);
  await page.call(
    "for (const file of given) while ((await caches.match(file, { ignoreSearch: true })) === undefined);",
    site.requests.filter((path) => /python|interpreter|ticker/.test(path)),
  );
  await site.close();
  await page.driver.get(`${site.root}playground.html`);
  const offline = await runOffline(page, python);
  assert.equal(offline.results?.[0]?.output, results[0]?.output, JSON.stringify(offline));
  assert.ok(results[0]?.output);
});

test("an embedded page keeps nothing", async () => {
  const site = await testBed.site();
  const page = await testBed.page();
  await page.open(`${site.root}embed.html`);
  await page.report(SMALL);
  assert.deepEqual(await page.call("return caches.keys()"), []);
});

test("a new build is seen at once, and the old one's copy is dropped", async () => {
  let build: string | undefined;
  let next = false;
  const rebuilt = (text: string): string =>
    next && build !== undefined ? text.replaceAll(build, "another-build") : text;
  const files = readdirSync(DIST).filter((file) => /\.(html|js)$/.test(file));
  const altered = Object.fromEntries(files.map((file) => [file, rebuilt]));
  const site = await testBed.site({ altered });
  const page = await testBed.page();
  await page.open(`${site.root}playground.html`);
  build = (await page.report(SMALL)).environment.buildId;
  assert.equal((await copies(page, build)).length, 1);
  await page.call('await caches.open("somebody else’s");');

  next = true;
  await page.open(`${site.root}playground.html`);
  assert.equal((await page.report(SMALL)).environment.buildId, "another-build");
  const names = await page.call<string[]>(
    `let names;
     do {
       names = await caches.keys();
     } while (names.some((name) => name.endsWith(given)));
     return names;`,
    build,
  );
  assert.ok(names.includes("somebody else’s"));
});
