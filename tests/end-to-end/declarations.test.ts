/** What typed programs are told of the element: a compiler takes it, and tells right use from wrong. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { DIST } from "./server/site.ts";

const TSC = join(import.meta.dirname, "node_modules", ".bin", "tsc");

/** An author's program. The compiler complains where what it is told to expect does not come. */
const PROGRAM = `
import type { ParallelPlayground, RunReport } from "./parallel-playground";

const element = document.createElement("parallel-playground");
element satisfies ParallelPlayground;
element.strategies = ["threads", "processes"];
element.strategies = "threads processes";
element.workers = 2;
element.size = null;
// @ts-expect-error A language is a text, or a list of them.
element.language = 7n;
// @ts-expect-error There is no such property.
element.nonsense = 1;
element.addEventListener("run-end", ({ detail }) => {
  const { report }: { report: RunReport } = detail;
  // @ts-expect-error A median is a number.
  report.results[0]?.medianMs();
});
element.addEventListener("run-error", ({ detail: { code, field, message } }) => {
  [code, field, message] satisfies (string | null)[];
});
const report: RunReport = await element.run({ task: "count-primes" }, { signal: AbortSignal.timeout(1) });
report.results.map(({ strategy, speedup }) => [strategy satisfies string, speedup]);
// @ts-expect-error A run's fields are known.
await element.run({ taks: "count-primes" });
`;

const SETTINGS = {
  compilerOptions: {
    target: "ES2023",
    module: "ESNext",
    moduleResolution: "bundler",
    lib: ["ES2024", "DOM", "DOM.Iterable"],
    types: [],
    strict: true,
    noEmit: true,
  },
  files: ["program.ts"],
};

test("the element's types compile, strictly, and tell right use from wrong", async (context) => {
  const folder = await mkdtemp(join(tmpdir(), "declarations-"));
  context.after(() => rm(folder, { recursive: true }));
  await copyFile(join(DIST, "parallel-playground.d.ts"), join(folder, "parallel-playground.d.ts"));
  await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  await writeFile(join(folder, "program.ts"), PROGRAM);
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(SETTINGS));
  const compiled = promisify(execFile)(TSC, ["--project", folder]);
  const complaints = await compiled.then(
    () => "",
    ({ stdout, message }: Error & { stdout: string }) => stdout || message,
  );
  assert.equal(complaints, "");
});
