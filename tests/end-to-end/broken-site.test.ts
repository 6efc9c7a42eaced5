/** A site that is incomplete, or a browser that lacks something: a typed error or a lower rung. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { browser } from "./browsers/chosen.ts";
import type { Page } from "./support/page.ts";
import { resultOf } from "./support/spans.ts";
import * as testBed from "./support/test-bed.ts";
import { bundled } from "./support/weight.ts";

const SMALL = { task: "count-primes", size: 10_000, workers: 2, trials: 1 };

let page: Page | undefined;

/** One browser for all tests here that want nothing special of it. */
async function anyPage(): Promise<Page> {
  page ??= await testBed.page();
  return page;
}

describe("a file that is missing", () => {
  const FILES: [file: string, named: RegExp][] = [
    ["coordinator.worker.js", /coordinator's script/],
    ["playground.js", /playground\.js/],
    ["playground_bg.wasm", /WebAssembly module.*404/],
  ];
  for (const [file, named] of FILES) {
    test(`${file}: the failure names the step, and the page goes on once it is there`, async () => {
      const site = await testBed.site({ missing: [file] });
      const page = await anyPage();
      await page.open(`${site.root}embed.html`);
      const failure = await page.failure(SMALL);
      assert.equal(failure.code, "start-failed");
      assert.match(failure.message, named);
      assert.match(failure.message, /Reload the page/);
      site.mend();
      assert.ok(await page.report(SMALL));
    });
  }

  test("what shows runs: the failure says so", async () => {
    const site = await testBed.site({ missing: [bundled("stage")] });
    const page = await anyPage();
    await page.open(`${site.root}embed.html`);
    const failure = await page.failure(SMALL);
    assert.equal(failure.code, "start-failed");
    assert.match(failure.message, /what shows a run.*Reload the page/);
  });

  test("probe.worker.js: everything runs in one worker, and the rest is skipped with reasons", async () => {
    const site = await testBed.site({ missing: ["probe.worker.js"] });
    const page = await anyPage();
    await page.open(`${site.root}embed.html`);
    const report = await page.report(SMALL);
    assert.equal(report.environment.rung, "single");
    assert.ok(resultOf(report, "sequential").matchesSequential);
    assert.deepEqual(report.skipped.map(({ strategy }) => strategy).sort(), [
      "processes",
      "threads",
    ]);
  });

  test("process.worker.js: the run goes on a rung lower, and says so", async () => {
    const site = await testBed.site({ missing: ["process.worker.js"] });
    const page = await anyPage();
    await page.open(`${site.root}embed.html`);
    const report = await page.report(SMALL);
    assert.notEqual(report.environment.rung, "threads");
    assert.ok(resultOf(report, "sequential").matchesSequential);
    assert.ok(report.skipped.some(({ strategy }) => strategy === "processes"));
  });

  test("service-worker.js: downloads go through the real network, and the page says so", async () => {
    const site = await testBed.site({ missing: ["service-worker.js"] });
    const page = await anyPage();
    await page.open(`${site.root}embed.html`);
    const fields = { task: "download-images", size: 3, trials: 1, strategies: "sequential" };
    const { report, events } = await page.run(fields);
    assert.equal(report?.environment.simulatedNetwork, false);
    assert.equal(report?.request.network, "real");
    assert.ok(resultOf(report, "sequential").matchesSequential);
    const why = events.flatMap(({ type, detail }) =>
      type === "run-progress" && detail.kind === "environment" ? [detail.why] : [],
    );
    assert.match(why.join(" "), /simulated network cannot be had/);
  });
});

describe("a file of another build", () => {
  /** A bundle that believes to be of another build. */
  const rebuilt = (script: string): string => {
    const id = /"(?<id>[0-9a-f]{8,})"/.exec(script)?.groups?.id;
    assert.ok(id, "the bundle has a build id");
    return script.replaceAll(id, "another-build");
  };

  for (const file of ["coordinator.worker.js"]) {
    test(`${file} is refused`, async () => {
      const site = await testBed.site({ altered: { [file]: rebuilt } });
      const page = await anyPage();
      await page.open(`${site.root}embed.html`);
      const failure = await page.failure(SMALL);
      assert.equal(failure.code, "build-mismatch");
      assert.match(failure.message, /another-build/);
    });
  }

  test("playground_bg.wasm, damaged, is refused", async () => {
    const site = await testBed.site({ altered: { "playground_bg.wasm": () => "not wasm" } });
    const page = await anyPage();
    await page.open(`${site.root}embed.html`);
    const failure = await page.failure(SMALL);
    assert.equal(failure.code, "start-failed");
    assert.match(failure.message, /compiling the WebAssembly module/);
  });
});

describe("a browser", () => {
  const skip = (launch: object): string | false =>
    browser.can(launch) ? false : `${browser.name} cannot be launched so`;

  test("without WebAssembly says so", async () => {
    const altered = {
      "coordinator.worker.js": (script: string) => `delete globalThis.WebAssembly;${script}`,
    };
    const site = await testBed.site({ altered });
    const page = await anyPage();
    await page.open(`${site.root}embed.html`);
    const failure = await page.failure(SMALL);
    assert.equal(failure.code, "start-failed");
    assert.match(failure.message, /WebAssembly switched off/);
  });

  const tiny = { mostMemoryPages: 8 };
  test("without memory to begin with says so", { skip: skip(tiny) }, async () => {
    const site = await testBed.site();
    const page = await testBed.page(tiny);
    await page.open(`${site.root}embed.html`);
    const failure = await page.failure(SMALL);
    assert.equal(failure.code, "start-failed");
    assert.match(failure.message, /memory/);
  });

  // 12 MiB: enough to start, too little for a matrix of 100 MB.
  const small = { mostMemoryPages: 192 };
  test("whose memory cannot grow says so and goes on", { skip: skip(small) }, async () => {
    const site = await testBed.site();
    const page = await testBed.page(small);
    await page.open(`${site.root}embed.html`);
    const big = { task: "count-in-range", strategies: "sequential", size: 20_000_000, trials: 1 };
    const failure = await page.failure(big);
    assert.equal(failure.code, "worker-crashed");
    assert.match(failure.message, /memory/);
    assert.match(failure.message, /smaller size/);
    assert.ok(await page.report({ ...SMALL, strategies: "sequential" }));
  });
});
