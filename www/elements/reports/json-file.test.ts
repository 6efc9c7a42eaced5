import assert from "node:assert/strict";
import { test } from "node:test";
import { jsonFile } from "./json-file";

async function text(value: unknown): Promise<string> {
  return (await jsonFile(value)).text();
}

function* numbers(count: number) {
  for (let number = 0; number < count; number += 1) {
    yield { number };
  }
}

test("what has no long list is as JSON has it", async () => {
  const value = { name: "list 0.5", none: null, not: undefined, list: [1, "two", [3]] };
  assert.equal(await text(value), JSON.stringify(value));
});

for (const count of [0, 1, 999, 1_000, 1_001, 2_500]) {
  test(`a long list of ${count} is as an array's`, async () => {
    const written = await text({ first: numbers(count), between: 1, last: [numbers(1)] });
    const arrays = { first: [...numbers(count)], between: 1, last: [[...numbers(1)]] };
    assert.equal(written, JSON.stringify(arrays));
  });
}

test("a long list is made while other things can happen", async () => {
  const PATIENCE_MS = 10_000;
  const begin = performance.now();
  let happened = false;
  setTimeout(() => {
    happened = true;
  });
  function* untilItHappened() {
    while (!happened && performance.now() - begin < PATIENCE_MS) {
      yield 0;
    }
  }
  await jsonFile(untilItHappened());
  assert.ok(happened);
});
