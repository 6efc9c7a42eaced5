import { after } from "node:test";
import type { Launch } from "../browsers/browser.ts";
import { browser } from "../browsers/chosen.ts";
import { type Site, type SiteOptions, serveSite } from "../server/site.ts";
import { Page } from "./page.ts";

/** How long a script in the page may take before the test gives up. */
const PATIENCE_MS = 120_000;

/** The end of each thing that was begun, the last one first. */
const endings: (() => Promise<unknown>)[] = [];

after(async () => {
  for (const end of endings.reverse()) {
    await end();
  }
});

/** Serves the site until this file's tests are over. */
export async function site(options?: SiteOptions): Promise<Site> {
  const served = await serveSite(options);
  endings.push(served.close);
  return served;
}

/** Starts a browser that lives until this file's tests are over. */
export async function page(launch: Launch = {}): Promise<Page> {
  const driver = await browser.start(launch);
  endings.push(() => driver.quit());
  await driver.manage().setTimeouts({ script: PATIENCE_MS, pageLoad: PATIENCE_MS });
  return new Page(driver);
}
