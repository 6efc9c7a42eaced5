/** What the GPU gains over threads, where this machine has one. */

import type { Browser } from "../../tests/end-to-end/browsers/browser.ts";
import { serveSite } from "../../tests/end-to-end/server/site.ts";
import { startBrowser } from "../contenders/in-browser.ts";
import type { Figure } from "./figure.ts";
import { Gathered } from "./gathered.ts";
import type { Sizes } from "./tasks.ts";

/** The tasks that have a kernel. */
const ON_GPU = new Set([
  "count-primes",
  "count-in-range",
  "estimate-pi",
  "mandelbrot",
  "multiply-matrices",
]);

/** Threads over the GPU, task by task; nothing, and a word why, where there is no GPU. */
export async function gpuFigures(
  browser: Browser,
  sizes: readonly Sizes[],
  workers: number,
  trials: number,
  quick: boolean,
): Promise<Figure[]> {
  const site = await serveSite();
  const { page, end } = await startBrowser(browser, { gpu: "real" });
  const gathered = new Gathered();
  try {
    await page.open(`${site.root}two-elements.html`);
    for (const own of sizes.filter(({ task }) => ON_GPU.has(task))) {
      const { task } = own;
      const size = quick ? own.quick : own.size;
      const fields = { task, size, workers, trials, strategies: "threads gpu" };
      const { environment, skipped, results } = await page.report(fields);
      const { gpu } = environment;
      if (gpu === undefined || gpu.software) {
        const why = gpu === undefined ? skipped.map(({ reason }) => reason).join(" ") : gpu.name;
        console.error(`gpu: no figures, since this machine has no GPU that can be reached: ${why}`);
        return [];
      }
      const trialsOf = (id: string) =>
        results.find(({ strategy }) => strategy === id)?.trials ?? [];
      const group = `${workers} threads / ${gpu.name}, copying included`;
      const onGpu = trialsOf("gpu");
      for (const [trial, threads] of trialsOf("threads").entries()) {
        const own = onGpu[trial];
        if (own !== undefined) {
          const ratio = threads.elapsedMs / own.elapsedMs;
          gathered.add({ group, name: task, unit: "x", better: "more" }, ratio);
        }
      }
    }
    return gathered.figures();
  } finally {
    await end();
    await site.close();
  }
}
