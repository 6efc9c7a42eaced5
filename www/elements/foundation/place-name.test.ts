import assert from "node:assert/strict";
import { test } from "node:test";
import type { Environment } from "../../generated/types/Environment";
import { placeName } from "./place-name";

test("a report was made in a browser, or by a Python on a machine", () => {
  const browser = { browser: "a browser" } as Environment;
  assert.equal(placeName(browser), "a browser");
  assert.equal(placeName({ ...browser, browser: "" }), "another program");
  const native = { system: "Linux x86_64", implementation: "CPython", freeThreaded: false };
  const there = { browser: "", python: "3.14.0", native } as unknown as Environment;
  assert.equal(placeName(there), "CPython 3.14.0 on Linux x86_64");
  const free = { ...there, native: { ...native, freeThreaded: true } } as unknown as Environment;
  assert.equal(placeName(free), "CPython 3.14.0 without a GIL on Linux x86_64");
});
