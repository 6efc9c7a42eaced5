import type { WebDriver } from "selenium-webdriver";

/** How a browser is to be crippled, or watched. */
export interface Launch {
  /** The most pages of 64 KiB that a WebAssembly memory may have. */
  mostMemoryPages?: number;
  /** The adapter that WebGPU finds: one whose work the processor does, or the machine's own. */
  gpu?: "software" | "real";
  /** The language that the reader prefers, as a tag: English where none is said. */
  language?: string;
  /** Where every request goes that leaves this machine: `host:port`. */
  proxy?: string;
}

/** A browser that runs. */
export interface Session {
  driver: WebDriver;
  /** Ends it, and whatever was started for it. */
  end(): Promise<void>;
}

/** A kind of browser that the tests can drive. */
export interface Browser {
  /** What `BROWSER` has to say to choose it. */
  name: string;
  /** Whether it can be launched so. */
  can(launch: Launch): boolean;
  /** Starts one with a profile of its own, without a window. */
  start(launch: Launch): Promise<Session>;
  /** Hosts that it asks on its own account, whatever page is open. */
  phonesHome: ReadonlySet<string>;
  /** The warnings and errors of its console since it was last asked. */
  complaints(driver: WebDriver): Promise<string[]>;
}
