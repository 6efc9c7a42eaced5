import sirv from "sirv";
import type { Browser } from "../../tests/end-to-end/browsers/browser.ts";
import { headersOfTheSite } from "../../tests/end-to-end/server/headers.ts";
import { listen, type Server } from "../../tests/end-to-end/server/listen.ts";
import type { Contender, Job, Timing } from "./contender.ts";
import { type InBrowser, startBrowser } from "./in-browser.ts";

/** The tasks in plain JavaScript: by itself, and through workerpool. */
export class JavaScript implements Contender {
  readonly name = "javascript";
  readonly tasks: ReadonlySet<string>;
  readonly #inBrowser: InBrowser;
  readonly #server: Server;

  private constructor(inBrowser: InBrowser, server: Server, tasks: readonly string[]) {
    this.#inBrowser = inBrowser;
    this.#server = server;
    this.tasks = new Set(tasks);
  }

  static async start(browser: Browser): Promise<JavaScript> {
    const headers = headersOfTheSite(true);
    // Libraries start workers as they like, which the site's own policy forbids.
    headers.delete("content-security-policy");
    const files = sirv(`${import.meta.dirname}/..`, {
      dev: true,
      setHeaders: (response) => void response.setHeaders(headers),
    });
    const server = await listen((request, response) =>
      files(request, response, () => void response.writeHead(404).end()),
    );
    const inBrowser = await startBrowser(browser);
    await inBrowser.driver.get(`${server.origin}/javascript/page.html`);
    const tasks = await ask<string[]>(inBrowser, "tasks");
    return new JavaScript(inBrowser, server, tasks);
  }

  round(job: Job): Promise<Timing[]> {
    return this.ask("round", job);
  }

  /** What one of the page's functions returns. */
  ask<Answer>(name: string, given: unknown = null): Promise<Answer> {
    return ask(this.#inBrowser, name, given);
  }

  async end(): Promise<void> {
    await this.#inBrowser.end();
    await this.#server.close();
  }
}

async function ask<Answer>(
  { driver }: InBrowser,
  name: string,
  given: unknown = null,
): Promise<Answer> {
  const { value, thrown } = await driver.executeAsyncScript<{ value: Answer; thrown?: string }>(
    `const [name, given, done] = arguments;
     import("/javascript/page.js")
       .then((page) => page[name](given))
       .then((value) => done({ value }), (error) => done({ thrown: String(error?.stack ?? error) }));`,
    name,
    given,
  );
  if (thrown !== undefined) {
    throw new Error(`javascript, ${name}: ${thrown}`);
  }
  return value;
}
