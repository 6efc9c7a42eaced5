import assert from "node:assert/strict";
import { test } from "node:test";
import { highlight } from "./highlight.mjs";

const RUST = `/// Prints.
/// Twice.
#[inline]
pub fn print(name: &'static str) -> usize {
    println!("{name}, {}\\n", 2);
    name.len()
}
`;

const PYTHON = `@cached
def total(parts: list[int]) -> int:
    """Adds up."""
    return sum(parts) + 1
`;

const joined = (runs) => runs.map(([, text]) => text).join("");
const ofToken = (runs, token) =>
  runs.filter(([other]) => other === token).map(([, text]) => text.trim());

test("the runs are the source, whole and in order", () => {
  assert.equal(joined(highlight("rust", RUST)), RUST);
  assert.equal(joined(highlight("python", PYTHON)), PYTHON);
});

test("Rust's tokens are told apart", () => {
  const runs = highlight("rust", RUST);
  assert.deepEqual(ofToken(runs, "comment"), ["/// Prints.\n/// Twice."]);
  assert.deepEqual(ofToken(runs, "meta"), ["#[inline]", "'static"]);
  assert.deepEqual(ofToken(runs, "keyword"), ["pub fn"]);
  assert.deepEqual(ofToken(runs, "name"), ["print"]);
  assert.deepEqual(ofToken(runs, "type"), ["str", "usize", "println!"]);
  assert.deepEqual(ofToken(runs, "string"), ['"{name}, {}\\n"']);
  assert.deepEqual(ofToken(runs, "number"), ["2"]);
});

test("Python's tokens are told apart", () => {
  const runs = highlight("python", PYTHON);
  assert.deepEqual(ofToken(runs, "meta"), ["@cached"]);
  assert.deepEqual(ofToken(runs, "keyword"), ["def", "return"]);
  assert.deepEqual(ofToken(runs, "name"), ["total"]);
  assert.deepEqual(ofToken(runs, "string"), ['"""Adds up."""']);
  assert.deepEqual(ofToken(runs, "number"), ["1"]);
});

test("neighbours of one token are one run", () => {
  for (const runs of [highlight("rust", RUST), highlight("python", PYTHON)]) {
    runs.slice(1).forEach(([token], index) => {
      assert.notEqual(token, runs[index][0]);
    });
  }
});
