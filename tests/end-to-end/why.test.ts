/** What a run says of itself: why it took so long, and how it scales. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { exactReport } from "./support/exact-report.ts";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";

let page: Page;

before(async () => {
  const site = await testBed.site();
  page = await testBed.page();
  await page.open(`${site.root}playground.html`);
});

test("threads under a GIL are found to take turns, and a button sets what helps", async () => {
  const fields = { task: "count-primes", strategies: "gil-threads", workers: 2 };
  const { diagnosis } = await page.report(fields);
  const finding = diagnosis.find(({ code }) => code === "held-by-the-gil");
  assert.ok(finding, JSON.stringify(diagnosis));
  assert.equal(finding.strategy, "gil-threads");
  assert.equal(finding.remedy?.field, "strategies");
  const chosen = await page.call<string[]>(
    `
      await inPage.settled(() => inPage.part("diagnosis").querySelector("button") !== null);
      const buttons = [...inPage.part("diagnosis").querySelectorAll("button")];
      buttons.find((button) => button.textContent.trim() === given).click();
      await inPage.settled(() => inPage.part("diagnosis").textContent.includes("Press Run"));
      await inPage.drawn();
      const boxes = [...inPage.part("run-controls").querySelectorAll("[name=strategies]")];
      return boxes.filter((box) => box.checked).map((box) => box.value);
    `,
    finding.remedy.label,
  );
  assert.deepEqual(chosen, ["sequential", "threads", "gil-threads", "processes"]);
});

test("a run with more workers than cores is told so", async () => {
  const cores = await page.call<number>("return navigator.hardwareConcurrency;");
  const fields = { task: "count-primes", strategies: "processes", workers: cores + 1, trials: 1 };
  const { diagnosis } = await page.report(fields);
  const finding = diagnosis.find(({ code }) => code === "oversubscribed");
  assert.equal(finding?.remedy?.value, String(cores));
});

test("a reader imagines other machines, and is told a prediction", async () => {
  // What is told of times that were measured hangs on what else the machine did.
  await page.call('await inPage.openReport("exact.json", given);', exactReport());
  const imagine = (expected: string, numbers: Record<string, string>): Promise<string> =>
    page.call<string>(
      `
      const outlook = () => inPage.part("outlook")?.querySelector("details");
      await inPage.settled(outlook);
      outlook().open = true;
      const view = () => inPage.part("outlook").querySelector("playground-outlook-view")?.shadowRoot;
      await inPage.settled(() => view()?.querySelector("output strong"));
      for (const [name, value] of Object.entries(given.numbers)) {
        const input = view().querySelector(name === "strategy" ? "select" : "#" + name);
        input.value = value;
        input.dispatchEvent(new Event("change"));
        await view().host.updateComplete;
      }
      const told = () => view().querySelector("output").textContent.replaceAll(/\\s+/g, " ").trim();
      // Each change is predicted from by itself.
      await inPage.settled(() => told().startsWith("Predicted for " + given.expected + ":"));
      return told();
    `,
      { expected, numbers },
    );
  const speedup = (text: string): number => Number(/([\d.]+)×$/.exec(text)?.[1]);
  const small = await imagine("3 workers on 3 cores", { workers: "3", cores: "3" });
  assert.match(small, /: about [\d.]+ m?s, [\d.]+×$/);
  assert.ok(speedup(small) > 2.5 && speedup(small) <= 3, small);
  const cluster = await imagine(
    "8 workers on 4 machines of 2 cores, 1 item a chunk, 1 s a message",
    {
      strategy: "Processes",
      workers: "8",
      machines: "4",
      cores: "2",
      chunkSize: "1",
      messageMs: "1000",
    },
  );
  assert.ok(speedup(cluster) < 1, cluster);
});

/** Opens the section on scaling, presses its button number `given`, and waits for the chart. */
const SWEEP = `
  document.querySelector("parallel-playground").setAttribute("size", "20000");
  const section = await inPage.reach("scaling");
  section.querySelector("details").open = true;
  const view = () => section.querySelector("playground-scaling-view")?.shadowRoot;
  await inPage.settled(() => view()?.querySelector("button"));
  view().querySelectorAll("button")[given].click();
  await inPage.settled(() => view().querySelectorAll("playground-line-chart").length > given);
  const part = view().querySelectorAll("section")[given];
  const chart = part.querySelector("playground-line-chart").shadowRoot;
  await inPage.settled(() => chart.querySelector(":is(.dots, .crosses, .triangles)"));
  const cells = (row) => [...row.cells].map((cell) => cell.textContent);
  return {
    points: chart.querySelectorAll("svg[role=img] :is(.dots, .crosses, .triangles)").length,
    rows: [...part.querySelectorAll("tbody tr")].map(cells),
  };
`;

test("a sweep over workers measures, fits and predicts each count", async () => {
  const cores = await page.call<number>("return navigator.hardwareConcurrency;");
  const { points, rows } = await page.call<{ points: number; rows: string[][] }>(SWEEP, 0);
  assert.deepEqual(
    rows.map(([workers]) => Number.parseInt(workers ?? "", 10)),
    Array.from({ length: 2 * cores }, (_, index) => index + 1),
  );
  assert.equal(points, rows.length);
  for (const [workers, time, speedup, efficiency, karpFlatt, predicted, error] of rows) {
    assert.match(`${time} ${predicted}`, /^[\d.]+\sm?s [\d.]+\sm?s$/);
    assert.match(`${speedup} ${efficiency} ${error}`, /^[\d.,]+× [\d,]+% [\d,]+%$/);
    if (Number.parseInt(workers ?? "", 10) > cores) {
      assert.deepEqual([workers?.replace(/^\d+ /, ""), karpFlatt], ["take turns", "–"]);
    }
  }
});

test("a sweep over chunk sizes goes from one item to a worker's share", async () => {
  const { points, rows } = await page.call<{ points: number; rows: string[][] }>(SWEEP, 1);
  const sizes = rows.map(([size]) => Number(size?.replace(",", "")));
  assert.ok(sizes.length >= 5);
  assert.equal(points, sizes.length);
  assert.deepEqual(
    sizes.toSorted((a, b) => a - b),
    sizes,
  );
});

test("on a machine of many cores no more workers are offered than a run may have", async () => {
  const offered = await page.call<[string | undefined, string | undefined]>(
    `Object.defineProperty(Navigator.prototype, "hardwareConcurrency", { get: () => 100 });
     const controls = await inPage.reach("run-controls");
     controls.host.requestUpdate();
     const section = await inPage.reach("scaling");
     const { host } = section;
     const { environment } = host;
     host.environment = { ...environment, logicalCores: 100 };
     section.querySelector("details").open = true;
     const buttons = () =>
       section.querySelector("playground-scaling-view")?.shadowRoot?.querySelectorAll("button");
     await inPage.settled(() => buttons()?.[0]?.textContent.includes("64"));
     host.environment = environment;
     return [buttons()[0].textContent.trim(), controls.querySelector("[name=workers]").value];`,
  );
  assert.deepEqual(offered, ["Measure 1 to 64 workers", "64"]);
});
