import { msg, str } from "@lit/localize";
import type { Environment } from "../../generated/types/Environment";
import type { RunReport } from "../../generated/types/RunReport";
import type { SpanKind } from "../../generated/types/SpanKind";
import { languageFacts, taskChoice } from "../foundation/catalogue";
import { contenders, sideBySide, titling } from "../foundation/contenders";
import { count, counted } from "../foundation/format";
import { SPAN_KINDS, shownTrials } from "../lanes/lanes";
import { reservations, verdict } from "../results/results";
import { FONT, type Measure, type PictureColours, svgPicture } from "./svg-picture";

/** How many of a picture's pixels are drawn for each of its units. */
const DENSITY = 2;

/**
 * A picture of a report: its times, and the lanes of each strategy's median trial.
 *
 * @param host an element whose theme the picture gets
 * @returns an SVG document
 */
export function pictureOf(report: RunReport, host: Element): string {
  const { request, environment, results } = report;
  const titleOf = titling(contenders(request));
  const titled = sideBySide(results).map((result) => ({ ...result, title: titleOf(result) }));
  const task = taskChoice(request.task);
  const facts = [
    ...languageFacts(request.language),
    task === undefined
      ? counted(request.versions.length, msg("version"), msg("versions"))
      : `${count(request.size)} ${task.size.unit}`,
    counted(request.workers, msg("worker"), msg("workers")),
    counted(request.trials, msg("trial"), msg("trials")),
    counted(environment.logicalCores, msg("logical core"), msg("logical cores")),
    ...gpuFacts(environment),
  ];
  const outcomes = titled.map((result) => ({ ...result, result }));
  const content = {
    title: task?.title ?? msg("A program"),
    lines: [
      verdict(results, request.versions),
      ...reservations(results, request.versions),
      facts.join(" · "),
    ],
    results: titled,
    shown: shownTrials(outcomes, null),
  };
  return svgPicture(content, coloursOf(host), measureHere());
}

/** What computed in the name of a GPU, if anything did. */
function gpuFacts({ gpu }: Environment): string[] {
  if (gpu === undefined) {
    return [];
  }
  const { software, name } = gpu;
  return [software ? msg(str`software in place of a GPU: ${name}`) : `GPU: ${name}`];
}

/** An SVG document as a PNG. */
export async function pngOf(svg: string): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width * DENSITY, image.height * DENSITY);
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await canvas.convertToBlob({ type: "image/png" });
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** How wide words are in the letters that this browser draws. */
function measureHere(): Measure {
  const context = new OffscreenCanvas(1, 1).getContext("2d");
  return (words, weight) => {
    if (context === null) {
      return 0;
    }
    context.font = `${weight} ${FONT.size}px ${FONT.family}`;
    return context.measureText(words).width;
  };
}

/** The colours that the theme gives an element. */
function coloursOf(host: Element): PictureColours {
  const probe = document.createElement("span");
  (host.shadowRoot ?? host).append(probe);
  const of = (token: string) => {
    probe.style.color = `var(--pp-${token})`;
    return getComputedStyle(probe).color;
  };
  const spans = Object.fromEntries(SPAN_KINDS.map((kind) => [kind, of(`span-${kind}`)]));
  const colours = {
    paper: of("paper"),
    ink: of("ink"),
    muted: of("muted"),
    rule: of("rule"),
    spans: spans as Record<SpanKind, string>,
  };
  probe.remove();
  return colours;
}
