/**
 * Times tasks in plain JavaScript, in a browser, and prints what it measured as JSON:
 *
 *     npm run --silent bench -- --workers 2 --trials 7 count-primes=2000000 mandelbrot=900
 */

import { parseArgs } from "node:util";
import sirv from "sirv";
import { browser } from "../../tests/end-to-end/browsers/chosen.ts";
import { headersOfTheSite } from "../../tests/end-to-end/server/headers.ts";
import { listen } from "../../tests/end-to-end/server/listen.ts";
import type { Measured, Wanted } from "./measured.d.ts";

/** How long the trials of one task may take. */
const PATIENCE_MS = 600_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    workers: { type: "string", default: "2" },
    trials: { type: "string", default: "7" },
    seed: { type: "string", default: "1" },
  },
});
const [workers, trials, seed] = [values.workers, values.trials, values.seed].map(Number);

const headers = headersOfTheSite(true);
const files = sirv(import.meta.dirname, {
  dev: true,
  setHeaders: (response) => void response.setHeaders(headers),
});
const server = await listen((request, response) =>
  files(request, response, () => void response.writeHead(404).end()),
);
const { driver, end } = await browser.start({});
try {
  await driver.manage().setTimeouts({ script: PATIENCE_MS });
  await driver.get(`${server.origin}/page.html`);
  const measured: Measured[] = [];
  for (const [id, size] of positionals.map((positional) => positional.split("="))) {
    measured.push(...(await bench({ id, size: Number(size), seed, workers, trials } as Wanted)));
  }
  console.log(JSON.stringify(measured));
} finally {
  await end();
  await server.close();
}

/** Times a task in the page. */
async function bench(wanted: Wanted): Promise<Measured[]> {
  const { value, thrown } = await driver.executeAsyncScript<{ value: Measured[]; thrown?: string }>(
    `const [wanted, done] = arguments;
     import("/page.js")
       .then(({ bench }) => bench(wanted))
       .then((value) => done({ value }), (error) => done({ thrown: String(error?.stack ?? error) }));`,
    wanted,
  );
  if (thrown !== undefined) {
    throw new Error(`${wanted.id}: ${thrown}`);
  }
  return value;
}
