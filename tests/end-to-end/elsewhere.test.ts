/** Reports that were made elsewhere or long ago are opened here, and those made here keep to the schema. */

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { RunReport } from "../../www/generated/types/RunReport.ts";
import { DIST, type Site } from "./server/site.ts";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PYTHON = process.env.PYTHON ?? "python3";
const ENV = { ...process.env, PYTHONPATH: join(ROOT, "python") };
const COMMAND = ["-m", "parallel_playground"];
const WORK = { task: "count-primes", strategies: "processes", workers: 2, trials: 1, size: 3000 };

let site: Site;
let page: Page;
let folder: string;
/** The file of a report that CPython wrote natively. */
let native: string;

const python = (...words: string[]) => promisify(execFile)(PYTHON, words, { env: ENV });

before(async () => {
  site = await testBed.site();
  page = await testBed.page();
  await page.open(`${site.root}embed.html`);
  await page.call("await inPage.opened();");
  folder = await mkdtemp(join(tmpdir(), "elsewhere-"));
  native = join(folder, "native.json");
  const { task, strategies, workers, trials, size } = WORK;
  const words = ["--task", task, "--strategies", strategies, "--workers", `${workers}`];
  const more = ["--trials", `${trials}`, "--size", `${size}`, "-o", native];
  await python(...COMMAND, "run", ...words, ...more);
});

after(() => rm(folder, { recursive: true }));

const OPENING = `
  const host = document.querySelector("parallel-playground");
  const notice = () => (host.shadowRoot.querySelector(".notice")?.textContent ?? "").replaceAll(/\\s+/g, " ");
  const rows = () => inPage.part("strategy-results")?.querySelectorAll("table tbody tr").length ?? 0;
`;

/** Drops a report on the page: what is said of it, and how many strategies are shown. */
function opened(name: string, report: RunReport): Promise<{ said: string; rows: number }> {
  return page.call(
    `${OPENING}
    inPage.drop(given.name, JSON.stringify(given.report));
    const all = given.report.results.length;
    await inPage.settled(() => notice().includes(given.name) && rows() === all);
    await inPage.settled(() => inPage.part("lane-view") !== undefined);
    return { said: notice(), rows: rows() };`,
    { name, report },
  );
}

test("reports that a tab writes keep to the schema, whatever language they are in", async () => {
  for (const language of ["rust", "python"]) {
    const path = join(folder, `${language}.json`);
    await writeFile(path, JSON.stringify(await page.report({ ...WORK, language })));
    const schema = join(DIST, "report.schema.json");
    await python("-m", "jsonschema", "--instance", path, schema);
  }
});

test("reports of before open", async () => {
  const reports = join(ROOT, "tests/reports");
  for (const name of await readdir(reports)) {
    const report: RunReport = JSON.parse(await readFile(join(reports, name), "utf8"));
    assert.equal((await opened(name, report)).rows, report.results.length, name);
  }
});

test("a native report says where it was made, and is compared with the tab's own run", async () => {
  await page.report({ ...WORK, language: "python" });
  const report: RunReport = JSON.parse(await readFile(native, "utf8"));
  const { said, rows } = await opened(basename(native), report);
  assert.match(said, /saved report native\.json, run on .+ in CPython 3\.\d+\.\d+\S* on \w+ \w+\./);
  assert.equal(rows, 2);
  const { compared, text, titles } = await page.call<{
    compared: number;
    text: string;
    titles: string;
  }>(`
    const comparison = () => inPage.part("report-comparison");
    await inPage.settled(() => comparison()?.querySelector("tbody tr"));
    const host = document.querySelector("parallel-playground");
    const lanes = () => [...host.shadowRoot.querySelectorAll("playground-lane-view")].at(-1);
    await inPage.settled(() => /native\\.json/.test(lanes()?.shadowRoot.textContent ?? ""));
    return {
      compared: comparison().querySelectorAll("tbody tr").length,
      text: comparison().textContent,
      titles: lanes().shadowRoot.textContent,
    };
  `);
  assert.equal(compared, 2);
  assert.match(text, /in CPython/);
  assert.match(titles, /· newest/);
});

/** A report as of a cluster, whose second machine has a clock of its own. */
async function ofCluster(): Promise<RunReport> {
  const report: RunReport = JSON.parse(await readFile(native, "utf8"));
  const [, result] = report.results;
  assert.ok(result && report.environment.native);
  result.strategy = "mpi";
  for (const [place, lane] of (result.trials[0]?.lanes ?? []).entries()) {
    lane.machine = place === 0 ? "node-1" : "node-7";
  }
  report.environment.native.machines = [
    { name: "node-1", clockAheadMs: 0, clockResidualMs: 0 },
    { name: "node-7", clockAheadMs: 300_000, clockResidualMs: 0.25 },
  ];
  return report;
}

test("lanes on several machines say on which, and how far their clocks were apart", async () => {
  await opened("cluster.json", await ofCluster());
  const { names, clocks } = await page.call<{ names: string[]; clocks: string }>(`
    const names = () => [...inPage.part("lane-view").querySelectorAll(".names li")].map((it) => it.textContent);
    await inPage.settled(() => names().some((name) => name.includes("node-7")));
    const { shadowRoot } = document.querySelector("parallel-playground");
    return { names: names(), clocks: shadowRoot.querySelector(".clocks").textContent };
  `);
  // Whichever ones there are: a single process may have done all of a small task.
  assert.ok(
    names.some((name) => /^\w.* on node-1$/.test(name)),
    names.join(),
  );
  assert.ok(
    names.some((name) => /^\w.* on node-7$/.test(name)),
    names.join(),
  );
  assert.match(clocks, /node-7 was 5\smin\s0\ss ahead \(± 0\.25\d?\sms\)/);
});

test("what more workers and machines would do is predicted of an engine elsewhere", async () => {
  await opened("engine.json", await ofCluster());
  const { strategies, isFixed, told } = await page.call<Record<string, unknown>>(`
    // In a frame there is no room for it.
    document.querySelector("parallel-playground").compact = false;
    const section = () => inPage.part("outlook");
    await inPage.settled(() => section()?.querySelector("details"));
    section().querySelector("details").open = true;
    const view = () => section().querySelector("playground-outlook-view")?.shadowRoot;
    await inPage.settled(() => /machines of/.test(view()?.querySelector("tbody")?.textContent ?? ""));
    return {
      strategies: [...view().querySelectorAll("option")].map((it) => it.textContent.trim()),
      isFixed: view().querySelector("#machines").disabled,
      told: view().querySelector("output").textContent,
    };
  `);
  assert.deepEqual(strategies, ["MPI"]);
  assert.equal(isFixed, false);
  assert.match(`${told}`, /Predicted for 16 workers/);
});

test("what a reader's own programs printed natively is in the console", async () => {
  const programs = ["one", "other"].map((name) => join(folder, `${name}.py`));
  for (const path of programs) {
    await writeFile(path, "import sys\nprint('alike')\nprint('aside', file=sys.stderr)\n");
  }
  const path = join(folder, "programs.json");
  await python(...COMMAND, "run", ...programs, "--trials", "1", "-o", path);
  await opened("programs.json", JSON.parse(await readFile(path, "utf8")));
  const pieces = await page.call<string[][]>(`
    const pieces = () => [...(inPage.part("console")?.querySelectorAll(".piece") ?? [])];
    await inPage.settled(() => pieces().length >= 4);
    return pieces().map((it) => [".who", ".text"].map((part) => it.querySelector(part).textContent.trim()));
  `);
  const each = [
    ["main", "alike"],
    ["main", "error output: aside"],
  ];
  assert.deepEqual(pieces, [...each, ...each]);
  const code = await page.call<{ lead: string; files: string[] }>(`
    document.querySelector("parallel-playground").compact = false;
    const view = await inPage.reach("code-view");
    view.querySelector("details").open = true;
    const listing = () => view.querySelector("playground-code-listing")?.shadowRoot;
    await inPage.settled(() => listing()?.querySelector("figure"));
    return {
      lead: view.querySelector(".lead").textContent,
      files: [...listing().querySelectorAll("figcaption span")].map((it) => it.textContent),
    };
  `);
  assert.match(code.lead, /program that ran/);
  assert.deepEqual(code.files, ["one", "other"]);
});

/** What other programs write of their runs, by the names of files. */
const TRACES: Readonly<Record<string, string>> = {
  "stream.json": JSON.stringify(
    [2, 1, 1].map((worker, place) => ({
      worker: `tcp://10.0.0.${worker}:4000`,
      thread: 7 + place,
      key: `add-${place}`,
      startstops: [
        { action: "transfer", start: 100 + place, stop: 100.25 + place },
        { action: "compute", start: 100.125 + place, stop: 101 + place },
      ],
    })),
  ),
  "trace.json": JSON.stringify([
    { ph: "M", name: "process_name", pid: 1, tid: 0, args: { name: "gallery" } },
    { ph: "M", name: "thread_name", pid: 1, tid: 2, args: { name: "painter" } },
    { ph: "X", name: "paint", cat: "x", pid: 1, tid: 2, ts: 5000, dur: 4000 },
    { ph: "X", name: "within", cat: "x", pid: 1, tid: 2, ts: 5000, dur: 1000 },
    { ph: "X", name: "wait", cat: "x", pid: 1, tid: 2, ts: 9000, dur: 1000 },
    { ph: "X", name: "x", cat: "copy", pid: 2, tid: 2, ts: 6000, dur: 500 },
    { ph: "C", name: "depth", pid: 1, tid: 0, ts: 5000, args: { n: 1 } },
  ]).slice(0, -1),
  "event-log": [
    JSON.stringify({
      Event: "SparkListenerExecutorAdded",
      "Executor ID": "1",
      "Executor Info": { "Total Cores": 2 },
    }),
    ...[
      ["1", "node-1", 1000, 1100],
      ["1", "node-1", 1000, 1200],
      ["1", "node-1", 1099, 1300],
      ["2", "node-7", 1010, 1090],
    ].map(([executor, host, launch, finish]) =>
      JSON.stringify({
        Event: "SparkListenerTaskEnd",
        "Stage ID": 0,
        "Task End Reason": { Reason: "Success" },
        "Task Info": {
          Index: 0,
          "Executor ID": executor,
          Host: host,
          "Launch Time": launch,
          "Finish Time": finish,
        },
        "Task Metrics": {
          "Executor Deserialize Time": 10,
          "Executor Run Time": 50,
          "Result Serialization Time": 5,
        },
      }),
    ),
    '{"Event": "SparkListenerTaskEn',
  ].join("\n"),
};

/** Has the command make a report of a file. */
const OPENED = `
import json, sys
from pathlib import Path
from parallel_playground.native.foreign.opened import opened
print(json.dumps(opened(Path(sys.argv[1]))))
`;

test("what other programs write of their runs is opened as the command opens it", async () => {
  const asked = () => site.requests.filter((url) => url.startsWith("/traces.js")).length;
  assert.equal(asked(), 0);
  for (const [name, text] of Object.entries(TRACES)) {
    const path = join(folder, name);
    await writeFile(path, text);
    const made: RunReport = JSON.parse((await python("-c", OPENED, path)).stdout);
    const { said, report } = await page.call<{ said: string; report: RunReport }>(
      `${OPENING}
      inPage.drop(given.name, given.text);
      await inPage.settled(() => notice().includes(given.name) && rows() === 1);
      return { said: notice(), report: host.report };`,
      { name, text },
    );
    assert.match(said, /run in another program/);
    const lanes = ({ results }: RunReport) => results[0]?.trials[0]?.lanes;
    const exactly = (_: string, value: unknown) =>
      typeof value === "number" ? Math.round(value * 1e4) / 1e4 : value;
    assert.deepEqual(JSON.parse(JSON.stringify(lanes(report), exactly)), lanes(made), name);
    const { environment, request, results } = report;
    assert.deepEqual(environment, made.environment);
    const [own, other] = [results, made.results].map(([result]) => result);
    assert.deepEqual(
      [request, own?.strategy],
      [{ ...made.request, versions: [] }, other?.strategy],
    );
  }
  assert.equal(asked(), 1);
});

test("a trace that is not as its format has it is refused with what is wrong in it", async () => {
  const said = await page.call<string>(`
    inPage.drop("odd.json", '[{"ph": "X", "ts": "soon", "dur": 5}]');
    const said = () => inPage.part("open-report")?.querySelector("[role=alert]")?.textContent ?? "";
    await inPage.settled(() => said().includes("odd.json"));
    return said();
  `);
  assert.match(said, /odd\.json: .*“ts” is "soon", and no number\. Save it again/);
});

test("where the site lacks what opens traces, a trace is refused with that", async () => {
  const without = await testBed.site({ missing: ["traces.js"] });
  const other = await testBed.page();
  await other.open(`${without.root}embed.html`);
  const said = await other.call<string>(
    `await inPage.opened();
    inPage.drop("trace.json", given);
    const said = () => inPage.part("open-report")?.querySelector("[role=alert]")?.textContent ?? "";
    await inPage.settled(() => said().includes("trace.json"));
    return said();`,
    TRACES["trace.json"],
  );
  assert.match(said, /is no report\. .*traces\.js did not load .*Reload the page/);
});

test("what a report says of its place is shown as far as it makes sense", async () => {
  const report = JSON.parse(await readFile(native, "utf8"));
  report.environment.native = 7;
  const { rows } = await opened("odd.json", report);
  assert.equal(rows, 2);
});

test("a report of more than 200 MB is refused with its size, and with what makes it smaller", async () => {
  const said = await page.call<string>(`
    inPage.drop("large.json", new Blob(Array(212).fill(new Uint8Array(1e6))));
    const said = () => inPage.part("open-report")?.querySelector("[role=alert]")?.textContent ?? "";
    await inPage.settled(() => said().includes("large.json"));
    return said();
  `);
  assert.match(said, /large\.json has 212 MB\. .*200 MB at most.*smaller/);
});

test("the command opens a report in the page", async () => {
  const words = [...COMMAND, "open", native, "--site", DIST, "--no-browser"];
  const serving = spawn(PYTHON, words, { env: ENV, stdio: ["ignore", "pipe", "inherit"] });
  try {
    const [line] = (await once(serving.stdout, "data")) as [Buffer];
    const [address] = /http:\S+/.exec(line.toString()) ?? [];
    assert.ok(address, line.toString());
    const other = await testBed.page();
    // What the tests run in pages is not served here.
    await other.driver.get(address);
    const said = await other.driver.wait(() =>
      other.driver.executeScript<string>(`
        const { shadowRoot } = document.querySelector("parallel-playground");
        const rows = shadowRoot?.querySelector("playground-strategy-results")?.shadowRoot
          ?.querySelectorAll("table tbody tr").length;
        return rows === 2 ? shadowRoot.querySelector(".notice").textContent : "";
      `),
    );
    assert.match(said, /Recorded on .+ in CPython/);
  } finally {
    serving.kill();
  }
});
