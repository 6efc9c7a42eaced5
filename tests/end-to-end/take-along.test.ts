/** A finished run can be saved in several forms, passed on as a link, and opened again. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { RunReport } from "../../www/generated/types/RunReport.ts";
import type { Site } from "./server/site.ts";
import type { Page } from "./support/page.ts";
import { SAVING, saved, savedEvents } from "./support/saving.ts";
import * as testBed from "./support/test-bed.ts";

const FIELDS = { task: "count-primes", strategies: "threads", workers: 2, trials: 2, size: 50_000 };

let site: Site;
let page: Page;
let report: RunReport;
let began: number;

before(async () => {
  site = await testBed.site();
  page = await testBed.page();
  await page.open(`${site.root}playground.html`);
  began = Date.now();
  report = await page.report(FIELDS);
});

test("a report says when its run ended", () => {
  const endedAt = Date.parse(report.endedAt ?? "");
  assert.ok(began <= endedAt && endedAt <= Date.now(), report.endedAt);
});

test("a report is saved whole", async () => {
  const { name, type, text } = await saved(page, "Report");
  assert.equal(name, "count-primes-report.json");
  assert.equal(type, "application/json");
  assert.deepEqual(JSON.parse(text), report);
});

test("trials are saved as a table", async () => {
  const { type, text } = await saved(page, "Trials");
  assert.equal(type, "text/csv");
  const lines = text.trimEnd().split("\r\n");
  assert.equal(lines.length, 1 + 2 * report.results.length);
  const [first] = report.results[0]?.trials ?? [];
  assert.ok(lines[1]?.split(",").includes(String(first?.elapsedMs)));
});

test("spans are saved as trace events: all that took any time", async () => {
  const traceEvents = await savedEvents(page);
  const count = report.results
    .flatMap(({ trials }) => trials.flatMap(({ lanes }) => lanes))
    .flatMap(({ spans }) => spans)
    .filter(({ startMs, endMs }) => endMs - startMs >= 0.001).length;
  const complete = traceEvents.filter(({ ph }) => ph === "X");
  assert.equal(complete.length, count);
});

test("a picture is saved that browsers can draw, as SVG and as PNG", async () => {
  const drawn = await page.call<{ type: string; width: number; height: number }[]>(`${SAVING}
    const svg = await saved("SVG");
    const sizes = [];
    for (const { type, blob } of [svg, await saved("PNG")]) {
      const image = new Image();
      image.src = URL.createObjectURL(blob);
      await image.decode();
      sizes.push({ type, width: image.width, height: image.height });
    }
    return sizes;
  `);
  const [svg, png] = drawn;
  assert.deepEqual([svg?.type, png?.type], ["image/svg+xml", "image/png"]);
  assert.equal(png?.width, 2 * (svg?.width ?? 0));
  assert.equal(png?.height, 2 * (svg?.height ?? 0));
});

test("the link leads to exactly the same settings", async () => {
  const link = await page.call<string>(`
    let copied;
    navigator.clipboard.writeText = async (text) => { copied = text; };
    const section = inPage.part("take-along");
    [...section.querySelectorAll("button")].find(({ textContent }) => /Link/.test(textContent)).click();
    await inPage.settled(() => /copied/.test(section.querySelector("[role=status]").textContent));
    return copied;
  `);
  const other = await testBed.page();
  await other.open(link);
  assert.deepEqual((await other.report({})).request, report.request);
});

const OPENING = `
  await inPage.opened();
  const opener = () => inPage.part("open-report");
  const host = document.querySelector("parallel-playground");
  const { drop } = inPage;
  const notice = () => host.shadowRoot.querySelector(".notice")?.textContent ?? "";
`;

test("a saved report is opened by dropping it, and shown", async () => {
  const other = await testBed.page();
  await other.open(`${site.root}embed.html`);
  const [rows, said] = await other.call<[number, string]>(
    `${OPENING}
    drop("old.json", JSON.stringify(given));
    await inPage.settled(() => /old\\.json/.test(notice()));
    const rows = () => inPage.part("strategy-results")?.querySelectorAll("table tbody tr").length;
    await inPage.settled(() => rows() > 0);
    await inPage.settled(() => inPage.part("lane-view") !== undefined);
    return [rows(), notice().replaceAll(/\\s+/g, " ")];
  `,
    report,
  );
  assert.equal(rows, report.results.length);
  assert.match(said, /old\.json, run on \d+ \w+ \d{4} at \d\d:\d\d in /);
});

test("a saved report that does not say when it ran is opened all the same", async () => {
  const other = await testBed.page();
  await other.open(`${site.root}embed.html`);
  const { endedAt: _, ...undated } = report;
  const said = await other.call<string>(
    `${OPENING}
    drop("older.json", JSON.stringify(given));
    await inPage.settled(() => /older\\.json/.test(notice()));
    return notice().replaceAll(/\\s+/g, " ");
  `,
    undated,
  );
  assert.match(said, /older\.json, run in /);
});

test("a saved report is compared with the newest run", async () => {
  await page.call(
    `${OPENING}
    drop("old.json", JSON.stringify(given));
    await inPage.settled(() => /old\\.json/.test(notice()));
  `,
    report,
  );
  await page.report({ ...FIELDS, size: 60_000 });
  const text = await page.call<string>(`
    await inPage.settled(() => inPage.part("report-comparison")?.querySelector("tbody tr"));
    return inPage.part("report-comparison").textContent;
  `);
  assert.match(text, /Compared with old\.json/);
  assert.match(text, /size 50000, then 60000/);
});

test("a saved report is opened by choosing it, and closed", async () => {
  const [closing, left] = await page.call<[string, string]>(
    `${OPENING}
    const input = (await inPage.reach("open-report")).querySelector("input");
    const chosen = new DataTransfer();
    chosen.items.add(new File([JSON.stringify(given)], "chosen.json"));
    input.files = chosen.files;
    input.dispatchEvent(new Event("change"));
    const close = () => [...opener().querySelectorAll("button")].at(-1);
    await inPage.settled(() => [notice(), close().textContent].every((text) => /chosen\\.json/.test(text)));
    const closing = close().textContent.trim();
    close().focus();
    close().click();
    if (!/^Open/.test(opener().activeElement?.textContent.trim())) throw new Error("the focus is lost");
    await inPage.settled(() => !/chosen\\.json/.test(notice()));
    await inPage.settled(() => inPage.part("report-comparison") === undefined);
    return [closing, notice()];
  `,
    report,
  );
  assert.equal(closing, "Close the report chosen.json");
  assert.doesNotMatch(left, /saved report/);
});

test("a saved report whose trial has no lanes is shown without them", async () => {
  const other = await testBed.page();
  await other.open(`${site.root}embed.html`);
  const [{ trials: [trial, ...trials] = [], ...first } = { trials: [] }, ...results] =
    report.results;
  const bare = { ...first, trials: [{ ...trial, lanes: [] }, ...trials] };
  const errors = await other.call<string[]>(
    `const errors = [];
    addEventListener("error", ({ message }) => errors.push(message));
    for (const [name, report] of Object.entries(given)) {
      await inPage.openReport(name, JSON.stringify(report));
      await inPage.drawn();
    }
    return errors;`,
    {
      "bare.json": { ...report, results: [bare] },
      "mixed.json": { ...report, results: [bare, ...results] },
    },
  );
  assert.deepEqual(errors, []);
});

test("of two files that are opened the last one is shown, whichever is read first", async () => {
  const other = await testBed.page();
  await other.open(`${site.root}embed.html`);
  const [shown, said] = await other.call<[string, string]>(
    `${OPENING}
    const first = inPage.withhold("readReport");
    drop("first.json", JSON.stringify(given));
    await first.asked;
    drop("last.json", JSON.stringify(given));
    await inPage.settled(() => /last\\.json/.test(notice()));
    await first.put();
    const shown = notice();
    const second = inPage.withhold("readReport");
    drop("bad.json", "none");
    await second.asked;
    drop("good.json", JSON.stringify(given));
    await inPage.settled(() => /good\\.json/.test(notice()));
    await second.put();
    return [shown, opener().querySelector("[role=alert]")?.textContent ?? ""];
  `,
    report,
  );
  assert.match(shown, /last\.json/);
  assert.equal(said, "");
});

test("a file that is gone, as a folder that is dropped, is refused, and named", async () => {
  const message = await page.call<string>(`
    ${OPENING}
    const folder = await navigator.storage.getDirectory();
    const handle = await folder.getFileHandle("gone.json", { create: true });
    const writable = await handle.createWritable();
    await writable.write("{}");
    await writable.close();
    const file = await handle.getFile();
    await folder.removeEntry("gone.json");
    drop("gone.json", file);
    const alert = () => opener()?.querySelector("[role=alert]")?.textContent ?? "";
    await inPage.settled(() => alert().startsWith("gone.json"));
    return alert();
  `);
  assert.match(message, /the browser cannot read it \(.+\)\. Choose a saved report’s file/);
});

test("a file is taken where reports are opened, and left to the browser elsewhere", async () => {
  const taken = await page.call<boolean[]>(
    `const element = document.createElement("parallel-playground");
     element.setAttribute("show", "results");
     document.body.append(element);
     const takes = () => {
       const dataTransfer = new DataTransfer();
       dataTransfer.items.add(new File(["{}"], "report.json"));
       const event = new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer });
       element.shadowRoot.querySelector(".playground").dispatchEvent(event);
       return event.defaultPrevented;
     };
     await inPage.settled(() => element.shadowRoot?.querySelector(".playground"));
     const whole = takes();
     element.setAttribute("compact", "");
     await element.updateComplete;
     const small = takes();
     element.remove();
     return [whole, small];`,
  );
  assert.deepEqual(taken, [true, false]);
});

test("what is no report is refused, and named", async () => {
  const [result] = report.results;
  const output = "deep";
  const deep = JSON.stringify({ ...report, results: [{ ...result, output }] });
  for (const [name, text] of Object.entries({
    "holiday.json": '{"version": 1}',
    "later.json": JSON.stringify({ ...report, version: 99 }),
    "picture.json": "\u0089PNG",
    "deep.json": deep.replace('"deep"', `${"[".repeat(1e5)}${"]".repeat(1e5)}`),
  })) {
    const message = await page.call<string>(
      `${OPENING}
      drop(given.name, given.text);
      const alert = () => opener().querySelector("[role=alert]")?.textContent ?? "";
      await inPage.settled(() => alert().startsWith(given.name));
      return alert();
    `,
      { name, text },
    );
    assert.match(message, /not a report/);
  }
});
