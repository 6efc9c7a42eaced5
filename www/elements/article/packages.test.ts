import assert from "node:assert/strict";
import { test } from "node:test";
import { missingPackages, whyMissing } from "./packages.ts";

const THERE = ["joblib", "charset-normalizer"];

test("packages are known by any name that pip takes", () => {
  assert.deepEqual(missingPackages("joblib, Charset_Normalizer charset.normalizer", THERE), []);
  assert.deepEqual(missingPackages("joblib NumPy", THERE), ["NumPy"]);
  assert.deepEqual(missingPackages("", THERE), []);
});

test("what is missing is named, and what its author does about it", () => {
  const said = whyMissing(["numpy", "pandas"]);
  assert.match(said, /need numpy and pandas,.*cargo xtask build --python-packages DIR/);
});
