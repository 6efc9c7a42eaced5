/** Every field is a property of the element that mirrors its attribute, as frameworks expect. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { RunRequest } from "../../www/generated/types/RunRequest.ts";
import { serveArticle } from "./server/article.ts";
import { DIST, type Site } from "./server/site.ts";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";

/** What an author's program sets, and what the playground is to understand by it. */
const SET = {
  task: "count-primes",
  strategies: ["sequential", "processes"],
  workers: 2,
  trials: 1,
  size: 20_000,
  chunkSize: "auto",
};

let page: Page;
let site: Site;

before(async () => {
  site = await testBed.site();
  page = await testBed.page();
});

/** Does something with an element in a page, and returns what comes of it. */
async function withElement<T>(code: string): Promise<T> {
  await page.open(`${site.root}two-elements.html`);
  return page.call<T>(`
    const element = document.querySelector("parallel-playground");
    ${code}`);
}

test("a property is its attribute, both ways; null and undefined remove it", async () => {
  const seen = await withElement(`
    const seen = [];
    const note = (name) => seen.push([element[name], element.getAttribute(name)]);
    element.task = "mandelbrot";
    note("task");
    element.setAttribute("workers", "3");
    note("workers");
    element.workers = 2;
    note("workers");
    element.strategies = ["threads", "processes"];
    note("strategies");
    element.strategies = "threads,ranks";
    note("strategies");
    element.strategies = null;
    note("strategies");
    element.size = undefined;
    note("size");
    element.urls = ["http://h/a b", "http://i/"];
    note("urls");
    return seen;`);
  assert.deepEqual(seen, [
    ["mandelbrot", "mandelbrot"],
    [3, "3"],
    [2, "2"],
    [["threads", "processes"], "threads processes"],
    [["threads", "ranks"], "threads,ranks"],
    [null, null],
    [null, null],
    [["http://h/a b", "http://i/"], "http://h/a b\nhttp://i/"],
  ]);
});

test("a run does what the properties say", async () => {
  const request = await withElement<RunRequest>(`
    Object.assign(element, ${JSON.stringify(SET)});
    const { request } = await element.run();
    return request;`);
  assert.deepEqual(request, { ...request, ...SET });
});

test("what the reader changes is seen in the properties, until they are set again", async () => {
  const seen = await withElement(`
    element.task = "estimate-pi";
    const controls = element.shadowRoot.querySelector("playground-run-controls");
    await inPage.settled(() => controls.shadowRoot?.querySelector('[value="mandelbrot"]'));
    controls.shadowRoot.querySelector('[value="mandelbrot"]').click();
    const seen = [element.task, element.getAttribute("task")];
    element.task = "estimate-pi";
    return [...seen, element.task];`);
  assert.deepEqual(seen, ["mandelbrot", "estimate-pi", "estimate-pi"]);
});

test("properties that were set before the element was defined count, and go before attributes", async () => {
  const { address } = await testBed.serve(() =>
    serveArticle('<parallel-playground task="estimate-pi" workers="3"></parallel-playground>'),
  );
  await page.driver.get(address);
  const seen = await page.driver.executeAsyncScript(
    `const [script, set, done] = arguments;
    const element = document.querySelector("parallel-playground");
    Object.assign(element, set);
    import(script).then(() => {
      const properties = Object.keys(set).map((name) => [name, element[name]]);
      done({
        properties: Object.fromEntries(properties),
        own: Object.keys(set).filter((name) => Object.hasOwn(element, name)),
        task: element.getAttribute("task"),
        workers: element.workers,
      });
    });`,
    `${site.root}parallel-playground.js`,
    { ...SET, workers: null },
  );
  assert.deepEqual(seen, {
    properties: { ...SET, workers: null },
    own: [],
    task: SET.task,
    workers: null,
  });
});

for (const framework of ["react", "vue"]) {
  describe(`rendered by ${framework}`, () => {
    for (const isEarly of [true, false]) {
      test(`${isEarly ? "before" : "after"} the element is defined`, async () => {
        await openArticle(framework);
        const define = () =>
          page.driver.executeAsyncScript(
            "const [script, done] = arguments; import(script).then(() => done())",
            `${site.root}parallel-playground.js`,
          );
        await (isEarly ? show(SET) : define());
        await (isEarly ? define() : show(SET));
        const request = await understood();
        assert.deepEqual(request, { ...request, ...SET });
        const others = { ...SET, strategies: ["sequential"], workers: 3, chunkSize: undefined };
        await show(others);
        assert.deepEqual(await properties(Object.keys(others)), { ...others, chunkSize: null });
        const { chunkSize: _, ...rest } = SET;
        await show(rest);
        assert.deepEqual(await properties(Object.keys(SET)), { ...SET, chunkSize: null });
      });
    }

    for (const tag of ["parallel-playground", "parallel-python"]) {
      for (const isEarly of [true, false]) {
        test(`begins ${tag} with a recorded report, ${isEarly ? "before" : "after"} it is defined`, async () => {
          await openArticle(framework);
          const define = () =>
            page.driver.executeAsyncScript(
              "const [script, done] = arguments; import(script).then(() => done())",
              `${site.root}${tag}.js`,
            );
          const given = { report: `${site.root}recorded.json` };
          await (isEarly ? show(given, tag) : define());
          await (isEarly ? define() : show(given, tag));
          const seen = await page.driver.executeScript(
            `const element = document.querySelector(arguments[0]);
            return [element?.recordedAt, element?.report, Object.hasOwn(element, "report")];`,
            tag,
          );
          assert.deepEqual(seen, [given.report, null, false]);
        });
      }
    }

    test("listens to the events of a run", async () => {
      await openArticle(framework);
      await show(SET);
      await page.driver.executeAsyncScript(
        `const [script, done] = arguments;
        import(script)
          .then(() => document.querySelector("parallel-playground").run())
          .then(() => document.querySelector("parallel-playground").run({ workers: "many" }))
          .catch(() => done())`,
        `${site.root}parallel-playground.js`,
      );
      const heard =
        await page.driver.executeScript<{ type: string; detail: object }[]>("return window.heard");
      assert.deepEqual(
        heard.map(({ type, detail }) => [type, Object.keys(detail).sort()]),
        [
          ["run-start", ["request"]],
          ["run-end", ["report"]],
          ["run-error", ["code", "field", "message"]],
        ],
      );
    });
  });
}

/** An article that a framework makes, without the playground's script. */
async function openArticle(framework: string): Promise<void> {
  const { outputFiles } = await build({
    bundle: true,
    define: { "process.env.NODE_ENV": '"production"' },
    entryPoints: [fileURLToPath(new URL(`pages/with-${framework}.js`, import.meta.url))],
    format: "esm",
    write: false,
  });
  const script = outputFiles.map(({ text }) => text).join("");
  const { address } = await testBed.serve(() =>
    serveArticle(`<script type="module">${script}</script>`),
  );
  await page.driver.get(address);
}

function show(properties: object, tag = "parallel-playground"): Promise<void> {
  return page.driver.executeScript("window.show(...arguments)", properties, tag);
}

function properties(names: string[]): Promise<Record<string, unknown>> {
  return page.driver.executeScript(
    `const element = document.querySelector("parallel-playground");
    return Object.fromEntries(arguments[0].map((name) => [name, element[name]]));`,
    names,
  );
}

/** What the playground makes of what was set. */
async function understood(): Promise<RunRequest> {
  const { request, error } = await page.driver.executeAsyncScript<{
    request?: RunRequest;
    error?: string;
  }>(
    `const [done] = arguments;
    document.querySelector("parallel-playground").run()
      .then(({ request }) => done({ request }), (error) => done({ error: String(error) }));`,
  );
  assert.ok(request, error);
  return request;
}

test("the versions of a program that are taken back are the author’s again", async () => {
  const { address } = await testBed.serve(() =>
    serveArticle(
      '<parallel-python><script type="text/x-python" data-name="Written">print(1)</script></parallel-python>',
    ),
  );
  await page.driver.get(address);
  const names = await page.driver.executeAsyncScript(
    `const [script, done] = arguments;
    import(script).then(async () => {
      const element = document.querySelector("parallel-python");
      const names = [];
      for (const versions of [[{ name: "Set", source: "print(2)" }], null, undefined]) {
        element.versions = versions;
        await element.updateComplete;
        names.push(element.versions.map(({ name }) => name));
      }
      done(names);
    });`,
    `${site.root}parallel-python.js`,
  );
  assert.deepEqual(names, [["Set"], ["Written"], ["Written"]]);
});

describe("what is told of the element", () => {
  test("its manifest has every field, as a property and as an attribute", () => {
    const { modules } = JSON.parse(readFileSync(`${DIST}/custom-elements.json`, "utf8"));
    const [{ attributes, members, events, tagName }] = modules[0].declarations;
    const names = (list: { name: string }[]) => list.map(({ name }) => name);
    assert.equal(tagName, "parallel-playground");
    for (const field of ["task", "workers", "chunkSize", "urls", "theme", "compact", "run"]) {
      assert.ok(names(members).includes(field), field);
    }
    for (const attribute of ["task", "chunk-size", "follow-address"]) {
      assert.ok(names(attributes).includes(attribute), attribute);
    }
    assert.deepEqual(names(events), [
      "run-start",
      "run-progress",
      "run-end",
      "run-error",
      "report-shown",
    ]);
    const undescribed = [...members, ...attributes].filter(({ description }) => !description);
    assert.deepEqual(names(undescribed), []);
  });
});
