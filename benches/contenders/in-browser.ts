import type { Browser, Launch, Session } from "../../tests/end-to-end/browsers/browser.ts";
import { type Site, serveSite } from "../../tests/end-to-end/server/site.ts";
import { Page } from "../../tests/end-to-end/support/page.ts";

/** How long whatever is asked of a page may take. */
const PATIENCE_MS = 600_000;

/** A page in a browser of its own. */
export interface InBrowser extends Session {
  page: Page;
}

/** Starts a browser, and opens nothing yet. */
export async function startBrowser(browser: Browser, launch: Launch = {}): Promise<InBrowser> {
  const { driver, end } = await browser.start(launch);
  await driver.manage().setTimeouts({ script: PATIENCE_MS, pageLoad: PATIENCE_MS });
  return { driver, page: new Page(driver), end };
}

/** Does something in a fresh browser with the built site, and ends both, whatever happened. */
export async function withSite(
  browser: Browser,
  act: (page: Page, site: Site) => Promise<void>,
): Promise<void> {
  const site = await serveSite();
  const { page, end } = await startBrowser(browser);
  try {
    await act(page, site);
  } finally {
    await end();
    await site.close();
  }
}
