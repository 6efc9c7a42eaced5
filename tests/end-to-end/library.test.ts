/** The library's programs, and those that are written for a function, run in the tab and agree. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { identified } from "../../www/elements/program/version.ts";
import { versionsOf } from "../../www/elements/program/wizard.ts";
import type { Site } from "./server/site.ts";
import type { Page } from "./support/page.ts";
import { runProgram, type Version } from "./support/program.ts";
import * as testBed from "./support/test-bed.ts";

/** The version that is there to print something else than the first, and the one that never ends. */
const DIFFERENT = "The race";
const ENDLESS = "The deadlock";

/** Where the library's programs have the site. */
const EXAMPLE = "https://example.org/playground/";

let page: Page;
let site: Site;

before(async () => {
  site = await testBed.site();
  page = await testBed.page();
  await page.open(`${site.root}embed.html`);
});

/** Runs versions, and holds what each prints against what the first does. */
async function assertAgree(versions: readonly Version[]): Promise<void> {
  const { request, results, skipped } = await runProgram(page, versions);
  const nameOf = (id: string) => request.versions.find((version) => version.id === id)?.name;
  const endless = versions.filter(({ name }) => name === ENDLESS);
  assert.deepEqual(
    skipped.map(({ strategy }) => nameOf(strategy)),
    endless.map(({ name }) => name),
    JSON.stringify(skipped),
  );
  for (const { reason } of skipped) {
    assert.match(reason, /^The program is in a deadlock: /);
  }
  assert.equal(results.length, versions.length - endless.length);
  for (const { strategy, matchesSequential, output } of results) {
    const name = nameOf(strategy);
    assert.equal(matchesSequential, name !== DIFFERENT, `${name}: ${output}`);
    assert.notEqual(output, "", name);
  }
}

async function json<T>(path: string): Promise<T> {
  return (await fetch(site.root + path)).json() as Promise<T>;
}

test("every program of the library runs, and its versions print the same", async (context) => {
  const entries = await json<{ id: string }[]>("programs/index.json");
  assert.ok(entries.length >= 13);
  for (const { id } of entries) {
    await context.test(id, async () => {
      const { versions } = await json<{ versions: Version[] }>(`programs/${id}.json`);
      const here = (source: string) => source.replaceAll(EXAMPLE, site.root);
      await assertAgree(versions.map((version) => ({ ...version, source: here(version.source) })));
    });
  }
});

const FUNCTIONS: Readonly<Record<string, (root: string) => string>> = {
  computes: () => `
def work(item):
    return sum(number * number for number in range(item))

items = range(10_000, 10_012)
`,
  downloads: (root) => `
from urllib.request import urlopen

PICTURES = "${root}pictures/"

def work(item):
    with urlopen(f"{PICTURES}{item:02}.jpg") as response:
        return len(response.read())

items = range(1, 7)
`,
  "downloads and computes": (root) => `
import zlib
from urllib.request import urlopen

PICTURES = "${root}pictures/"

def checksum(picture):
    return zlib.crc32(picture * 20)

def work(item):
    with urlopen(f"{PICTURES}{item:02}.jpg") as response:
        return item, checksum(response.read())

items = [3, 1, 2, 5]
`,
  "is a coroutine": (root) => `
import aiohttp

async def work(item):
    async with aiohttp.ClientSession() as session:
        async with session.get(f"${root}pictures/{item:02}.jpg") as response:
            return len(await response.read())

items = [4, 2, 6]
`,
};

for (const [what, source] of Object.entries(FUNCTIONS)) {
  test(`a function that ${what}: every version that the wizard writes runs, and they agree`, async () => {
    await assertAgree(identified(versionsOf(source(site.root))));
  });
}
