/** The service worker's network: what it is asked for, from the page that it controls. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { serveOtherOrigin } from "./server/other-origin.ts";
import { PICTURE } from "./server/picture.ts";
import type { Site } from "./server/site.ts";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";

/** What the page saw of an answer. */
interface Seen {
  status: number;
  marked: boolean;
  type: string | null;
  announced: string | null;
  bytes: number;
  pieces: number;
  thrown: string | null;
}

let page: Page;
let site: Site;
let other: string;

before(async () => {
  site = await testBed.site();
  other = (await testBed.serve(serveOtherOrigin)).origin;
  page = await testBed.page();
  await page.open(`${site.root}embed.html`);
  const { environment } = await page.report({ strategies: "sequential", size: 1_000, trials: 1 });
  assert.equal(environment.simulatedNetwork, true);
});

const CALM = {
  latency: 0,
  jitter: 0,
  bandwidth: 0,
  failures: 0,
  timeout: 60_000,
  seed: 1,
  try: 0,
};

function address(target: string, conditions: Partial<typeof CALM> = {}): string {
  const words = Object.entries({ ...CALM, ...conditions }).map(
    ([name, value]) => `${name}-${value}`,
  );
  return `${site.root}simulated-network/${words.join(".")}/${encodeURIComponent(target)}`;
}

function ask(urls: string[]): Promise<Seen[]> {
  return page.call<Seen[]>("return Promise.all(given.map(inPage.seen));", urls);
}

async function askOnce(target: string, conditions?: Partial<typeof CALM>): Promise<Seen> {
  const [seen] = await ask([address(target, conditions)]);
  assert.ok(seen);
  return seen;
}

function hostile(name: string, origin = `${site.origin}/hostile`): string {
  return `${origin}/${name}`;
}

test("a picture comes whole, marked as simulated", async () => {
  assert.deepEqual(await askOnce(hostile("picture.png")), {
    status: 200,
    marked: true,
    type: "image/png",
    announced: String(PICTURE.length),
    bytes: PICTURE.length,
    pieces: 1,
    thrown: null,
  });
});

test("what the site has itself is asked for by a short address", async () => {
  const [seen, unknown] = await ask([
    `${site.root}simulated-network/latency-10/pictures/01.jpg`,
    `${site.root}simulated-network/patience-10/pictures/01.jpg`,
  ]);
  assert.deepEqual(
    [seen?.status, seen?.marked, seen?.type, unknown?.status],
    [200, true, "image/jpeg", 400],
  );
});

test("the real answer's status is passed on, marked", async () => {
  for (const status of [404, 500]) {
    const seen = await askOnce(hostile(String(status)));
    assert.equal(seen.status, status);
    assert.ok(seen.marked);
  }
});

test("an answer that breaks off has fewer bytes than announced", async () => {
  const seen = await askOnce(hostile("truncated"));
  assert.equal(seen.thrown, null);
  assert.equal(seen.announced, String(2 * PICTURE.length));
  assert.ok(seen.bytes <= PICTURE.length, `${seen.bytes} bytes`);
});

test("another site's picture comes if that site allows it, else not at all", async () => {
  const allowed = await askOnce(hostile("picture.png", `${other}/allowed/hostile`));
  assert.equal(allowed.bytes, PICTURE.length);
  const blocked = await askOnce(hostile("picture.png", `${other}/hostile`));
  assert.match(blocked.thrown ?? "", /TypeError/);
});

test("a limited bandwidth delivers piece by piece, and everything", async () => {
  // Any file of some size will do; pieces that come while the page stands still come as one.
  const seen = await askOnce(`${site.root}parallel-playground.js`, { bandwidth: 5 });
  assert.equal(seen.status, 200);
  assert.ok(seen.pieces > 3, `${seen.pieces} pieces`);
  const whole = await askOnce(`${site.root}parallel-playground.js`);
  assert.equal(seen.bytes, whole.bytes);
});

test("failures follow from the seed, the try and the target, in the share that is asked for", async () => {
  const targets = Array.from({ length: 200 }, (_, index) => hostile(`picture.png?${index}`));
  const statuses = async (conditions: Partial<typeof CALM>): Promise<number[]> => {
    const seen = await ask(targets.map((target) => address(target, conditions)));
    for (const { marked } of seen) {
      assert.ok(marked);
    }
    return seen.map(({ status }) => status);
  };
  const some = await statuses({ failures: 30 });
  const failed = some.filter((status) => status === 503).length;
  assert.ok(failed > 30 && failed < 90, `${failed} of 200 failed`);
  assert.deepEqual(await statuses({ failures: 30 }), some);
  assert.notDeepEqual(await statuses({ failures: 30, seed: 2 }), some);
  assert.notDeepEqual(await statuses({ failures: 30, try: 1 }), some);
  assert.ok((await statuses({ failures: 100 })).every((status) => status === 503));
});

test("an answer comes after its latency, whatever is answered meanwhile", async () => {
  const [early, late] = [300, 600_000].map((latency) =>
    address(hostile("picture.png"), { latency }),
  );
  const seen = await page.call<{ early: Seen; isLateAnswered: boolean }>(
    `const controller = new AbortController();
     let isLateAnswered = false;
     const late = fetch(given.late, { signal: controller.signal }).then(
       () => { isLateAnswered = true; },
       () => undefined,
     );
     const early = await inPage.seen(given.early);
     controller.abort();
     await late;
     return { early, isLateAnswered };`,
    { early, late },
  );
  assert.equal(seen.early.status, 200);
  assert.equal(seen.isLateAnswered, false);
});

test("an address that cannot be read is refused", async () => {
  const seen = await ask([
    `${site.root}simulated-network/latency-fast/x`,
    address("http://["),
    address(hostile("picture.png")).replace("seed-1", "seed-one"),
    address("data:text/plain,here"),
    address(`blob:${site.origin}/7c41`),
  ]);
  assert.deepEqual(
    seen.map(({ status }) => status),
    [400, 400, 400, 400, 400],
  );
});

test("an answer is data, whatever it says that it is", async () => {
  const policies = await page.call<[string, string]>(
    `const { headers } = await fetch(given);
     return ["content-security-policy", "x-content-type-options"].map((name) => headers.get(name));`,
    address(hostile("page.html", `${other}/allowed/hostile`)),
  );
  assert.deepEqual(policies, ["sandbox; default-src 'none'", "nosniff"]);
});

/** A page of a site whose host sends no policy, which would keep strangers out by itself. */
async function openPage(): Promise<{ page: Page; addressOf(name: string): string }> {
  const site = await testBed.site({ isolated: false, headers: { "content-security-policy": "" } });
  const page = await testBed.page();
  await page.open(`${site.root}two-elements.html`);
  const { environment } = await page.report({ strategies: "sequential", size: 1_000, trials: 1 });
  assert.equal(environment.simulatedNetwork, true);
  const addressOf = (name: string) =>
    `${site.root}simulated-network/latency-0/${encodeURIComponent(`${other}/allowed/hostile/${name}`)}`;
  return { page, addressOf };
}

test("no element gets what another site sends, and no reader who goes there", async () => {
  const { page, addressOf } = await openPage();
  const files = {
    script: "script.js",
    iframe: "page.html",
    object: "page.html",
    img: "picture.png",
  };
  for (const [tag, file] of Object.entries(files)) {
    const [ran, width] = await page.call<[boolean, number]>(
      `const { tag, source } = given;
       const element = document.createElement(tag);
       element[tag === "object" ? "data" : "src"] = source;
       await new Promise((resolve) => {
         element.onload = resolve;
         element.onerror = resolve;
         document.body.append(element);
       });
       const inside = element.contentDocument?.defaultView;
       return [Boolean(globalThis.ran || inside?.ran), element.naturalWidth ?? 0];`,
      { tag, source: addressOf(file) },
    );
    assert.deepEqual([ran, width], [false, 0], tag);
  }
  await page.driver.get(addressOf("page.html"));
  const [ran, text] = await page.driver.executeScript<[boolean, string]>(
    "return [globalThis.ran === true, document.documentElement.textContent];",
  );
  assert.equal(ran, false);
  assert.match(text, /answers programs alone/);
});

test("giving up a request ends the real one", async () => {
  const url = address(hostile("endless?given-up"));
  await page.call(
    `const controller = new AbortController();
     const response = await fetch(given, { signal: controller.signal });
     const reader = response.body.getReader();
     await reader.read();
     controller.abort();
     await reader.closed.catch(() => undefined);`,
    url,
  );
  await site.closed("endless?given-up");
});

test("a request that is never answered is ended when nobody waits for it any more", async () => {
  const seen = await askOnce(hostile("silent?forgotten"), { timeout: 200 });
  assert.match(seen.thrown ?? "", /TypeError/);
  await site.closed("silent?forgotten");
});

test("nothing but its own addresses passes through it", async () => {
  const [seen] = await ask([hostile("picture.png")]);
  assert.equal(seen?.marked, false);
});
