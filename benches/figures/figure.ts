import { quantile } from "../report/statistics.ts";

/** What a figure is to reach. */
export interface Target {
  atMost?: number;
  atLeast?: number;
}

/** Something that was measured a few times. */
export interface Figure {
  /** What it belongs to, such as `native-baseline`. */
  group: string;
  /** What it is, unique in its group. */
  name: string;
  /** What one of it is: `x` for a ratio, else `ms`, `ns`, `KiB`… */
  unit: string;
  /** A number for each trial; the median is quoted. */
  values: number[];
  /** Whether more of it is better, or less. */
  better: "more" | "less";
  target?: Target;
}

/** The median of a figure's values. */
export function median({ values }: Pick<Figure, "values">): number {
  return quantile(values, 0.5);
}

/** Whether a figure reaches its target; nothing where it has none. */
export function reached(figure: Figure): boolean | undefined {
  const { target } = figure;
  if (target === undefined) {
    return undefined;
  }
  const value = median(figure);
  return value <= (target.atMost ?? Infinity) && value >= (target.atLeast ?? -Infinity);
}

/** Each group's figures, in the order in which they are first seen. */
export function byGroup(figures: readonly Figure[]): Map<string, Figure[]> {
  const groups = new Map<string, Figure[]>();
  for (const figure of figures) {
    groups.set(figure.group, [...(groups.get(figure.group) ?? []), figure]);
  }
  return groups;
}
