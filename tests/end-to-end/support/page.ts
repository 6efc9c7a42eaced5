import assert from "node:assert/strict";
import type { WebDriver } from "selenium-webdriver";
import type { RunReport } from "../../../www/generated/types/RunReport.ts";
import type { Outcome } from "./outcome.ts";

/** How long a page may take to have itself isolated, before the test gives up. */
const ISOLATION_MS = 120_000;

/** How a run is asked for. */
export interface RunOptions {
  /** Which of the page's playgrounds, in order. */
  playground?: number;
  /** The event to abort the run at. */
  abortOn?: { kind: string; strategy?: string };
  /** Code of a function of an event in the page: once it says so, what the run is for has happened. */
  until?: string;
}

/** A page that is open in the browser. */
export class Page {
  readonly driver: WebDriver;

  constructor(driver: WebDriver) {
    this.driver = driver;
  }

  /** Opens an address, and waits until its playgrounds exist. */
  async open(url: string): Promise<void> {
    await this.driver.get(url);
    await this.call('return customElements.whenDefined("parallel-playground").then(() => true)');
  }

  /** Opens an address, and waits until the page is isolated, for which it may reload itself. */
  async openIsolated(url: string): Promise<void> {
    await this.driver.get(url);
    // No script runs in a page that is just being left.
    const isIsolated = () =>
      this.driver.executeScript<boolean>("return crossOriginIsolated").catch(() => false);
    await this.driver.wait(isIsolated, ISOLATION_MS, "the page did not become isolated");
  }

  /**
   * Runs code in the page.
   *
   * @param code an asynchronous function's body; it has `given`, and what `pages/in-page.js`
   *   exports as `inPage`
   * @returns what it returns, as plain data
   */
  async call<T>(code: string, given: unknown = null): Promise<T> {
    const script = `
      const [given, done] = arguments;
      (async () => {
        // It lies at the site's root, where the icon is as well, and the document perhaps below.
        const inPage = await import(
          new URL("in-page.js", document.querySelector("link[rel=icon]")?.href ?? document.baseURI)
        );
        ${code}
      })().then(
        // A driver does not see what a getter has in every browser.
        (value) => done({ value: JSON.parse(JSON.stringify(value ?? null)) }),
        (error) => done({ thrown: String(error?.stack ?? error) }),
      );`;
    const { value, thrown } = await this.driver.executeAsyncScript<{ value: T; thrown?: string }>(
      script,
      given,
    );
    assert.equal(thrown, undefined);
    return value;
  }

  /** Runs a playground to whatever end. */
  run(fields: object, { playground = 0, abortOn, until }: RunOptions = {}): Promise<Outcome> {
    const isEnough = until ?? (abortOn === undefined ? "null" : "inPage.isOf(given.abortOn)");
    return this.call<Outcome>(
      `return inPage.runPlayground(given.playground, given.fields, ${isEnough});`,
      { playground, fields, abortOn: abortOn ?? null },
    );
  }

  /** Runs a playground that is expected to end well. */
  async report(fields: object, options: RunOptions = {}): Promise<RunReport> {
    const { report, error } = await this.run(fields, options);
    assert.ok(report, `the run failed: ${JSON.stringify(error)}`);
    return report;
  }

  /** Runs a playground that is expected to be refused or to fail. */
  async failure(fields: object, options: RunOptions = {}): Promise<NonNullable<Outcome["error"]>> {
    const { report, error } = await this.run(fields, options);
    assert.ok(error, `the run ended well: ${JSON.stringify(report)?.slice(0, 400)}`);
    assert.ok(error.isError, "a run rejects with an Error");
    return error;
  }
}
