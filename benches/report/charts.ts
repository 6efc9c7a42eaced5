/** Results as a page of its own: a dot for each trial, on a logarithmic scale. */

import { byGroup, type Figure, median, reached, type Target } from "../figures/figure.ts";
import type { Results } from "./results.ts";
import { number } from "./table.ts";

const ROW = 22;
const LABELS = 330;
const PLOT = 460;
const VALUES = 130;
const WIDTH = LABELS + PLOT + VALUES;

const STYLE = `
  :root { color-scheme: light dark; font: 15px/1.4 system-ui, sans-serif }
  body { max-width: ${WIDTH}px; margin: 2rem auto; padding: 0 1rem }
  svg { display: block; width: 100%; height: auto; overflow: visible }
  text { fill: CanvasText; font-size: 13px }
  line { stroke: GrayText }
  .trial { fill: #0072b2; fill-opacity: .35 }
  .median { stroke: #d55e00; stroke-width: 3 }
  .target { stroke-dasharray: 3 3; stroke: CanvasText }
  .missed { font-weight: bold }
`;

/** The page. */
export function charts({ date, machine, quick, workers, figures }: Results): string {
  const groups = [...byGroup(figures)];
  const title = `Parallel Playground: measured on ${date.slice(0, 10)}`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
<h1>${title}</h1>
<p>${escaped(machine)}; ${workers} workers${quick ? "; a quick look, with few trials" : ""}. A dot is a trial, the bar their median, the broken line a target. Scales are logarithmic.</p>
${groups.map(([group, members]) => section(group, members)).join("\n")}
</html>
`;
}

function section(group: string, figures: readonly Figure[]): string {
  const x = scale(figures);
  const rows = figures.map((figure, row) => drawn(figure, (row + 0.5) * ROW, x));
  const height = figures.length * ROW;
  return `<h2>${escaped(group)}</h2>
<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(group)}">
${rows.join("\n")}
</svg>`;
}

/** Where a value lies: all of a group's values and targets find room. */
function scale(figures: readonly Figure[]): (value: number) => number {
  const all = figures.flatMap(({ values, target }) => [...values, ...limits(target)]);
  const logs = all.filter((value) => value > 0 && Number.isFinite(value)).map(Math.log);
  const [low, high] = [Math.min(...logs), Math.max(...logs)];
  const room = Math.max(high - low, 1e-6);
  return (value) => LABELS + 10 + (PLOT - 20) * ((Math.log(Math.max(value, 1e-9)) - low) / room);
}

function limits(target: Target | undefined): number[] {
  return [target?.atMost, target?.atLeast].filter((limit) => limit !== undefined);
}

function drawn(figure: Figure, y: number, x: (value: number) => number): string {
  const middle = median(figure);
  const upright = (value: number, kind: string) =>
    `<line class="${kind}" x1="${x(value)}" x2="${x(value)}" y1="${y - 8}" y2="${y + 8}"/>`;
  return [
    `<text x="${LABELS}" y="${y + 4}" text-anchor="end">${escaped(figure.name)}</text>`,
    ...figure.values.map((value) => `<circle class="trial" cx="${x(value)}" cy="${y}" r="4"/>`),
    upright(middle, "median"),
    ...limits(figure.target).map((limit) => upright(limit, "target")),
    `<text x="${LABELS + PLOT + 8}" y="${y + 4}"${reached(figure) === false ? ' class="missed"' : ""}>${number(middle)} ${escaped(figure.unit)}</text>`,
  ].join("");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
