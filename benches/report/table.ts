/** Figures as a table in Markdown. */

import { type Figure, median, reached, type Target } from "../figures/figure.ts";
import { quantile } from "./statistics.ts";

/** A row for each figure, a heading for each group. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure, index) => {
    const isFirst = figures[index - 1]?.group !== figure.group;
    return [
      isFirst ? figure.group : "",
      figure.name,
      `${number(median(figure))} ${figure.unit}`,
      spread(figure),
      figure.target ? aim(figure.target) : "",
      verdict(figure),
    ];
  });
  const head = ["What", "Of", "Median", "Spread", "Target", ""];
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? "").length)));
  const line = (row: string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const rule = `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`;
  return [line(head), rule, ...rows.map(line)].join("\n");
}

/** The figures that have a target. */
export function targets(figures: readonly Figure[]): Figure[] {
  return figures.filter(({ target }) => target !== undefined);
}

/** A number with as many digits as say something. */
export function number(value: number): string {
  if (!Number.isFinite(value)) {
    return "–";
  }
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return value.toLocaleString("en", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

function spread({ values }: Figure): string {
  if (values.length < 2) {
    return "";
  }
  return `${number(quantile(values, 0))}–${number(quantile(values, 1))}`;
}

function aim({ atMost, atLeast }: Target): string {
  if (atMost !== undefined && atLeast !== undefined) {
    return `${atLeast} to ${atMost}`;
  }
  return atMost === undefined ? `≥ ${atLeast}` : `≤ ${atMost}`;
}

function verdict(figure: Figure): string {
  const is = reached(figure);
  return is === undefined ? "" : is ? "reached" : "missed";
}
