import type { SpanKind } from "../../generated/types/SpanKind";
import type { StrategyResult } from "../../generated/types/StrategyResult";
import { duration, instant, times } from "../foundation/format";
import {
  drawLanes,
  extent,
  haveNames,
  heightOf,
  indexOf,
  inFlightText,
  type LanePaint,
  laneName,
  layoutOf,
  type ShownTrial,
  SPAN_KINDS,
  SPAN_STYLES,
  type Texture,
  TimeScale,
} from "../lanes/lanes";
import { SvgRectangles, short } from "./svg-rectangles";

/** The colours of a picture. */
export interface PictureColours {
  readonly paper: string;
  readonly ink: string;
  readonly muted: string;
  readonly rule: string;
  readonly spans: Readonly<Record<SpanKind, string>>;
}

/**
 * How wide words are in a picture, in its units.
 *
 * @param weight that of their letters, from 100 to 900
 */
export type Measure = (words: string, weight: number) => number;

/** A result, and what its contender is called. */
export interface TitledResult extends StrategyResult {
  readonly title: string;
}

/** What a picture shows. */
export interface PictureContent {
  readonly title: string;
  /** What is to be said under it; what is too long for a line goes on in the next. */
  readonly lines: readonly string[];
  readonly results: readonly TitledResult[];
  /** The trials whose lanes are drawn. */
  readonly shown: readonly ShownTrial[];
}

const WIDTH = 960;
const MARGIN = 32;
/** Between words and what is drawn beside them. */
const GAP = 12;
/** The most that words take of a picture's width, on either side of what is drawn. */
const MOST_WORDS = WIDTH / 3;
/** The letters of a picture, as they are drawn and measured. */
export const FONT = { family: "system-ui, sans-serif", size: 13 } as const;
const REGULAR = 400;
const BOLD = 650;
const ROW = 30;
const LINE = 19;
const BAR = 14;
const TICK_SPACING = 100;
/** The side of a texture's tile. */
const TILE = 6;

/** What a picture shows, and how. */
interface Sheet extends PictureContent {
  readonly colours: PictureColours;
  readonly measure: Measure;
  /** Where names end and what is drawn begins, and where that ends. */
  readonly left: number;
  readonly right: number;
}

/**
 * A report as one picture: the times of all contenders, and the lanes of one trial of each on one
 * time axis.
 *
 * @returns an SVG document that needs nothing besides itself
 */
export function svgPicture(
  content: PictureContent,
  colours: PictureColours,
  measure: Measure,
): string {
  const sheet = { ...content, ...columnsOf(content, measure), colours, measure };
  const parts = [header(sheet), timesChart(sheet), lanesChart(sheet)];
  let top = MARGIN;
  const placed = parts.map(({ svg, height }) => {
    const group = `<g transform="translate(0 ${short(top)})">${svg}</g>`;
    top += height;
    return group;
  });
  const height = short(top + MARGIN);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="${FONT.family}" font-size="${FONT.size}" direction="ltr" fill="${colours.ink}">`,
    `<title>${escaped(content.title)}</title>`,
    `<defs>${SPAN_KINDS.map((kind) => pattern(kind, colours.spans[kind])).join("")}</defs>`,
    `<style>.m{fill:${colours.muted}}.r{stroke:${colours.rule}}.h{font-weight:${BOLD}}.s{font-size:11px}</style>`,
    `<rect width="100%" height="100%" fill="${colours.paper}"/>`,
    ...placed,
    "</svg>",
  ].join("");
}

/** A piece of the picture, as high as it says. */
interface Part {
  readonly svg: string;
  readonly height: number;
}

/** The words at both sides get the room that the longest of them need. */
function columnsOf({ results, shown }: PictureContent, measure: Measure) {
  const titles = [...results, ...shown].map(({ title }) => measure(title, BOLD));
  const names = shown.flatMap(({ trial }) => namesOf(trial).map((name) => measure(name, REGULAR)));
  const values = results.map((result) => measure(timeOf(result), REGULAR));
  const room = (widths: number[]) => MARGIN + Math.min(Math.max(0, ...widths), MOST_WORDS) + GAP;
  return { left: room([...titles, ...names]), right: WIDTH - room(values) };
}

/** The names of a trial's lanes, where they have room for them. */
function namesOf({ lanes }: ShownTrial["trial"]): string[] {
  return haveNames(lanes.length) ? lanes.map(laneName) : [];
}

function timeOf({ medianMs, speedup }: StrategyResult): string {
  return `${duration(medianMs)} · ${times(speedup)}`;
}

function header({ title, lines, measure }: Sheet): Part {
  const wrapped = lines.flatMap((line) => wrap(line, measure));
  const svg = [
    `<text x="${MARGIN}" y="20" font-size="22" class="h">${escaped(title)}</text>`,
    ...wrapped.map((line, index) => text(MARGIN, 46 + index * LINE, line, "m")),
  ].join("");
  return { svg, height: 46 + wrapped.length * LINE + 12 };
}

/** A text in lines that fit, broken between words. */
function wrap(words: string, measure: Measure): string[] {
  const lines: string[] = [];
  for (const word of words.split(" ")) {
    const longer = `${lines.at(-1) ?? ""} ${word}`;
    if (lines.length > 0 && measure(longer, REGULAR) <= WIDTH - 2 * MARGIN) {
      lines[lines.length - 1] = longer;
    } else {
      lines.push(word);
    }
  }
  return lines;
}

/** A bar for each contender's median, a dot for each of its trials. */
function timesChart(sheet: Sheet): Part {
  const { results, colours, left, right } = sheet;
  const elapsed = results.flatMap(({ trials }) => trials.map(({ elapsedMs }) => elapsedMs));
  const scale = new TimeScale(0, Math.max(0, ...elapsed), right - left);
  const rows = results.map((result, index) => {
    const middle = index * ROW + ROW / 2;
    const x = (ms: number) => short(left + scale.toPixel(ms));
    const inFlight = inFlightText(result.trials[0]);
    const dots = result.trials.map(
      ({ elapsedMs }) =>
        `<circle cx="${x(elapsedMs)}" cy="${middle}" r="4" stroke="${colours.paper}"/>`,
    );
    return [
      label(sheet, middle + (inFlight === null ? 4 : -2), result.title, BOLD),
      inFlight === null ? "" : text(MARGIN, middle + 12, inFlight, "m s"),
      `<rect x="${short(left)}" y="${middle - BAR / 2}" width="${short(scale.toPixel(result.medianMs))}" height="${BAR}" fill="url(#run)"/>`,
      `<line x1="${x(result.minMs)}" x2="${x(result.maxMs)}" y1="${middle}" y2="${middle}" stroke="${colours.ink}" stroke-width="2"/>`,
      ...dots,
      text(right + GAP, middle + 4, timeOf(result)),
    ].join("");
  });
  return { svg: rows.join(""), height: results.length * ROW + 36 };
}

function lanesChart(sheet: Sheet): Part {
  const { shown, colours, left, right } = sheet;
  const { startMs, endMs } = extent(shown);
  const scale = new TimeScale(startMs, endMs, right - left);
  let top = 34;
  const contenders = shown.map(({ title, trial }) => {
    const { laneHeight, gap } = layoutOf(trial.lanes.length);
    const names = namesOf(trial).map((name, index) =>
      label(sheet, top + 24 + index * (laneHeight + gap) + laneHeight / 2 + 4, name, REGULAR),
    );
    const svg = [
      label(sheet, top + 14, title, BOLD),
      text(left, top + 14, duration(trial.elapsedMs), "m"),
      ...names,
      `<g transform="translate(${short(left)} ${top + 24})">${lanes(trial.lanes, scale, colours)}</g>`,
    ].join("");
    top += 24 + heightOf(trial.lanes.length) + 18;
    return svg;
  });
  return { svg: axis(sheet, scale, top) + contenders.join(""), height: top };
}

function lanes(
  lanes: ShownTrial["trial"]["lanes"],
  scale: TimeScale,
  colours: PictureColours,
): string {
  const fills = Object.fromEntries(SPAN_KINDS.map((kind) => [kind, `url(#${kind})`]));
  const paint: LanePaint<string> = {
    fills: fills as Record<SpanKind, string>,
    rule: colours.rule,
  };
  const indexes = lanes.map((lane) => {
    const index = indexOf(lane);
    index.fill(Number.POSITIVE_INFINITY);
    return index;
  });
  const rectangles = new SvgRectangles();
  drawLanes(rectangles, indexes, scale, layoutOf(lanes.length), paint);
  return rectangles.toString();
}

function axis({ left, right, colours }: Sheet, scale: TimeScale, height: number): string {
  const step = scale.step(TICK_SPACING);
  const ticks = scale.ticks(TICK_SPACING).map((ms) => {
    const x = short(left + scale.toPixel(ms));
    const words = escaped(instant(ms, scale.endMs, step));
    return `<text x="${x}" y="12" class="m" text-anchor="middle">${words}</text><line class="r" x1="${x}" x2="${x}" y1="22" y2="${short(height)}"/>`;
  });
  return `${ticks.join("")}<line x1="${short(left)}" x2="${short(right)}" y1="22" y2="22" stroke="${colours.ink}"/>`;
}

/** The fill of a kind, told apart by its texture as well. */
function pattern(kind: SpanKind, colour: string): string {
  const shape = SHAPES[SPAN_STYLES[kind].texture];
  return `<pattern id="${kind}" width="${TILE}" height="${TILE}" patternUnits="userSpaceOnUse" fill="${colour}" stroke="${colour}" stroke-width="0">${shape}</pattern>`;
}

/** What is covered of a tile; slanted lines reach beyond it, so that tiles join. */
const SHAPES: Readonly<Record<Texture, string>> = {
  solid: `<rect width="${TILE}" height="${TILE}"/>`,
  "thin-line": `<rect width="${TILE}" height="${TILE}"/>`,
  upright: `<rect width="${TILE * 0.6}" height="${TILE}"/>`,
  level: `<rect width="${TILE}" height="${TILE * 0.6}"/>`,
  "dense-diagonal": `<path d="M-6 6L6 -6M0 12L12 0M-3 9L9 -3" stroke-width="2.7"/>`,
  "sparse-diagonal": `<path d="M-6 0L6 12M0 -6L12 6M-3 -3L9 9" stroke-width="1.2"/>`,
  crossed: `<path d="M-3 9L9 -3M-3 -3L9 9" stroke-width="1.3"/>`,
};

/** Words beside what is drawn; what is too long even for the most room is squeezed into it. */
function label({ measure }: Sheet, y: number, words: string, weight: number): string {
  const squeeze = `textLength="${MOST_WORDS}" lengthAdjust="spacingAndGlyphs"`;
  const style = weight === BOLD ? "h" : "m";
  return text(MARGIN, y, words, style, measure(words, weight) > MOST_WORDS ? squeeze : "");
}

function text(x: number, y: number, words: string, style = "", more = ""): string {
  const attributes = [style === "" ? "" : ` class="${style}"`, more === "" ? "" : ` ${more}`];
  return `<text x="${short(x)}" y="${short(y)}"${attributes.join("")}>${escaped(words)}</text>`;
}

/** Text that cannot be taken for markup: a report may come from a file. */
function escaped(words: string): string {
  return words
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
