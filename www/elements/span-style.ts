import type { SpanKind } from "../generated/types/SpanKind";

/** How a kind of span is told apart where its colour is not seen. */
export type Texture =
  | "solid"
  | "thin-line"
  | "crossed"
  | "upright"
  | "level"
  | "sparse-diagonal"
  | "dense-diagonal";

/** How a kind of span looks and what it means; its colour is `--pp-span-KIND`. */
export interface SpanStyle {
  readonly label: string;
  readonly meaning: string;
  readonly texture: Texture;
}

/** Every kind, in the legend's order. */
export const SPAN_STYLES: Readonly<Record<SpanKind, SpanStyle>> = {
  run: { label: "run", meaning: "computing items", texture: "solid" },
  fetch: {
    label: "fetch",
    meaning: "waiting for a response and reading it",
    texture: "dense-diagonal",
  },
  wait: {
    label: "wait",
    meaning: "idle, or pausing between two tries of a request",
    texture: "thin-line",
  },
  "lock-wait": {
    label: "lock wait",
    meaning: "waiting for a lock that another worker holds",
    texture: "crossed",
  },
  serialise: {
    label: "serialise",
    meaning: "turning data into bytes, or bytes into data",
    texture: "upright",
  },
  copy: {
    label: "copy",
    meaning: "moving bytes between two memories",
    texture: "level",
  },
  start: { label: "start", meaning: "being started", texture: "sparse-diagonal" },
};

/** Every kind of span, in the legend's order. */
export const SPAN_KINDS = Object.keys(SPAN_STYLES) as readonly SpanKind[];

/** What a span is filled with. */
export type Fill = CanvasPattern | string;

/** What the spans of each kind are filled with. */
export type Fills = Readonly<Record<SpanKind, Fill>>;

/** The side of a texture's tile, in device pixels at a density of 1. */
const TILE = 6;

/** A fill of one colour, with its texture's gaps left open. */
export function fillOf(texture: Texture, colour: string, density: number): Fill {
  if (texture === "solid" || texture === "thin-line") {
    return colour;
  }
  const side = Math.round(TILE * density);
  const tile = document.createElement("canvas");
  tile.width = side;
  tile.height = side;
  const context = tile.getContext("2d");
  if (context === null) {
    return colour;
  }
  context.fillStyle = colour;
  context.strokeStyle = colour;
  drawTile(context, texture, side);
  return context.createPattern(tile, "repeat") ?? colour;
}

function drawTile(context: CanvasRenderingContext2D, texture: Texture, side: number): void {
  switch (texture) {
    case "upright":
      context.fillRect(0, 0, side * 0.6, side);
      break;
    case "level":
      context.fillRect(0, 0, side, side * 0.6);
      break;
    case "dense-diagonal":
      drawDiagonals(context, side, side * 0.45, 1);
      break;
    case "sparse-diagonal":
      drawDiagonals(context, side, side * 0.2, -1);
      break;
    case "crossed":
      drawDiagonals(context, side, side * 0.22, 1);
      drawDiagonals(context, side, side * 0.22, -1);
      break;
  }
}

/** Lines through the tile and both its corners, so that tiles join; 1 rises, -1 falls. */
function drawDiagonals(
  context: CanvasRenderingContext2D,
  side: number,
  width: number,
  slope: 1 | -1,
): void {
  context.lineWidth = width;
  context.beginPath();
  for (const offset of [-side, 0, side]) {
    const [from, to] = slope === 1 ? [2 * side, -side] : [-side, 2 * side];
    context.moveTo(offset - side, from);
    context.lineTo(offset + 2 * side, to);
  }
  context.stroke();
}
