import { Builder } from "selenium-webdriver";
import { Options, ServiceBuilder } from "selenium-webdriver/firefox.js";
import type { Browser } from "./browser.ts";

const { FIREFOX = "/usr/bin/firefox-esr", GECKODRIVER = "geckodriver" } = process.env;

/** Switches off what Firefox asks the network for on its own account. */
const QUIET: Record<string, boolean | string> = {
  "app.normandy.enabled": false,
  "browser.safebrowsing.malware.enabled": false,
  "browser.safebrowsing.phishing.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "services.settings.server": "data:,",
};

/** Firefox ESR, through geckodriver. */
export const firefox: Browser = {
  name: "firefox",
  can: ({ mostMemoryPages, gpu, proxy }) =>
    mostMemoryPages === undefined && gpu === undefined && proxy === undefined,
  phonesHome: new Set(),
  async start({ language = "en-US, en" }) {
    const options = new Options();
    options.setBinary(FIREFOX);
    options.addArguments("-headless");
    for (const [name, value] of Object.entries(QUIET)) {
      options.setPreference(name, value);
    }
    options.setPreference("intl.accept_languages", language);
    const driver = new Builder()
      .forBrowser("firefox")
      .setFirefoxOptions(options)
      .setFirefoxService(new ServiceBuilder(GECKODRIVER))
      .build();
    return { driver, end: () => driver.quit() };
  },
  // Its driver hands out no console.
  complaints: () => Promise.resolve([]),
};
