import { Builder, logging } from "selenium-webdriver";
import { Options, ServiceBuilder } from "selenium-webdriver/chrome.js";
import type { Browser, Launch } from "./browser.ts";

const { CHROME = "/usr/bin/chromium", CHROMEDRIVER = "/usr/bin/chromedriver" } = process.env;

/** Switches off what Chromium asks the network for on its own account. */
const QUIET = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-quic",
  "--disable-sync",
  "--no-first-run",
];

function flags({ withoutWebAssembly, mostMemoryPages, proxy }: Launch): string[] {
  const jsFlags = [
    ...(withoutWebAssembly ? ["--no-expose-wasm"] : []),
    ...(mostMemoryPages === undefined ? [] : [`--wasm-max-mem-pages=${mostMemoryPages}`]),
  ];
  return [
    "--headless",
    "--disable-gpu",
    "--window-size=1280,900",
    ...QUIET,
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    ...(jsFlags.length === 0 ? [] : [`--js-flags=${jsFlags.join(" ")}`]),
    ...(proxy === undefined ? [] : [`--proxy-server=http://${proxy}`]),
  ];
}

/** Chromium, and what is built from it, through chromedriver. */
export const chromium: Browser = {
  name: "chromium",
  can: () => true,
  async start(launch) {
    const options = new Options();
    options.setBinaryPath(CHROME);
    options.addArguments(...flags(launch));
    const logs = new logging.Preferences();
    logs.setLevel(logging.Type.BROWSER, logging.Level.ALL);
    options.setLoggingPrefs(logs);
    return new Builder()
      .forBrowser("chrome")
      .setChromeOptions(options)
      .setChromeService(new ServiceBuilder(CHROMEDRIVER))
      .build();
  },
  async complaints(driver) {
    const entries = await driver.manage().logs().get(logging.Type.BROWSER);
    const serious = entries.filter(({ level }) => level.value >= logging.Level.WARNING.value);
    return serious.map(({ message }) => message);
  },
};
