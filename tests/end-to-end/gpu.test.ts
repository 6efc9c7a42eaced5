/**
 * The GPU as one more kind of worker. What computes here is a software adapter: its outputs are a
 * GPU's, its times are not.
 */

import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import type { RunReport } from "../../www/generated/types/RunReport.ts";
import type { Span } from "../../www/generated/types/Span.ts";
import type { Launch } from "./browsers/browser.ts";
import { BROWSERS, browser } from "./browsers/chosen.ts";
import { serveArticle } from "./server/article.ts";
import { catalogue } from "./support/catalogue.ts";
import { at, listing } from "./support/guide.ts";
import { gpuOrReason } from "./support/lesson-claims.ts";
import { isCutShort } from "./support/outcome.ts";
import type { Page } from "./support/page.ts";
import { runAnywhere } from "./support/run-anywhere.ts";
import { lanesOf, resultOf } from "./support/spans.ts";
import * as testBed from "./support/test-bed.ts";

const GPU: Launch = { gpu: "software" };

/** A small run whose GPU is compared with two threads. */
const PRIMES = { task: "count-primes", strategies: "gpu threads", size: 20_000, trials: 2 };

/** Around a workgroup's 64 invocations, and around what one row of workgroups would be full of. */
const ODD = [1, 63, 64, 65, 2 ** 16 - 1, 2 ** 16 + 1];

/** Sizes to compare each kernel's output at: of a picture's width and of a matrix, as fit. */
const SIZES: Readonly<Record<string, number[]>> = {
  "count-primes": ODD,
  "count-in-range": ODD,
  "estimate-pi": ODD,
  // 314 × 209 is just above 2^16.
  mandelbrot: [1, 63, 64, 65, 314],
  // 256 × 256 is 2^16.
  "multiply-matrices": [1, 63, 64, 65, 255, 257],
};

/** Tasks whose output is of whole numbers. */
const EXACT = ["count-primes", "count-in-range", "estimate-pi"];

if (browser.can(GPU)) {
  describe("with a software adapter", () => {
    let page: Page;

    before(async () => {
      const site = await testBed.site();
      page = await testBed.page(GPU);
      await page.open(`${site.root}embed.html`);
    });

    test("the tasks that have a kernel are those that are tested", () => {
      const unsuited = catalogue.unsuited.filter(({ strategy }) => strategy === "gpu");
      const suited = catalogue.tasks.filter(({ id }) => unsuited.every(({ task }) => task !== id));
      assert.deepEqual(suited.map(({ id }) => id).sort(), Object.keys(SIZES).sort());
    });

    for (const [task, sizes] of Object.entries(SIZES)) {
      test(`${task} comes to what it should at ${sizes.join(", ")}`, async () => {
        for (const size of sizes) {
          const fields = { task, size, strategies: "gpu", trials: 1, seed: 4_000_000_000 };
          const report = await page.report(fields);
          const { matchesSequential, deviation, output } = resultOf(report, "gpu");
          if (EXACT.includes(task) || deviation === undefined) {
            assert.ok(matchesSequential, `${size}: ${JSON.stringify(output)}`);
            assert.equal(deviation, undefined);
            assert.deepEqual(output, resultOf(report, "sequential").output);
          } else {
            assert.ok(!matchesSequential, "what differs is not called equal");
            assert.ok(deviation.tolerable, `${size}: ${deviation.told}`);
            assert.match(deviation.told, /^f32: /);
          }
        }
      });
    }

    test("its lane has its start, copying there, computing by its own clock, copying back", async () => {
      const report = await page.report({ ...PRIMES, task: "count-in-range" });
      assert.equal(report.environment.gpu?.software, true);
      assert.match(report.environment.gpu?.name ?? "", /swiftshader/i);
      assert.equal(report.environment.gpu?.ownClock, true);
      for (const [lane] of lanesOf(resultOf(report, "gpu"), "gpu")) {
        assert.ok(lane);
        const [start, ...spans] = lane.spans;
        assert.equal(start?.kind, "start");
        assert.ok(start.endMs <= 0 && start.startMs < start.endMs);
        const kinds = spans.map(({ kind }) => kind).filter((kind, at, all) => kind !== all[at - 1]);
        assert.deepEqual(kinds, ["serialise", "copy", "run", "copy", "serialise"]);
        assertInOrder(spans);
        assertCovered(spans, 20_000);
      }
      const findings = report.diagnosis.filter(({ strategy }) => strategy === "gpu");
      assert.equal(findings[0]?.code, "software-adapter");
    });

    test("the page says loudly that there is no GPU", async () => {
      await page.report(PRIMES);
      const badge = await page.call<string>(`
        const badge = () => inPage.part("request-line")?.querySelector(".disguised");
        await inPage.settled(() => badge() != null);
        return badge().textContent;
      `);
      assert.match(badge, /no GPU.*swiftshader/is);
    });

    test("what lesson 11 says of it holds", async () => {
      const { root } = await testBed.site();
      const lesson = await testBed.page(GPU);
      await lesson.driver.get(`${root}learn/how-far-it-goes.html`);
      const report = await lesson.call<RunReport>(`
        const runner = document.getElementById("gpu");
        runner.scrollIntoView();
        await customElements.whenDefined(runner.localName);
        return runner.run({ size: 20_000 });
      `);
      assert.deepEqual(report.skipped, []);
      gpuOrReason(report);
    });

    test("a picture is shown, and told by how much it differs", async () => {
      const report = await page.report({
        task: "mandelbrot",
        size: 300,
        strategies: "gpu",
        trials: 1,
      });
      const { deviation } = resultOf(report, "gpu");
      assert.ok(deviation !== undefined, "some of so many pixels differ");
      await page.call(
        `const shown = () => inPage.part("strategy-results")?.textContent ?? "";
        await inPage.settled(() => shown().includes(given));
        // An author may show no results: then it stands beside what the comparison says.
        const host = document.querySelector("parallel-playground");
        const notices = () => [...host.shadowRoot.querySelectorAll(".status .notice")];
        host.show = "output";
        await inPage.settled(() => notices().some(({ textContent }) => textContent.includes(given)));
        host.show = null;
        await inPage.settled(() => !notices().some(({ textContent }) => textContent.includes(given)));`,
        deviation.told,
      );
    });

    test("it stops in the middle of its work, and the next run goes well", async () => {
      const long = { task: "count-primes", strategies: "gpu", size: 5_000_000, trials: 101 };
      const abortOn = { kind: "trial-start", strategy: "gpu" };
      const outcome = await page.run(long, { abortOn });
      assert.ok(outcome.report, JSON.stringify(outcome.error));
      assert.ok(isCutShort(outcome), "a trial came to its end last");
      const { results, skipped } = outcome.report;
      const kept = results.find(({ strategy }) => strategy === "gpu")?.trials.length ?? 0;
      assert.ok(kept < long.trials);
      assert.ok(kept > 0 || skipped.some(({ strategy }) => strategy === "gpu"));
      assert.ok(skipped.every(({ reason }) => /cancelled/.test(reason)));
      assertWell(await page.report(PRIMES));
    });

    test("a frame in an article of another site needs no permission for it", async () => {
      const { root } = await testBed.site();
      const frame = at(root, listing("frame"));
      assert.doesNotMatch(frame, /webgpu/i);
      const { address } = await testBed.serve(() => serveArticle(frame));
      const framed = await testBed.page(GPU);
      await framed.driver.get(address);
      assertWell(await runAnywhere(framed, true, PRIMES));
    });
  });

  describe("where something is wrong with the GPU", () => {
    let page: Page;

    before(async () => {
      page = await testBed.page(GPU);
    });

    for (const [
      what,
      { script = "", altered = {}, missing = [], fields = {}, reason },
    ] of Object.entries(BAD())) {
      test(what, async () => {
        const site = await testBed.site({
          altered: script === "" ? altered : { "gpu.js": (own) => script + own },
          missing,
        });
        await page.open(`${site.root}embed.html`);
        const report = await page.report({ ...PRIMES, ...fields });
        assert.deepEqual(
          report.skipped.map(({ strategy }) => strategy),
          ["gpu"],
        );
        assert.match(report.skipped[0]?.reason ?? "", reason);
        assert.ok(resultOf(report, "threads").matchesSequential, "the rest is unharmed");
      });
    }

    test("one that is lost in the middle costs its trials, and the next run has a fresh one", async () => {
      const site = await testBed.site({ altered: { "gpu.js": (own) => LOST_ONCE + own } });
      await page.open(`${site.root}embed.html`);
      const { skipped, results } = await page.report(PRIMES);
      assert.match(skipped[0]?.reason ?? "", /lost in the middle of its work/);
      assert.deepEqual(
        results.map(({ strategy }) => strategy),
        ["sequential", "threads"],
      );
      assertWell(await page.report(PRIMES));
    });

    test("one that is lost between runs costs the next run nothing", async () => {
      const site = await testBed.site({ altered: { "gpu.js": (own) => LOST_AT_A_WORD + own } });
      await page.open(`${site.root}embed.html`);
      assertWell(await page.report(PRIMES));
      await page.call(`
        const word = new BroadcastChannel("lose");
        const lost = new Promise((resolve) => word.addEventListener("message", resolve));
        word.postMessage(null);
        await lost;
      `);
      assertWell(await page.report(PRIMES));
    });

    test("without a clock of its own it is timed from handing over to seeing it done", async () => {
      const site = await testBed.site({ altered: { "gpu.js": (own) => WITHOUT_CLOCK + own } });
      await page.open(`${site.root}embed.html`);
      const report = await page.report(PRIMES);
      assert.equal(report.environment.gpu?.ownClock, false);
      for (const [lane] of lanesOf(resultOf(report, "gpu"), "gpu")) {
        assert.equal(lane?.spans.filter(({ kind }) => kind === "run").length, 1);
        assertCovered(lane?.spans ?? [], 20_000);
      }
    });
  });
}

for (const kind of BROWSERS) {
  test(`without an adapter ${kind.name} skips it, and says why`, async () => {
    const site = await testBed.site();
    const page = await testBed.page({}, kind);
    await page.open(`${site.root}embed.html`);
    const { skipped, results } = await page.report({ ...PRIMES, strategies: "gpu" });
    assert.equal(skipped.length, 1);
    assert.match(skipped[0]?.reason ?? "", /WebGPU/);
    assert.deepEqual(
      results.map(({ strategy }) => strategy),
      ["sequential"],
    );
  });
}

test("nothing of it is loaded before it is wanted", async () => {
  const site = await testBed.site();
  const page = await testBed.page();
  await page.open(`${site.root}index.html`);
  await page.report({ task: "count-primes", size: 1_000, trials: 1 });
  const own = () => site.requests.filter((url) => /gpu\.js|kernels/.test(url));
  assert.deepEqual(own(), []);
  await page.report({ ...PRIMES, strategies: "gpu" });
  assert.ok(own().length > 0);
});

/** Has the device be known to what follows. */
const DEVICE = `
  let device;
  const request = GPUAdapter.prototype.requestDevice;
  GPUAdapter.prototype.requestDevice = async function (...given) {
    device = await request.apply(this, given);
    return device;
  };
`;

/** Destroys the first device once it has been handed work. */
const LOST_ONCE = `${DEVICE}
  const submit = GPUQueue.prototype.submit;
  let isFirst = true;
  GPUQueue.prototype.submit = function (work) {
    submit.call(this, work);
    if (isFirst) {
      isFirst = false;
      device.destroy();
    }
  };
`;

/** Destroys the device when the page says so, and tells when it is gone. */
const LOST_AT_A_WORD = `${DEVICE}
  const word = new BroadcastChannel("lose");
  word.onmessage = async () => {
    device.destroy();
    await device.lost;
    word.postMessage(null);
  };
`;

const WITHOUT_CLOCK = `
  Object.defineProperty(GPUAdapter.prototype, "features", { get: () => new Set() });
`;

/** What may be wrong: what is run before \`gpu.js\`, or done to the site, and what is said then. */
function BAD(): Record<
  string,
  {
    script?: string;
    altered?: Record<string, () => string>;
    missing?: string[];
    fields?: object;
    reason: RegExp;
  }
> {
  return {
    "no WebGPU": {
      script: `Object.defineProperty(navigator, "gpu", { value: undefined });`,
      reason: /has no WebGPU/,
    },
    "no adapter": {
      script: "GPU.prototype.requestAdapter = async () => null;",
      reason: /found no GPU/,
    },
    "a device that does not start": {
      script: `GPUAdapter.prototype.requestDevice = async () => { throw new Error("too many") };`,
      reason: /did not start \(too many\)/,
    },
    "a driver that gave up": {
      script: `Object.defineProperty(GPUDevice.prototype, "lost", {
        get: () => Promise.resolve({ reason: "unknown", message: "the driver timed out" }),
      });`,
      reason: /the driver timed out.*smaller size/,
    },
    "a size beyond its limits": {
      script: `Object.defineProperty(GPUSupportedLimits.prototype, "maxStorageBufferBindingSize", {
        get: () => 2 ** 20,
      });`,
      fields: { task: "count-in-range", size: 400_000 },
      reason: /takes 1\.9 MiB.*no more than 1\.0 MiB/,
    },
    "too little memory": {
      script: `const pop = GPUDevice.prototype.popErrorScope;
        GPUDevice.prototype.popErrorScope = async function () {
          await pop.call(this);
          return new GPUOutOfMemoryError("no room");
        };`,
      reason: /not have enough memory/,
    },
    "a kernel that does not compile": {
      altered: { "kernels/count-primes.wgsl": () => "fn main( {" },
      reason: /kernels\/count-primes\.wgsl did not compile.*line 1/s,
    },
    "a kernel without its function": {
      altered: { "kernels/count-primes.wgsl": () => "fn other() {}" },
      reason: /kernels\/count-primes\.wgsl did not compile/,
    },
    "a kernel that is not to be had": {
      missing: ["kernels/count-primes.wgsl"],
      reason: /kernels\/count-primes\.wgsl did not load.*404/,
    },
    "its script is not to be had": {
      missing: ["gpu.js"],
      reason: /gpu\.js did not load/,
    },
  };
}

/** A run in which the GPU had its part. */
function assertWell(report: RunReport): void {
  assert.deepEqual(report.skipped, []);
  assert.ok(resultOf(report, "gpu").matchesSequential);
}

function assertInOrder(spans: readonly Span[]): void {
  for (const [at, { startMs, endMs }] of spans.entries()) {
    assert.ok(startMs <= endMs);
    assert.ok(startMs >= (spans[at - 1]?.endMs ?? 0) - 1e-3, JSON.stringify(spans));
  }
}

/** Each item was computed once, in order. */
function assertCovered(spans: readonly Span[], items: number): void {
  const ranges = spans.flatMap(({ kind, range }) => (kind === "run" && range ? [range] : []));
  let next = 0;
  for (const { start, end } of ranges) {
    assert.equal(start, next);
    next = end;
  }
  assert.equal(next, items);
}
