/** Workers that do something at the same moment. */

import assert from "node:assert/strict";
import type { Lane } from "../../../www/generated/types/Lane.ts";
import type { LaneKind } from "../../../www/generated/types/LaneKind.ts";
import type { RunReport } from "../../../www/generated/types/RunReport.ts";
import type { SpanKind } from "../../../www/generated/types/SpanKind.ts";
import type { Outcome } from "./outcome.ts";
import type { Page } from "./page.ts";
import { areTogether, lanesOf, overlap, resultOf, spansOf } from "./spans.ts";

/** What is to be run: one strategy. */
type Fields = Readonly<Record<string, unknown>> & { strategies: string };

/** More trials than it takes on any machine; mostly the first is enough. */
const TRIALS = 101;

/**
 * Runs a strategy until it was looked at more than once while a trial went on, and each of its workers
 * was seen to have computed by then: which comes up when is for the machine to say.
 */
export async function runUntilSeenComputing(
  page: Page,
  fields: Fields & { workers: number },
): Promise<void> {
  const { strategies: strategy, workers } = fields;
  const until = `(() => {
    ${haveComputed}
    const isLook = inPage.isOf({ kind: "trial-so-far", strategy: "${strategy}" });
    let looks = 0;
    return (event) => {
      looks += Number(isLook(event));
      return looks > 1 && isLook(event) && haveComputed(event.soFar.lanes, ${workers});
    };
  })()`;
  const { events } = await page.run({ ...fields, trials: TRIALS }, { until });
  const isSo = events.some(
    ({ detail }) =>
      "kind" in detail &&
      detail.kind === "trial-so-far" &&
      detail.strategy === strategy &&
      haveComputed(detail.soFar.lanes, workers),
  );
  assert.ok(isSo, `${strategy} was never seen computing on all its lanes`);
}

/**
 * Whether so many workers have computed; who only hands out has not to, unless it works alone. It is
 * asked in the page as well.
 */
function haveComputed(lanes: Lane[], workers: number): boolean {
  const others = lanes.filter(({ kind }) => kind !== "coordinator");
  const all = others.length > 0 ? others : lanes;
  return (
    all.length >= workers && all.every(({ spans }) => spans.some(({ kind }) => kind === "run"))
  );
}

/**
 * Runs a strategy until in one of its trials two workers of a kind did this at the same moment: in
 * any one, the machine may have let the second come up when the first had done all there was.
 */
export async function runUntilTogether(
  page: Page,
  fields: Fields,
  ...[kind, doing]: [kind: LaneKind, doing: SpanKind]
): Promise<Outcome & { report: RunReport }> {
  const { strategies: strategy } = fields;
  const until = `(event) => {
    ${spansOf}
    ${overlap}
    ${areTogether}
    return inPage.isOf({ kind: "trial-end", strategy: "${strategy}" })(event) &&
      areTogether(event.trial.lanes.filter(({ kind }) => kind === "${kind}"), "${doing}");
  }`;
  const { report, ...rest } = await page.run({ ...fields, trials: TRIALS }, { until });
  assert.ok(report, JSON.stringify(rest.error));
  const isSo = lanesOf(resultOf(report, strategy), kind).some((lanes) => areTogether(lanes, doing));
  assert.ok(isSo, `no two workers of ${strategy} had a ${doing} span at the same time`);
  return { ...rest, report };
}
