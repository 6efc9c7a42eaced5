import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { Builder, Capabilities } from "selenium-webdriver";
import { listen } from "../server/listen.ts";
import type { Browser } from "./browser.ts";

const {
  WEBKIT = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
  WEBKITDRIVER = "/usr/bin/WebKitWebDriver",
  XVFB = "/usr/bin/Xvfb",
} = process.env;

/**
 * Its last tier is left out: it compiles CPython for longer than any test runs it, and no test asks how
 * fast anything is.
 */
const TIERS = { JSC_useOMGJIT: "0" };

/** How often a starting driver is asked whether it is ready. */
const ASK_MS = 50;

/** WebKitGTK's MiniBrowser, through its own driver. It does not speak for Apple's Safari. */
export const webkit: Browser = {
  name: "webkit",
  can: ({ mostMemoryPages, gpu, language, proxy }) =>
    [mostMemoryPages, gpu, language, proxy].every((asked) => asked === undefined),
  phonesHome: new Set(),
  async start() {
    const { screen, display } = await startScreen();
    const { service, address } = await startService(display);
    const capabilities = new Capabilities();
    capabilities.setBrowserName("MiniBrowser");
    capabilities.set("webkitgtk:browserOptions", { binary: WEBKIT, args: ["--automation"] });
    const driver = new Builder().usingServer(address).withCapabilities(capabilities).build();
    const end = async () => {
      try {
        await driver.quit();
      } finally {
        service.kill();
        screen.kill();
      }
    };
    return { driver, end };
  },
  // Its driver hands out no console.
  complaints: () => Promise.resolve([]),
};

/** WebKitGTK has no mode without a window: a screen that nobody sees, and its name. */
async function startScreen(): Promise<{ screen: ChildProcess; display: string }> {
  const screen = spawn(XVFB, ["-displayfd", "1", "-screen", "0", "1280x900x24"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [number] = (await once(screen.stdout, "data")) as [Buffer];
  return { screen, display: `:${number.toString().trim()}` };
}

async function startService(display: string): Promise<{ service: ChildProcess; address: string }> {
  const { origin: address, close } = await listen(() => undefined);
  await close();
  const service = spawn(WEBKITDRIVER, [`--port=${new URL(address).port}`], {
    env: { ...process.env, ...TIERS, DISPLAY: display },
    stdio: "ignore",
  });
  while (service.exitCode === null && !(await answers(`${address}/status`))) {
    await setTimeout(ASK_MS);
  }
  return { service, address };
}

async function answers(address: string): Promise<boolean> {
  try {
    return (await fetch(address)).ok;
  } catch {
    return false;
  }
}
