/** A site that is incomplete, or a browser that lacks something: a typed error or a lower rung. */

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { describe, test } from "node:test";
import { browser } from "./browsers/chosen.ts";
import { DIST } from "./server/site.ts";
import type { PlaygroundEvent } from "./support/outcome.ts";
import type { Page } from "./support/page.ts";
import { resultOf } from "./support/spans.ts";
import * as testBed from "./support/test-bed.ts";
import { bundled } from "./support/weight.ts";

const SMALL = { task: "count-primes", size: 10_000, workers: 2, trials: 1 };

/** The script that every thread starts from, and that playground.js imports. */
const HELPER =
  readdirSync(DIST, { recursive: true, encoding: "utf8" }).find((file) =>
    file.endsWith("workerHelpers.no-bundler.js"),
  ) ?? "";

let page: Page | undefined;

/** One browser for all tests here that want nothing special of it. */
async function anyPage(): Promise<Page> {
  page ??= await testBed.page();
  return page;
}

/** What was said of where a run took place. */
function whys(events: PlaygroundEvent[]): string {
  const said = events.flatMap(({ type, detail }) =>
    type === "run-progress" && detail.kind === "environment" ? [detail.why] : [],
  );
  return said.join(" ");
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

  test("pictures.wasm: what reads pictures cannot run, and says so; what reads none can", async () => {
    const site = await testBed.site({ missing: ["pictures.wasm"] });
    const page = await anyPage();
    await page.open(`${site.root}embed.html`);
    const thumbnails = { task: "make-thumbnails", size: 2, workers: 2, trials: 1 };
    const failure = await page.failure(thumbnails);
    assert.equal(failure.code, "start-failed");
    assert.match(failure.message, /pictures\.wasm.*Reload the page/);
    assert.ok(await page.report(SMALL));
    site.mend();
    assert.ok(await page.report(thumbnails));
  });

  test("what shows runs: the failure says so", async () => {
    const site = await testBed.site({ missing: [bundled("stage")] });
    const page = await anyPage();
    await page.open(`${site.root}embed.html`);
    const failure = await page.failure(SMALL);
    assert.equal(failure.code, "start-failed");
    assert.match(failure.message, /the view of a run.*Reload the page/);
  });

  test("what is loaded on request: each place says so where it was to be", async () => {
    const later =
      /^(?:presets|more-settings|scaling-view|outlook-view|replay-panel|graph-view|trials-csv)-\w+\.js$/;
    const site = await testBed.site({
      missing: readdirSync(DIST).filter((file) => later.test(file)),
    });
    const page = await anyPage();
    await page.open(`${site.root}playground.html`);
    await page.report({ ...SMALL, strategies: "task-graph" });
    const said = await page.call<string[]>(
      `const told = async (root) => {
         const alert = () => root().querySelector("[role=alert]");
         await inPage.settled(() => root() && alert());
         return alert().textContent;
       };
       const opened = (root, details) => {
         root.querySelector(details).open = true;
         return told(() => root.querySelector(details));
       };
       const controls = await inPage.reach("run-controls");
       await inPage.settled(() => controls.querySelector("details.more"));
       const saving = await inPage.reach("take-along");
       [...saving.querySelectorAll("button")].find(({ textContent }) => /Trials/.test(textContent)).click();
       const status = () => saving.querySelector("[role=status]").textContent;
       await inPage.settled(status);
       const lanes = inPage.part("lane-view");
       await inPage.settled(() => lanes.querySelector(".replay"));
       lanes.querySelector(".replay").click();
       return [
         await opened(controls, "details.questions"),
         await opened(controls, "details.more"),
         await opened(await inPage.reach("scaling"), "details"),
         await opened(await inPage.reach("outlook"), "details"),
         await told(() => lanes),
         await told(() => inPage.part("graph-section")),
         status(),
       ];`,
    );
    const [trials, ...others] = said.toReversed();
    assert.match(trials ?? "", /^count-primes-trials\.csv could not be made/);
    const parts = ["settings", "settings", "how a task scales", "predictions", "replay", "graph"];
    for (const [index, text] of others.toReversed().entries()) {
      assert.match(text, new RegExp(`${parts[index]}.*Reload the page`));
    }
  });

  test("probe.worker.js: what the browser says of itself has to do, and the file is named", async () => {
    const site = await testBed.site({ missing: ["probe.worker.js"] });
    const page = await anyPage();
    await page.open(`${site.root}embed.html`);
    const { report, events } = await page.run(SMALL);
    const isolated = await page.call<boolean>("return crossOriginIsolated");
    assert.equal(report?.environment.rung, isolated ? "threads" : "processes");
    assert.ok(resultOf(report, "processes").matchesSequential);
    assert.match(
      whys(events),
      /probe\.worker\.js did not load: its server answered with status 404/,
    );
  });

  test("process.worker.js: only the strategies that need it are skipped, and name it", async () => {
    const site = await testBed.site({ missing: ["process.worker.js"] });
    const page = await anyPage();
    await page.open(`${site.root}embed.html`);
    const whole = await page.report({ ...SMALL, strategies: "sequential threads" });
    const report = await page.report({ ...SMALL, strategies: "sequential threads processes" });
    assert.equal(report.environment.rung, whole.environment.rung);
    assert.deepEqual(
      report.results.map(({ strategy }) => strategy),
      whole.results.map(({ strategy }) => strategy),
    );
    const skipped = report.skipped.find(({ strategy }) => strategy === "processes");
    assert.match(skipped?.reason ?? "", /process\.worker\.js/);
  });

  test("python.js: only what is in Python is skipped, and names it", async () => {
    const site = await testBed.site({ missing: ["python.js"] });
    const page = await anyPage();
    await page.open(`${site.root}embed.html`);
    const report = await page.report({
      ...SMALL,
      language: "rust python",
      strategies: "processes",
    });
    assert.deepEqual(
      report.results.map(({ language }) => language),
      ["rust", "rust"],
    );
    assert.deepEqual(
      report.skipped.map(({ language, strategy }) => [language, strategy]),
      [
        ["python", "sequential"],
        ["python", "processes"],
      ],
    );
    assert.match(report.skipped[0]?.reason ?? "", /python\.js.*Reload the page/);
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
    assert.match(whys(events), /simulated network is not available/);
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

  /** Glue and helper, as they would be were they of another build. */
  const OTHERS: Record<string, (script: string) => string> = {
    "playground.js": (script) => script.replace(/__wbg_postMessage_[0-9a-f]+/g, "__wbg_of_another"),
    [HELPER]: (script) => script.replace("function startWorkers", "function startThreads"),
  };
  for (const [file, altered] of Object.entries(OTHERS)) {
    test(`${file.replace(/.*\//, "")} is not taken for a want of memory`, async () => {
      const site = await testBed.site({ altered: { [file]: altered } });
      const page = await anyPage();
      await page.open(`${site.root}embed.html`);
      const failure = await page.failure(SMALL);
      assert.equal(failure.code, "build-mismatch");
      assert.match(failure.message, /playground\.js.*do not belong together/);
      assert.doesNotMatch(failure.message, /free memory/);
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

test("a thread that throws at its start costs a rung, and not the run", async () => {
  const throwing = (script: string) =>
    `if (location.protocol === "blob:") throw new Error("not this thread");${script}`;
  const site = await testBed.site({ altered: { [HELPER]: throwing } });
  const page = await anyPage();
  await page.open(`${site.root}embed.html`);
  const { report, events, error } = await page.run(SMALL);
  assert.ok(report, JSON.stringify(error));
  assert.equal(report.environment.rung, "processes");
  assert.ok(resultOf(report, "processes").matchesSequential);
  if (await page.call<boolean>("return crossOriginIsolated")) {
    assert.match(whys(events), /start the thread pool.*not this thread/);
  }
});
