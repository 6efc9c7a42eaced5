/** The page's URL names a run's settings, and follows them. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { RunRequest } from "../../www/generated/types/RunRequest.ts";
import type { Site } from "./server/site.ts";
import { EVERY_FIELD, ONLY_BEGUN } from "./support/every-field.ts";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";

let page: Page;
let site: Site;

before(async () => {
  site = await testBed.site();
  page = await testBed.page();
});

const UNDERSTOOD: Partial<RunRequest> = {
  task: "download-images",
  strategies: ["sequential", "processes"],
  workers: 3,
  trials: 2,
  size: 4,
  chunkSize: 2,
  seed: 77,
  inFlight: 5,
  retries: 1,
  timeoutMs: 4_000,
  network: "simulated",
  latencyMs: 15,
  jitterMs: 5,
  bandwidthKib: 9_000,
  failurePercent: 0,
};

for (const file of ["playground.html", "embed.html"]) {
  test(`${file} reads every field from its URL`, async () => {
    await page.open(`${site.root}${file}?${new URLSearchParams(EVERY_FIELD)}`);
    const { request } = await page.report({}, ONLY_BEGUN);
    assert.deepEqual(request, { ...request, ...UNDERSTOOD });
  });
}

test("a setting that the reader changes is in the URL, and a copy of the URL asks for the same", async () => {
  await page.open(`${site.root}playground.html?${new URLSearchParams(EVERY_FIELD)}`);
  await page.call(`
    const element = document.querySelector("parallel-playground");
    const controls = await inPage.reach("run-controls");
    await inPage.unfold(controls.querySelector("details.more"));
    const seed = controls.querySelector('[name="seed"]');
    seed.value = "78";
    seed.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
    seed.dispatchEvent(new Event("change", { bubbles: true, composed: true }));
    await element.updateComplete;
  `);
  const address = await page.driver.getCurrentUrl();
  assert.equal(new URL(address).searchParams.get("seed"), "78");
  const { request } = await page.report({}, ONLY_BEGUN);
  assert.deepEqual(request, { ...request, ...UNDERSTOOD, seed: 78 });

  await page.open(address);
  assert.deepEqual((await page.report({}, ONLY_BEGUN)).request, request);
});

test("another fragment, as of a link that is followed there, is heeded", async () => {
  await page.open(`${site.root}playground.html?task=count-words&seed=5`);
  const fields = await page.call<unknown[]>(
    `const element = document.querySelector("parallel-playground");
     location.hash = given;
     await inPage.settled(() => element.task === "download-images");
     const { task, seed, urls } = element;
     return [task, seed, urls];`,
    `#${new URLSearchParams({ task: "download-images", urls: "https://a.example/1.jpg" })}`,
  );
  assert.deepEqual(fields, ["download-images", 5, ["https://a.example/1.jpg"]]);
});

test("a bad field in the URL is shown, and breaks nothing else", async () => {
  await page.open(`${site.root}playground.html?task=count-primes&size=many`);
  const failure = await page.failure({});
  assert.equal(failure.code, "not-a-number");
  assert.equal(failure.field, "size");
});
