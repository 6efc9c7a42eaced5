/** What has become worse, and what better, since another time. */

import { type Figure, median } from "../figures/figure.ts";
import { quantile } from "./statistics.ts";
import { number } from "./table.ts";

/** Less than this share is never called a change. */
const LEAST_CHANGE = 0.05;

/** Where the middle half of a figure's values lies. */
function middleHalf({ values }: Figure): [number, number] {
  return [quantile(values, 0.25), quantile(values, 0.75)];
}

/**
 * Whether a figure is worse than before, beyond the noise: the middle halves of both times do not
 * touch, and their medians differ by a twentieth at least.
 */
function isWorse(now: Figure, before: Figure): boolean {
  const [[nowLow, nowHigh], [beforeLow, beforeHigh]] = [middleHalf(now), middleHalf(before)];
  const change = median(now) / median(before) - 1;
  return now.better === "less"
    ? change > LEAST_CHANGE && nowLow > beforeHigh
    : change < -LEAST_CHANGE && nowHigh < beforeLow;
}

/** What has changed since another time, in a line each. */
export interface Changes {
  worse: string[];
  better: string[];
}

/** A line for each figure that is worse than before, and for each that is better. */
export function changes(now: readonly Figure[], before: readonly Figure[]): Changes {
  const found: Changes = { worse: [], better: [] };
  for (const figure of now) {
    const { group, name, unit } = figure;
    const earlier = before.find((one) => one.group === group && one.name === name);
    if (earlier !== undefined) {
      const [is, was] = [figure, earlier].map((one) => number(median(one)));
      const line = `${group}, ${name}: ${is} ${unit}, and was ${was}`;
      if (isWorse(figure, earlier)) {
        found.worse.push(line);
      } else if (isWorse(earlier, figure)) {
        found.better.push(line);
      }
    }
  }
  return found;
}
