/** What a run noted besides its timings is shown: tracks, the graph, traffic, incidents. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Page } from "./support/page.ts";
import { resultOf } from "./support/spans.ts";
import * as testBed from "./support/test-bed.ts";

let page: Page;

before(async () => {
  const site = await testBed.site();
  page = await testBed.page();
  await page.open(`${site.root}embed.html`);
});

test("a work queue’s depth has a track of its own", async () => {
  const fields = { task: "count-primes", strategies: "work-queue", workers: 2, trials: 1 };
  const result = resultOf(await page.report(fields), "work-queue");
  const [track] = result.trials[0]?.tracks ?? [];
  const most = Math.max(...(track?.samples.map(({ value }) => value) ?? []));
  const labels = await page.call<string[]>(`
    await inPage.drawn();
    const levels = [...inPage.part("lane-view").querySelectorAll("playground-trial-level")];
    return levels.map(({ shadowRoot }) => shadowRoot.querySelector("canvas").ariaLabel);
  `);
  assert.ok(labels.includes(`queue depth: at most ${most} ranges`), labels.join("; "));
});

/** What another run had shown there is gone by then. */
const GRAPH = `
  await inPage.drawn();
  const view = () => inPage.part("graph-section")?.querySelector("playground-graph-view");
  const graph = () => view()?.shadowRoot;
  await inPage.settled(() => graph()?.querySelector("tbody") != null);
`;

test("a small task graph is drawn whole", async () => {
  const fields = { task: "count-primes", strategies: "task-graph", workers: 2, trials: 1 };
  const result = resultOf(await page.report(fields), "task-graph");
  const { graph = [] } = result.trials[0] ?? {};
  const drawn = await page.call<string[]>(`${GRAPH}
    return [...graph().querySelectorAll(".drawing title")].map(({ textContent }) => textContent);
  `);
  assert.deepEqual(
    drawn,
    graph.map(({ label }) => label),
  );
});

test("a large one is told layer by layer", async () => {
  const fields = { task: "count-primes", strategies: "task-graph", trials: 1, chunkSize: 10_000 };
  const result = resultOf(await page.report(fields), "task-graph");
  const nodes = result.trials[0]?.graph.length;
  const [drawings, counts] = await page.call<[number, number[]]>(`${GRAPH}
    const rows = [...graph().querySelectorAll("tbody tr")];
    const numbers = rows.map((row) => parseInt(row.querySelector("td").textContent));
    return [graph().querySelectorAll(".drawing").length, numbers];
  `);
  assert.equal(drawings, 0);
  assert.equal(
    counts.reduce((sum, count) => sum + count, 0),
    nodes,
  );
});

test("what was moved is told in numbers", async () => {
  const fields = { task: "count-in-range", strategies: "processes", workers: 2, trials: 1 };
  const { trials } = resultOf(await page.report(fields), "processes");
  const cells = await page.call<string[]>(`
    await inPage.drawn();
    const numbers = inPage.part("strategy-results")
      .querySelector("playground-strategy-numbers").shadowRoot;
    const moved = () => [...numbers.querySelectorAll("table")].find((table) =>
      [...table.querySelectorAll("th")].some(({ textContent }) => textContent === "Messages"));
    const rows = [...moved().querySelectorAll("tbody tr")];
    return [...rows.at(-1).cells].map(({ textContent }) => textContent);
  `);
  assert.deepEqual(cells.slice(0, 2), ["Processes", `${trials[0]?.traffic.messages}`]);
});

test("incidents are told with their trial", async () => {
  const told = await page.call<string>(`
    const results = inPage.part("strategy-results").host;
    const [sequential, processes] = results.view.report.results;
    const [trial] = processes.trials;
    const incidents = ["Process 2 ended; its ranges were run again."];
    const report = {
      ...results.view.report,
      results: [sequential, { ...processes, trials: [trial, { ...trial, incidents }] }],
    };
    results.view = { ...results.view, report };
    const list = () => results.shadowRoot.querySelector(".incidents");
    await inPage.settled(() => list() !== null);
    return list().textContent;
  `);
  assert.equal(told, "Processes, trial 2. Process 2 ended; its ranges were run again.");
});
