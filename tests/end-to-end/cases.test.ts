/** Odd pictures (`tests/cases/`): each may cost its own item, and never a run. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { before, test } from "node:test";
import type { StrategyResult } from "../../www/generated/types/StrategyResult.ts";
import { serveOtherOrigin } from "./server/other-origin.ts";
import type { Site } from "./server/site.ts";
import { eachStrategy } from "./support/each-strategy.ts";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";

/** What is right of a case: `picture`, or a failure's code. */
interface Right {
  right: string;
  tile?: boolean;
}

/** Something that is said of an item. */
interface Said {
  item: number;
  code: string;
}

interface Output {
  failures: Said[];
  notOnSheet: Said[];
}

const CASES: Record<string, Right> = JSON.parse(
  await readFile(new URL("../cases/right.json", import.meta.url), "utf8"),
);

let page: Page;
let site: Site;
let other: string;

before(async () => {
  site = await testBed.site();
  other = (await testBed.serve(serveOtherOrigin)).origin;
  page = await testBed.page();
  await page.open(`${site.root}embed.html`);
});

function outputOf({ output }: StrategyResult): Output {
  return output as unknown as Output;
}

/** Every case as it is, and compressed, also from another site, of which less is told. */
function addresses(): [url: string, right: Right][] {
  return Object.entries(CASES).flatMap(([name, right]): [string, Right][] => [
    [`${site.origin}/hostile/cases/${name}`, right],
    [`${site.origin}/hostile/cases/${name}?gzip`, right],
    [`${other}/allowed/hostile/cases/${name}?gzip`, right],
  ]);
}

const FIELDS = { task: "download-images", make: "contact-sheet", trials: 1, latencyMs: 5 };

for (const network of ["simulated", "real"]) {
  test(`every strategy through the ${network} network`, async (context) => {
    const tried = addresses();
    const urls = tried.map(([url]) => url);
    await eachStrategy(context, page, { ...FIELDS, urls, network }, (result) => {
      assert.ok(result.matchesSequential);
      const { failures, notOnSheet } = outputOf(result);
      for (const [item, [url, { right, tile }]] of tried.entries()) {
        const failure = failures.find((candidate) => candidate.item === item);
        assert.equal(failure?.code ?? "picture", right, url);
        const isMissing = notOnSheet.some((candidate) => candidate.item === item);
        assert.equal(isMissing, tile === false, url);
      }
    });
  });
}
