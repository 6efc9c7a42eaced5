/** A browser that has no room for what came: so it is said, and the picture is not blamed. */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as testBed from "./support/test-bed.ts";

/** Bodies are kept as blobs; of one in three there is nothing when it is asked for. */
const FORGETFUL = `
  const whole = Blob.prototype.arrayBuffer;
  let asked = 0;
  Blob.prototype.arrayBuffer = function () {
    asked += 1;
    return asked % 3 === 0 ? Promise.reject(new DOMException("none", "NotReadableError")) : whole.call(this);
  };`;

interface Downloaded {
  failures: { code: string; message: string }[];
}

test("a picture that the browser could not keep is told as such, and never as a wrong output", async () => {
  const altered = { "coordinator.worker.js": (original: string) => `${FORGETFUL};${original}` };
  const site = await testBed.site({ altered });
  const page = await testBed.page();
  await page.open(`${site.root}embed.html`);
  const report = await page.report({
    task: "download-images",
    size: 7,
    strategies: ["sequential", "event-loop"],
    latencyMs: 0,
    trials: 1,
  });
  const failures = report.results.map(({ output }) => (output as unknown as Downloaded).failures);
  for (const { code, message } of failures.flat()) {
    assert.equal(code, "too-large");
    assert.match(message, /no room to keep it/);
  }
  assert.deepEqual(
    failures.map(({ length }) => length > 0),
    [true, true],
  );
  assert.ok(report.results.every((result) => result.matchesSequential || result.notComparable));
});
