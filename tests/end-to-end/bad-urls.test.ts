/** An address that fails, fails alone: the others are downloaded, and the report says why. */

import assert from "node:assert/strict";
import { before, type TestContext, test } from "node:test";
import type { StrategyResult } from "../../www/generated/types/StrategyResult.ts";
import { serveOtherOrigin } from "./server/other-origin.ts";
import type { Site } from "./server/site.ts";
import { eachStrategy } from "./support/each-strategy.ts";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";

/** A download's output. */
interface Downloads {
  pictures: number;
  failures: { item: number; url: string; code: string; message: string }[];
}

/** An address, and the failure it ends in, the same in every strategy; none for a sound one. */
type Case = [url: string, code?: string];

let page: Page;
let site: Site;
let other: string;

before(async () => {
  site = await testBed.site();
  other = (await testBed.serve(serveOtherOrigin)).origin;
  page = await testBed.page();
  await page.open(`${site.root}embed.html`);
});

function downloads({ output }: StrategyResult): Downloads {
  return output as unknown as Downloads;
}

/** Those that end by themselves, before a try's time is over on whatever machine. */
function ending(): Case[] {
  const here = `${site.origin}/hostile`;
  return [
    [`${here}/picture.png`],
    ["http://", "malformed-url"],
    ["picture.png", "malformed-url"],
    ["ftp://127.0.0.1/picture.png", "unsupported-scheme"],
    ["javascript:alert(1)", "unsupported-scheme"],
    [`${here}/404`, "bad-status"],
    [`${here}/500`, "server-error"],
    [`${here}/truncated`, "truncated"],
    [`${here}/not-a-picture`, "not-a-picture"],
    [`${here}/huge`, "too-large"],
    [`${other}/hostile/picture.png`, "blocked-or-unreachable"],
    [`${other}/allowed/hostile/picture.png`],
    ["http://127.0.0.1:1/picture.png", "blocked-or-unreachable"],
    [`${here}/slow?ms=50`],
  ];
}

/** Those that never end, among some of which it is known without asking anybody. */
function endless(): Case[] {
  const here = `${site.origin}/hostile`;
  return [
    [`${here}/silent`, "timed-out"],
    ["http://", "malformed-url"],
    [`${here}/endless`, "timed-out"],
    ["ftp://127.0.0.1/picture.png", "unsupported-scheme"],
  ];
}

const FIELDS = { task: "download-images", trials: 1, retries: 0, timeoutMs: 60_000, latencyMs: 5 };

/** Each address ends as it should under every strategy. */
async function assertEnd(context: TestContext, tried: Case[], fields: object): Promise<void> {
  const urls = tried.map(([url]) => url);
  const { request } = await eachStrategy(
    context,
    page,
    { ...FIELDS, ...fields, urls },
    (result) => {
      assert.ok(result.matchesSequential);
      const { pictures, failures } = downloads(result);
      for (const [item, [url, code]] of tried.entries()) {
        const failure = failures.find((candidate) => candidate.item === item);
        assert.equal(failure?.code, code, url);
        if (failure !== undefined) {
          assert.equal(failure.url, url);
          assert.ok(failure.message.length > 20, "it says what to do");
        }
      }
      assert.equal(pictures, tried.filter(([, code]) => code === undefined).length);
    },
  );
  assert.deepEqual(request, { ...request, ...fields });
}

for (const network of ["simulated", "real"]) {
  test(`every strategy through the ${network} network`, (context) =>
    assertEnd(context, ending(), { network }));

  test(`no strategy waits longer than it may, through the ${network} network`, (context) =>
    assertEnd(context, endless(), { network, timeoutMs: 500 }));
}

test("no strategy takes more of a body without a length than of others", async (context) => {
  const urls = [`${site.origin}/hostile/long`];
  // However slow the machine is, the body's size is what ends it.
  await eachStrategy(context, page, { ...FIELDS, urls }, (result) => {
    const codes = downloads(result).failures.map(({ code }) => code);
    assert.deepEqual(codes, ["too-large"]);
  });
});

test("a request that fails for a while is tried again, and said to be", async () => {
  const urls = [`${site.origin}/hostile/flaky?id=retry&first=1`];
  const fields = { ...FIELDS, urls, strategies: "sequential", retries: 3 };
  const { report, events } = await page.run(fields);
  assert.equal(downloads(report?.results[0] as StrategyResult).pictures, 1);
  const retries = events.flatMap(({ type, detail }) =>
    type === "run-progress" && detail.kind === "progress" ? [detail.retries] : [],
  );
  assert.equal(Math.max(...retries), 1);
});

test("a request that fails too often is given up", async () => {
  const urls = [`${site.origin}/hostile/flaky?id=hopeless&first=1000`];
  const fields = { ...FIELDS, urls, strategies: "sequential", retries: 2 };
  const { report } = await page.run(fields);
  const [failure] = downloads(report?.results[0] as StrategyResult).failures;
  assert.equal(failure?.code, "server-error");
  const asked = site.requests.filter((url) => url.includes("hopeless"));
  // Three tries in the warm-up, and three in the trial.
  assert.equal(asked.length, 6);
});

/** How a server asks for a second's pause, through each network. */
const PAUSES = { simulated: "until=1", real: "after=1" };

for (const [network, pause] of Object.entries(PAUSES)) {
  test(`every strategy waits as long as a server asks, through the ${network} network`, async (context) => {
    const urls = [`${site.origin}/hostile/busy?id=${network}&${pause}`];
    // A pause of our own would be shorter, and the one retry be refused again.
    await eachStrategy(context, page, { ...FIELDS, retries: 1, urls, network }, (result) => {
      assert.deepEqual(downloads(result).failures, []);
      const pauses = result.trials[0]?.lanes.flatMap(({ spans }) =>
        spans.filter(({ kind, range }) => kind === "wait" && range !== undefined),
      );
      assert.equal(pauses?.length, 1, "the pause is told as a wait");
    });
  });
}

test("a server that asks for more time than a try may take is not waited for", async () => {
  const urls = [`${site.origin}/hostile/busy?id=long&after=600`];
  const { results } = await page.report({ ...FIELDS, urls, strategies: "sequential", retries: 3 });
  const [failure] = downloads(results[0] as StrategyResult).failures;
  assert.equal(failure?.code, "server-error");
  assert.match(failure.message, /600 s/);
  assert.equal(site.requests.filter((url) => url.includes("busy?id=long")).length, 2);
});
