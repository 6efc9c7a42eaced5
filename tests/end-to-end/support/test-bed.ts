import { after } from "node:test";
import type { Browser, Launch } from "../browsers/browser.ts";
import { browser } from "../browsers/chosen.ts";
import type { Server } from "../server/listen.ts";
import { type Site, type SiteOptions, serveSite } from "../server/site.ts";
import { Page } from "./page.ts";

/** How long a page may take to load, or a script in it, before the test gives up. */
const PATIENCE_MS = 300_000;

/** The end of each thing that was begun, the last one first. */
const endings: (() => Promise<unknown>)[] = [];

after(async () => {
  const failures: unknown[] = [];
  for (const end of endings.reverse()) {
    // What is left running would keep this file's process, and its browser, for good.
    await end().catch((failure) => failures.push(failure));
  }
  if (failures.length > 0) {
    throw new AggregateError(failures, failures.join("\n"));
  }
});

/** Has a server that lives until this file's tests are over. */
export async function serve<S extends Server>(start: () => Promise<S>): Promise<S> {
  const server = await start();
  endings.push(server.close);
  return server;
}

/** Serves the built site until this file's tests are over. */
export function site(options?: SiteOptions): Promise<Site> {
  return serve(() => serveSite(options));
}

/** Starts a browser that lives until this file's tests are over. */
export async function page(launch: Launch = {}, kind: Browser = browser): Promise<Page> {
  const { driver, end } = await kind.start(launch);
  endings.push(end);
  await driver.manage().setTimeouts({ script: PATIENCE_MS, pageLoad: PATIENCE_MS });
  return new Page(driver);
}

/** What the browser's console complained of since it was last asked. */
export function complaints({ driver }: Page): Promise<string[]> {
  return browser.complaints(driver);
}
