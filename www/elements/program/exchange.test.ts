import assert from "node:assert/strict";
import { test } from "node:test";
import { scriptName } from "./exchange.ts";

test("a script is told by its file's name, however that is written, and called as the file is", () => {
  const cases = {
    "work.py": "work",
    "Work.PY": "Work",
    " my.own.Py": "my.own",
    "program.json": undefined,
    ".py": undefined,
    " .py": undefined,
    "work.py.json": undefined,
  };
  for (const [file, name] of Object.entries(cases)) {
    assert.equal(scriptName(file), name, file);
  }
});
