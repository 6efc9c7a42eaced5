/**
 * Records the reports that lessons show where a browser cannot run them: `npm run record-lessons`.
 *
 * Runs what each lesson's element says, on the built site, in Chromium; names are those that the
 * lessons ask for (`report="reports/NAME.json"`). What a lesson claims has to hold of its record.
 */

import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { RunReport } from "../../www/generated/types/RunReport.ts";
import { chromium } from "./browsers/chromium.ts";
import { serveSite } from "./server/site.ts";
import { assertRecordable, LESSONS } from "./support/lesson-claims.ts";
import { Page } from "./support/page.ts";

const FOLDER = fileURLToPath(new URL("../../www/lessons", import.meta.url));
/** The page that has an element's script, by its tag. */
const HOME: Record<string, string> = {
  "parallel-playground": "embed.html",
  "parallel-python": "embed-python.html",
};
/** What a lesson's reader waits for, and what the repository holds. */
const MOST_BYTES = 60_000;

/** An element that runs, as a lesson's Markdown has it. */
const RUNNER =
  /<(?<tag>parallel-playground|parallel-python) (?<attributes>[^>]*\sreport="reports\/(?<record>[^"]+)\.json"[^>]*)>/g;
const ATTRIBUTE = /(?<name>[\w-]+)="(?<value>[^"]*)"/g;
/** A version of a program, which such an element has from the lesson. */
const VERSION = /^```python named=(?<name>[^\n]+)\n(?<source>.*?)^```$/gms;

interface Recordable {
  tag: string;
  attributes: Record<string, string>;
  record: string;
  versions: { name: string; source: string }[];
}

function attributesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(ATTRIBUTE)].map(({ groups }) => [groups?.name, groups?.value]),
  );
}

function recordablesOf(markdown: string): Recordable[] {
  const written = [...markdown.matchAll(VERSION)].map(({ groups = {} }) => ({
    name: groups.name ?? "",
    source: groups.source ?? "",
  }));
  return [...markdown.matchAll(RUNNER)].map(({ groups = {} }) => ({
    tag: groups.tag ?? "",
    attributes: attributesOf(groups.attributes ?? ""),
    record: groups.record ?? "",
    // No lesson has two such elements.
    versions: groups.tag === "parallel-python" ? written : [],
  }));
}

/** Puts the element into the page, as the lesson has it, and runs it; one trial keeps the record small. */
const RUN = `
  const { tag, attributes, versions } = given;
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name !== "report" && name !== "from") {
      element.setAttribute(name, value);
    }
  }
  if (versions.length > 0) {
    element.versions = versions;
  }
  document.body.replaceChildren(element);
  await customElements.whenDefined(tag);
  return element.run({ trials: 1 });
`;

/** A report as it is kept: times to the microsecond, on one line. */
function kept(report: RunReport): string {
  const rounded = (_: string, value: unknown) =>
    typeof value === "number" ? Math.round(value * 1_000) / 1_000 : value;
  return `${JSON.stringify(report, rounded)}\n`;
}

const wanted = process.argv.slice(2);
const site = await serveSite();
const { driver, end } = await chromium.start({});
await driver.manage().setTimeouts({ script: 120_000 });
const page = new Page(driver);
try {
  await mkdir(`${FOLDER}/reports`, { recursive: true });
  for (const file of (await readdir(FOLDER)).sort()) {
    const lesson = LESSONS.find(({ number, name }) => file === `${number}-${name}.md`);
    if (lesson === undefined) {
      continue;
    }
    for (const recordable of recordablesOf(await readFile(`${FOLDER}/${file}`, "utf8"))) {
      const { record, attributes } = recordable;
      if (wanted.length > 0 && !wanted.includes(record)) {
        continue;
      }
      await page.driver.get(`${site.root}${HOME[recordable.tag]}`);
      const report = await page.call<RunReport>(RUN, recordable);
      assertRecordable(lesson, attributes.id ?? "", report);
      const text = kept(report);
      if (text.length > MOST_BYTES) {
        throw new Error(`${record} would have ${text.length} bytes, more than ${MOST_BYTES}`);
      }
      await writeFile(`${FOLDER}/reports/${record}.json`, text);
      console.log(`${record}: ${text.length} bytes`);
    }
  }
} finally {
  await end();
  await site.close();
}
