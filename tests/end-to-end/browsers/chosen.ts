import type { Browser } from "./browser.ts";
import { chromium } from "./chromium.ts";
import { firefox } from "./firefox.ts";
import { webkit } from "./webkit.ts";

/** All that can be driven. */
export const BROWSERS: readonly Browser[] = [chromium, firefox, webkit];

function choose(name: string): Browser {
  const browser = BROWSERS.find((candidate) => candidate.name === name);
  if (browser === undefined) {
    const known = BROWSERS.map((candidate) => candidate.name).join(", ");
    throw new Error(`BROWSER is “${name}”; it can be: ${known}.`);
  }
  return browser;
}

/** The browser that the environment variable `BROWSER` names, Chromium by default. */
export const browser: Browser = choose(process.env.BROWSER ?? "chromium");
