import assert from "node:assert/strict";
import { test } from "node:test";
import type { Inflation } from "../../generated/types/Inflation";
import type { Scaling } from "../../generated/types/Scaling";
import type { Standing } from "../../generated/types/Standing";
import { scalingSentences } from "./scaling-sentences";

/** A sweep whose worker counts, from 1 on, have these standings. */
function sweep(standings: Standing[], rest: Partial<Scaling> = {}): Scaling {
  const measured = standings.map((standing, index) => ({
    workers: index + 1,
    medianMs: 1,
    speedup: 1,
    speedupMin: 1,
    speedupMax: 1,
    standing,
  }));
  return { measured, fitted: [], ...rest };
}

test("a law is told, and up to which worker count it was fitted", () => {
  const whole = sweep(["fitted", "fitted"], { serialFraction: 0.1234, paysUpTo: 2 });
  assert.deepEqual(scalingSentences(whole), [
    "Amdahl’s serial fraction: 12.3%.",
    "Adding workers pays up to 2 workers.",
  ]);
  const [fit, beyond] = scalingSentences(
    sweep(["fitted", "fitted", "oversubscribed", "oversubscribed"], { serialFraction: 0 }),
  );
  assert.equal(fit, "Amdahl’s serial fraction: 0.0%, fitted up to 2 workers.");
  assert.match(beyond ?? "", /^More workers than cores take turns/);
});

test("a busy machine is named instead of a serial fraction", () => {
  const inflation: Inflation = { factor: 1.9, cause: "busy-machine" };
  const [sentence, ...others] = scalingSentences(sweep(["fitted", "inflated"], { inflation }));
  assert.match(sentence ?? "", /^With 2 workers the same work took up to 1\.90× as long as alone/);
  assert.match(sentence ?? "", /other programs used the cores.* no law .* measure again\.$/);
  assert.deepEqual(others, []);
});

test("hardware that is shared is not told to end", () => {
  const inflation: Inflation = { factor: 2.5, cause: "shared-hardware" };
  const standings: Standing[] = ["fitted", "inflated", "inflated"];
  const [sentence] = scalingSentences(sweep(standings, { inflation }));
  assert.match(sentence ?? "", /^With 2 workers or more .* share a memory/);
  assert.doesNotMatch(sentence ?? "", /again/);
});
