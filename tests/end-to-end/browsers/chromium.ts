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

/** What WebGPU finds: without any of these, nothing. */
const ADAPTERS = {
  none: ["--disable-gpu"],
  software: ["--disable-gpu", "--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"],
  real: ["--enable-unsafe-webgpu", "--enable-features=Vulkan"],
};

function flags({ mostMemoryPages, gpu, language, proxy }: Launch): string[] {
  return [
    "--headless",
    ...ADAPTERS[gpu ?? "none"],
    "--window-size=1280,900",
    ...QUIET,
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    ...(mostMemoryPages === undefined
      ? []
      : [`--js-flags=--wasm-max-mem-pages=${mostMemoryPages}`]),
    ...(language === undefined ? [] : [`--accept-lang=${language}`]),
    ...(proxy === undefined ? [] : [`--proxy-server=http://${proxy}`]),
  ];
}

/** Chromium, and what is built from it, through chromedriver. */
export const chromium: Browser = {
  name: "chromium",
  can: () => true,
  phonesHome: new Set([
    "accounts.google.com",
    "clients2.google.com",
    "content-autofill.googleapis.com",
    "optimizationguide-pa.googleapis.com",
    "redirector.gvt1.com",
    "safebrowsing.googleapis.com",
    "update.googleapis.com",
    "www.google.com",
  ]),
  async start(launch) {
    const options = new Options();
    options.setBinaryPath(CHROME);
    options.addArguments(...flags(launch));
    const logs = new logging.Preferences();
    logs.setLevel(logging.Type.BROWSER, logging.Level.ALL);
    options.setLoggingPrefs(logs);
    const driver = new Builder()
      .forBrowser("chrome")
      .setChromeOptions(options)
      .setChromeService(new ServiceBuilder(CHROMEDRIVER))
      .build();
    return { driver, end: () => driver.quit() };
  },
  async complaints(driver) {
    const entries = await driver.manage().logs().get(logging.Type.BROWSER);
    const serious = entries.filter(({ level }) => level.value >= logging.Level.WARNING.value);
    return serious.map(({ message }) => message);
  },
};
