import type { Browser, Session } from "../../tests/end-to-end/browsers/browser.ts";
import { Page } from "../../tests/end-to-end/support/page.ts";

/** How long whatever is asked of a page may take. */
const PATIENCE_MS = 600_000;

/** A page in a browser of its own. */
export interface InBrowser extends Session {
  page: Page;
}

/** Starts a browser, and opens nothing yet. */
export async function startBrowser(browser: Browser): Promise<InBrowser> {
  const { driver, end } = await browser.start({});
  await driver.manage().setTimeouts({ script: PATIENCE_MS, pageLoad: PATIENCE_MS });
  return { driver, page: new Page(driver), end };
}
