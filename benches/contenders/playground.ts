import type { Browser } from "../../tests/end-to-end/browsers/browser.ts";
import { type Site, serveSite } from "../../tests/end-to-end/server/site.ts";
import type { Rung } from "../../www/generated/types/Rung.ts";
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
  /** What can be had where the page is, as its reports are to say. */
  readonly #rung: Rung;

  private constructor(name: string, inBrowser: InBrowser, site: Site, rung: Rung) {
    this.name = name;
    this.#inBrowser = inBrowser;
    this.#site = site;
    this.#rung = rung;
  }

  /** The built site, in a page of its own that is isolated. */
  static start(browser: Browser): Promise<Playground> {
    return Playground.#startAt(browser, "threads");
  }

  /** The same from a host that isolates no page: its workers share no memory at all. */
  static startElsewhere(browser: Browser): Promise<Playground> {
    return Playground.#startAt(browser, "processes");
  }

  static async #startAt(browser: Browser, rung: Rung): Promise<Playground> {
    const site = await serveSite({ isolated: rung === "threads" });
    const name = `wasm-${browser.name}`;
    const playground = new Playground(name, await startBrowser(browser), site, rung);
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
      `const { report, error } = await inPage.runPlayground(0, given.fields, null);
       if (error !== undefined) throw new Error(JSON.stringify(error));
       const { rung } = report.environment;
       if (rung !== given.rung) throw new Error("what can be had here is " + rung);
       return report.results.map(({ strategy, workers, output, medianMs, warmUpMs, trials }) => ({
         strategy, workers, output, medianMs, warmUpMs, startupMs: trials[0].startupMs,
         spans: trials[0].lanes.reduce((sum, { spans }) => sum + spans.length, 0),
       }));`,
      { fields, rung: this.#rung },
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
