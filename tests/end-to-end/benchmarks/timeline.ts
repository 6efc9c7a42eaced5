/**
 * How long a frame takes while a million spans are panned and zoomed: `npm run bench`. The first
 * argument is another number of spans. It prints milliseconds; what they are worth depends on what
 * else the machine does.
 */

import { browser } from "../browsers/chosen.ts";
import { serveSite } from "../server/site.ts";
import { Page } from "../support/page.ts";

const SPANS = Number(process.argv[2] ?? 1_000_000);

/** The frames of one stage of the benchmark. */
interface Frames {
  /** What the page's own code took, a number a frame. */
  scriptMs: number[];
  /** From one frame to the next. */
  intervalMs: number[];
}

const site = await serveSite();
const { driver, end } = await browser.start({});
try {
  await driver.manage().setTimeouts({ script: 120_000, pageLoad: 60_000 });
  const page = new Page(driver);
  await page.open(`${site.root}index.html`);
  const stages = await page.call<[string, Frames][]>(
    "return inPage.benchmarkTimeline(given);",
    SPANS,
  );
  console.log(`${SPANS.toLocaleString("en")} spans on 8 lanes`);
  for (const [stage, { scriptMs, intervalMs }] of stages) {
    console.log(
      `${stage.padEnd(13)} script ${summary(scriptMs)}   frame to frame ${summary(intervalMs)}`,
    );
  }
} finally {
  await end();
  await site.close();
}

function summary(values: number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1);
  return `median ${at(0.5)}, 95% under ${at(0.95)}, longest ${at(1)} ms (${values.length} frames)`;
}
