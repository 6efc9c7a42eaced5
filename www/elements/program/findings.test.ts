import assert from "node:assert/strict";
import { test } from "node:test";
import type { RunReport } from "../../generated/types/RunReport.ts";
import { asTheyRan, marksOf } from "./findings.ts";
import { identified, type Version } from "./version.ts";

const VERSIONS = identified(["First", "Other", "Raises"].map((name) => ({ name, source: name })));

const REPORT = {
  request: { versions: VERSIONS.map((version) => ({ ...version, unordered: false })) },
  results: [
    { strategy: "first", matchesSequential: true },
    { strategy: "other", matchesSequential: false },
  ],
  skipped: [{ strategy: "raises" }],
} as unknown as RunReport;

/** The versions, after one of them was changed. */
function changed(id: string, change: Partial<Version>): Version[] {
  return VERSIONS.map((version) => (version.id === id ? { ...version, ...change } : version));
}

function marks(versions: readonly Version[]): [string, string][] {
  return [...marksOf(REPORT, versions)];
}

const OTHER: [string, string] = ["other", "prints something else"];
const RAISES: [string, string] = ["raises", "did not finish"];

test("the versions that ran are marked by what the run found of them", () => {
  assert.deepEqual(marks(VERSIONS), [OTHER, RAISES]);
});

test("what a run found is not said of another program, whose versions have the same ids", () => {
  const others = VERSIONS.map((version) => ({ ...version, source: "of another program" }));
  assert.deepEqual(asTheyRan(REPORT, others), []);
  assert.deepEqual(marks(others), []);
});

test("a version that is changed since has no mark, and one that takes its id has none either", () => {
  assert.deepEqual(marks(changed("other", { source: "" })), [RAISES]);
  assert.deepEqual(marks(changed("other", { ranks: 2 })), [RAISES]);
  assert.deepEqual(marks(changed("other", { unordered: true })), [RAISES]);
  assert.deepEqual(marks(changed("raises", { id: "other" }).toSpliced(1, 1)), []);
});

test("after the first is changed, nothing is said any more of what was compared with it", () => {
  assert.deepEqual(marks(changed("first", { source: "" })), [RAISES]);
});
