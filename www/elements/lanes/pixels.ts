import type { Tile } from "./texture";

/**
 * Pixels to fill with tiles. Lanes zoomed out are tens of thousands of small textured pieces:
 * a canvas takes long to paint so many, whereas here only the pixels count.
 */
export class Pixels {
  /** What areas are filled with. */
  fillStyle: Tile = { side: 1, pixels: new Uint32Array(1) };
  /** What was filled so far; the rest is transparent. */
  readonly image: ImageData;
  readonly #pixels: Uint32Array;

  /**
   * Pixels of that size, all transparent: those of the last frame, if they are of that size. Where
   * there is nothing to draw, one pixel: there is no image without any.
   */
  static cleared(last: Pixels | undefined, columns: number, rows: number): Pixels {
    const [width, height] = [Math.max(columns, 1), Math.max(rows, 1)];
    if (last?.image.width !== width || last.image.height !== height) {
      return new Pixels(width, height);
    }
    last.#pixels.fill(0);
    return last;
  }

  private constructor(width: number, height: number) {
    this.image = new ImageData(width, height);
    this.#pixels = new Uint32Array(this.image.data.buffer);
  }

  /** Shows them on a canvas, which gets their size. */
  show(canvas: HTMLCanvasElement): void {
    const { image } = this;
    if (canvas.width !== image.width || canvas.height !== image.height) {
      canvas.width = image.width;
      canvas.height = image.height;
    }
    canvas.getContext("2d")?.putImageData(image, 0, 0);
  }

  /** Fills an area, on whole pixels; what a tile leaves open stays as it was. */
  fillRect(left: number, top: number, width: number, height: number): void {
    const [x0, x1] = [
      Math.max(Math.round(left), 0),
      Math.min(Math.round(left + width), this.image.width),
    ];
    const [y0, y1] = [
      Math.max(Math.round(top), 0),
      Math.min(Math.round(top + height), this.image.height),
    ];
    const { side, pixels } = this.fillStyle;
    const all = this.#pixels;
    const { width: columns } = this.image;
    for (let y = y0; y < y1; y++) {
      const tileRow = (y % side) * side;
      const end = y * columns + x1;
      let column = x0 % side;
      for (let place = y * columns + x0; place < end; place++) {
        const pixel = pixels[tileRow + column] as number;
        if (pixel !== 0) {
          all[place] = pixel;
        }
        column = column + 1 === side ? 0 : column + 1;
      }
    }
  }
}
