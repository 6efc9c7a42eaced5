import assert from "node:assert/strict";
import { test } from "node:test";
import { pythonRuns } from "./python-runs.ts";

/** A program whose tokens are marked `⟨token text⟩`, and its text without the marks. */
function marked(source: string): string {
  return pythonRuns(source)
    .map(([token, text]) => (token === "" ? text : `⟨${token} ${text}⟩`))
    .join("");
}

const PROGRAMS: readonly string[] = [
  "⟨keyword import⟩ time  ⟨comment # not a 'string'⟩\n",
  "⟨meta @cache⟩\n⟨keyword async⟩ ⟨keyword def⟩ ⟨name fetch⟩(number):\n    ⟨keyword return⟩ number @ other\n",
  "before = ⟨string \"# no 'comment'\"⟩ + ⟨string f'{2} \\' for'⟩ + ⟨string rb\"\\\\\"⟩\n",
  '⟨string """Three lines,\n"one" of them \\""" quoted: if\n"""⟩\nx1 = ⟨number 1_000⟩ + ⟨number 0xff⟩ + ⟨number 1.5e-3j⟩\n',
  "⟨keyword class⟩ ⟨name Island⟩:\n    in_order = ⟨keyword None⟩; information = format(⟨number 2⟩)\n",
  "⟨string 'not closed⟩\n⟨keyword pass⟩\n⟨string '''nor this: pass\n⟩",
];

for (const program of PROGRAMS) {
  test(`tokens are told apart: ${JSON.stringify(program)}`, () => {
    const source = program.replace(/⟨\w+ ([^⟩]*)⟩/g, "$1");
    assert.equal(marked(source), program);
    assert.equal(
      pythonRuns(source)
        .map(([, text]) => text)
        .join(""),
      source,
    );
  });
}
