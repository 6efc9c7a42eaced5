import type { Texture } from "./span-style";

/** Channels of red, green and blue, each from 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

/** A square of pixels that is laid side by side with itself to fill an area. */
export interface Tile {
  readonly side: number;
  /** As `ImageData` has them, four bytes a pixel, read as one number; 0 where it is open. */
  readonly pixels: Uint32Array;
}

/** The side of a texture's tile, in pixels at a density of 1. */
const SIDE = 6;
/** A pixel is looked at in so many places each way, so that slanted edges are smooth. */
const SAMPLES = 4;

/** Whether a texture has its colour at a place in its tile; both from 0 to 1, `y` downwards. */
const COVERS: Readonly<Record<Texture, (x: number, y: number) => boolean>> = {
  solid: () => true,
  "thin-line": () => true,
  upright: (x) => x < 0.6,
  level: (_, y) => y < 0.6,
  "dense-diagonal": (x, y) => isOnLine(x + y, 0.45),
  "sparse-diagonal": (x, y) => isOnLine(x - y, 0.2),
  crossed: (x, y) => isOnLine(x + y, 0.22) || isOnLine(x - y, 0.22),
};

/** Whether a place lies on one of the lines that run through the tiles' corners. */
function isOnLine(across: number, width: number): boolean {
  const distance = Math.abs(across - Math.round(across)) / Math.SQRT2;
  return distance < width / 2;
}

/** A tile of one colour, with its texture's gaps left open. */
export function tileOf(texture: Texture, [red, green, blue]: Colour, density: number): Tile {
  const side = isPlain(texture) ? 1 : Math.round(SIDE * density);
  const bytes = new Uint8ClampedArray(side * side * 4);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const alpha = Math.round(255 * coverage(texture, x, y, side));
      if (alpha > 0) {
        bytes.set([red, green, blue, alpha], (y * side + x) * 4);
      }
    }
  }
  return { side, pixels: new Uint32Array(bytes.buffer) };
}

/** How much of a colour is left where something else is to be looked at. */
const FADED = 0.28;

/** A tile of the same texture whose colour has faded. */
export function faded({ side, pixels }: Tile): Tile {
  const bytes = new Uint8Array(pixels.slice().buffer);
  for (let alpha = 3; alpha < bytes.length; alpha += 4) {
    bytes[alpha] = Math.round((bytes[alpha] ?? 0) * FADED);
  }
  return { side, pixels: new Uint32Array(bytes.buffer) };
}

function isPlain(texture: Texture): boolean {
  return texture === "solid" || texture === "thin-line";
}

/** How much of a pixel a texture covers: 0 to 1. */
function coverage(texture: Texture, x: number, y: number, side: number): number {
  let covered = 0;
  for (let sample = 0; sample < SAMPLES * SAMPLES; sample++) {
    const right = ((sample % SAMPLES) + 0.5) / SAMPLES;
    const down = (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES;
    covered += COVERS[texture]((x + right) / side, (y + down) / side) ? 1 : 0;
  }
  return covered / (SAMPLES * SAMPLES);
}

/** A colour as `getComputedStyle` writes those of sRGB: `rgb(…)` or `color(srgb …)`. */
export function colourOf(computed: string): Colour {
  const [red = 0, green = 0, blue = 0] = (computed.match(/[\d.]+(e-?\d+)?/g) ?? []).map(Number);
  const full = computed.startsWith("color(") ? 255 : 1;
  return [red * full, green * full, blue * full];
}
