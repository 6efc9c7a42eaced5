import assert from "node:assert/strict";
import { test } from "node:test";
import { fingerprintOf } from "./printed-alike.ts";

test("times that are printed are not compared, and all else is", () => {
  const of = (text: string) => fingerprintOf(text, false);
  for (const [one, other] of [
    ["took 1.23 s\n", "took 0.4 s\n"],
    ["Finished in 2.01 seconds.\n", "Finished in 12 seconds.\n"],
    ["Elapsed time: 0.5234\n", "Elapsed time: 12.25\n"],
    ["12:03:04 begin\n", "12:03:05,123 begin\n"],
    ["a \nb\n\n", "a\nb"],
  ] as const) {
    assert.deepEqual(of(one), of(other), one);
  }
  assert.notDeepEqual(of("9592 primes\n"), of("9593 primes\n"));
  assert.notDeepEqual(of("pi is 3.1415\n"), of("pi is 3.1416\n"));
});

test("the order of lines counts only where both have one", () => {
  const [ordered, free] = [fingerprintOf("b\na\n", false), fingerprintOf("a\nb\n", true)];
  assert.deepEqual(ordered.things, free.things);
  assert.equal(free.own, null);
  assert.notEqual(ordered.own, fingerprintOf("a\nb\n", false).own);
});
