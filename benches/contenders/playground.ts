import type { Browser } from "../../tests/end-to-end/browsers/browser.ts";
import { type Site, serveSite } from "../../tests/end-to-end/server/site.ts";
import type { StrategyResult } from "../../www/generated/types/StrategyResult.ts";
import type { Contender, Job, Timing } from "./contender.ts";
import { type InBrowser, startBrowser } from "./in-browser.ts";

/** What is kept of a strategy's result: without its spans, which may be very many. */
export type Result = Pick<
  StrategyResult,
  "strategy" | "workers" | "output" | "medianMs" | "warmUpMs"
> & { startupMs: number; spans: number };

const RECORDED_SPANS = 1_000_000;

/**
 * The playground as it is built, in a browser. Its element is not displayed, so that drawing does
 * not take a part of the cores: what is timed is the core.
 */
export class Playground implements Contender {
  readonly name: string;
  readonly #inBrowser: InBrowser;
  readonly #site: Site;

  private constructor(name: string, inBrowser: InBrowser, site: Site) {
    this.name = name;
    this.#inBrowser = inBrowser;
    this.#site = site;
  }

  /** The built site, in a page of its own that is isolated. */
  static async start(browser: Browser): Promise<Playground> {
    const site = await serveSite();
    const playground = new Playground(`wasm-${browser.name}`, await startBrowser(browser), site);
    await playground.reload();
    return playground;
  }

  /** Begins anew: no worker is left, and nothing is compiled yet. */
  async reload(): Promise<void> {
    const { page } = this.#inBrowser;
    await page.open(`${this.#site.root}two-elements.html`);
    await page.call("document.body.hidden = true;");
  }

  /** Runs what fields ask for. */
  run(fields: object): Promise<Result[]> {
    return this.#inBrowser.page.call<Result[]>(
      `const { report, error } = await inPage.runPlayground(0, given, null);
       if (error !== undefined) throw new Error(JSON.stringify(error));
       if (report.environment.rung !== "threads") throw new Error("there are no threads here");
       return report.results.map(({ strategy, workers, output, medianMs, warmUpMs, trials }) => ({
         strategy, workers, output, medianMs, warmUpMs, startupMs: trials[0].startupMs,
         spans: trials[0].lanes.reduce((sum, { spans }) => sum + spans.length, 0),
       }));`,
      fields,
    );
  }

  /** How long a run takes, from asking for it to its report. */
  wholeRunMs(fields: object): Promise<number> {
    return this.#inBrowser.page.call<number>(
      `const begin = performance.now();
       const { error } = await inPage.runPlayground(0, given, null);
       if (error !== undefined) throw new Error(JSON.stringify(error));
       return performance.now() - begin;`,
      fields,
    );
  }

  /** What it takes to record a span, in nanoseconds, without reading the clock. */
  recordingNs(): Promise<number> {
    return this.#inBrowser.page.call<number>(
      `const rust = await import("./playground.js");
       await rust.default({ module_or_path: "playground_bg.wasm" });
       return rust.recordingNs(given);`,
      RECORDED_SPANS,
    );
  }

  async round({ task, size, workers, seed }: Job): Promise<Timing[]> {
    const strategies = "sequential threads processes";
    const results = await this.run({ task, size, workers, seed, strategies, trials: 1 });
    return results.map(({ strategy, medianMs, output }) => ({ strategy, ms: medianMs, output }));
  }

  async end(): Promise<void> {
    await this.#inBrowser.end();
    await this.#site.close();
  }
}
