/** CPython natively and in the tab, both of which answer what `benches/python/either.py` does. */

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Browser } from "../../tests/end-to-end/browsers/browser.ts";
import { callPython, forInterpreters } from "../../tests/end-to-end/interpreters/served.ts";
import { type Site, serveSite } from "../../tests/end-to-end/server/site.ts";
import type { Contender, Job, Timing } from "./contender.ts";
import { type InBrowser, startBrowser } from "./in-browser.ts";
import { Program, PYTHON } from "./program.ts";

/** What both of them execute. */
const FILE = "benches/python/either.py";

/** Names of a native Python of the tab's minor version, and of those nearest to it. */
const NAMES = ["python3.14", "python3.13", "python3.12"];

/** One of the two. */
export interface EitherPython extends Contender {
  /** Its answer to a question of the file's. */
  ask<Answer>(question: { what: string } & object): Promise<Answer>;
}

/** CPython in the tab: a fresh interpreter for each question. */
export class PythonInTab implements EitherPython {
  readonly name = "tab";
  readonly #site: Site;
  readonly #inBrowser: InBrowser;

  private constructor(site: Site, inBrowser: InBrowser) {
    this.#site = site;
    this.#inBrowser = inBrowser;
  }

  static async start(browser: Browser): Promise<PythonInTab> {
    const source = readFileSync(new URL(`../../${FILE}`, import.meta.url), "utf8");
    const site = await serveSite({
      beside: await forInterpreters({ "/programs/either.py": source }),
    });
    const inBrowser = await startBrowser(browser);
    await inBrowser.page.open(`${site.root}two-elements.html`);
    await inBrowser.page.call("document.body.hidden = true;");
    return new PythonInTab(site, inBrowser);
  }

  async ask<Answer>(question: object): Promise<Answer> {
    const argument = JSON.stringify(question);
    const call = { module: "either", name: "main", argument };
    const ending = await callPython(this.#inBrowser.page, call);
    if (ending.kind !== "returned") {
      throw new Error(`Python in the tab, asked ${argument}: ${JSON.stringify(ending)}`);
    }
    return JSON.parse(ending.value);
  }

  round({ task, size, workers, seed }: Job): Promise<Timing[]> {
    return this.ask({ what: "task", task, size, workers, seed });
  }

  /** What one more interpreter takes. */
  further(): Promise<{ ms: number; bytes: number }> {
    return this.#inBrowser.page.call(
      `const { further } = await import(new URL("interpreters.js", document.baseURI));
       return further();`,
    );
  }

  async end(): Promise<void> {
    await this.#inBrowser.end();
    await this.#site.close();
  }
}

/** CPython on this machine. */
class NativePython extends Program implements EitherPython {
  override round({ task, size, workers, seed }: Job): Promise<Timing[]> {
    return this.ask({ what: "task", task, size, workers, seed });
  }
}

/** The native Python that is nearest to the tab's; the project's own environment, if there is none. */
export function nativePython(): EitherPython {
  const runs = (name: string) => spawnSync(name, ["--version"]).status === 0;
  const program = NAMES.find(runs) ?? PYTHON;
  return new NativePython({ name: "native", program, arguments: [FILE] });
}
