/** What the page takes, beside what it computes. */

import type { Browser } from "../../tests/end-to-end/browsers/browser.ts";
import { type Speed, speed } from "../../tests/end-to-end/support/lighthouse.ts";
import type { Page } from "../../tests/end-to-end/support/page.ts";
import { moduleWeight, pageWeight } from "../../tests/end-to-end/support/weight.ts";
import { withSite } from "../contenders/in-browser.ts";
import type { Figure } from "./figure.ts";
import { Gathered } from "./gathered.ts";

const KIB = 2 ** 10;
const MIB = 2 ** 20;
/** Spans of the timeline that is panned and zoomed. */
const SPANS = 1_000_000;

const DOWNLOADED = { group: "downloaded, brotli", unit: "KiB" };

/** What is downloaded, compressed as hosts do. */
const WEIGHT = {
  page: { ...DOWNLOADED, name: "before the first interaction", target: { atMost: 43 } },
  module: { ...DOWNLOADED, name: "the module", target: { atMost: 330 } },
};

/** The site's documents. */
const DOCUMENTS = [
  "index.html",
  "playground.html",
  "program.html",
  "learn/the-gil-seen.html",
  "embed.html",
  "guide.html",
];

/** What is told of each document on Lighthouse's slow phone. */
const SPEEDS: Record<keyof Speed, Pick<Figure, "name" | "unit" | "better" | "target">> = {
  mark: {
    name: "mark",
    unit: "of 100",
    better: "more",
    target: { atLeast: 97 },
  },
  firstPaintMs: { name: "first paint", unit: "ms", better: "less" },
  largestPaintMs: { name: "largest paint", unit: "ms", better: "less" },
  blockingMs: {
    name: "blocking time",
    unit: "ms",
    better: "less",
    target: { atMost: 150 },
  },
  processorShare: {
    name: "processor’s share of the time",
    unit: "x",
    better: "more",
  },
};

/** The page itself, each time in a fresh browser; so many `tries` on Lighthouse's slow phone. */
export async function pageFigures(
  browser: Browser,
  trials: number,
  tries: number,
): Promise<Figure[]> {
  const gathered = new Gathered();
  gathered.add(WEIGHT.module, moduleWeight().bytes / KIB);
  await onASlowPhone(gathered, browser, tries);
  for (let trial = 0; trial < trials; trial += 1) {
    await withSite(browser, async (page, site) => {
      await page.open(`${site.root}playground.html`);
      await opening(gathered, page);
      gathered.add(WEIGHT.page, pageWeight(await page.call("return inPage.loaded();")).bytes / KIB);
      await running(gathered, page);
      await timeline(gathered, page);
    });
  }
  return gathered.figures();
}

/** What Lighthouse measures, which is of this machine and of what else it does meanwhile. */
function onASlowPhone(gathered: Gathered, browser: Browser, tries: number): Promise<void> {
  return withSite(browser, async (page, site) => {
    for (const document of DOCUMENTS) {
      const group = `${document} on a slow phone`;
      for (let left = tries; left > 0; left -= 1) {
        const measured = Object.entries(await speed(page, site.root + document));
        for (const [name, value] of measured) {
          gathered.add({ group, ...SPEEDS[name as keyof Speed] }, value);
        }
      }
    }
  });
}

/** The element's script is a module: it has run when the document is said to be complete. */
async function opening(gathered: Gathered, page: Page): Promise<void> {
  await page.call("await inPage.opened();");
  const interactiveMs = await page.driver.executeScript<number>(
    'return performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd;',
  );
  gathered.add({ group: "the page", name: "until it can be used", unit: "ms" }, interactiveMs);
}

async function running(gathered: Gathered, page: Page): Promise<void> {
  const { longest, rest, inARun } = await page.call<Record<string, number>>(
    `const memory = async () => (await performance.measureUserAgentSpecificMemory?.())?.bytes;
     const rest = await memory();
     const run = inPage.runAndNotice(given);
     const inARun = await memory();
     const { longTasksMs } = await run;
     return { longest: Math.max(0, ...longTasksMs), rest, inARun };`,
    {
      task: "count-primes",
      size: 3_000_000,
      strategies: "sequential threads processes",
      trials: 3,
    },
  );
  const group = "the page";
  const task = {
    name: "longest task in a run",
    unit: "ms",
    target: { atMost: 50 },
  };
  gathered.add({ group, ...task }, longest ?? Number.NaN);
  gathered.add({ group, name: "memory at rest", unit: "MiB" }, (rest ?? Number.NaN) / MIB);
  gathered.add({ group, name: "memory in a run", unit: "MiB" }, (inARun ?? Number.NaN) / MIB);
}

async function timeline(gathered: Gathered, page: Page): Promise<void> {
  const stages = await page.call<[string, { intervalMs: number[] }][]>(
    "return inPage.benchmarkTimeline(given);",
    SPANS,
  );
  const group = "a million spans, from frame to frame";
  for (const [name, { intervalMs }] of stages.slice(1)) {
    for (const value of intervalMs) {
      gathered.add({ group, name, unit: "ms" }, value);
    }
  }
}
