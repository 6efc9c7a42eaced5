import { msg } from "@lit/localize";
import { css, html, nothing, type PropertyValues } from "lit";
import { property, query, state } from "lit/decorators.js";
import { element } from "../foundation/define";
import { trialName } from "../foundation/format";
import { FrameElement } from "../foundation/frame-element";
import { base, headline } from "../foundation/styles/base";
import { workerColour } from "../foundation/worker-colour";
import type { PaintedBand } from "../run/run";

/** How strongly a worker's colour covers what it computed. */
const TINT_OPACITY = 0.45;

/** A computed picture, painted row by row as the workers finish them. */
@element("painted-picture")
export class PaintedPicture extends FrameElement {
  static override styles = [
    base,
    headline,
    css`
      canvas {
        display: block;
        inline-size: 100%;
        max-inline-size: 40em;
        block-size: auto;
        margin-block-start: 0.9em;
        background: var(--pp-sunken);
      }
    `,
  ];

  /** The bands so far, in the order they came; all of one trial. */
  @property({ attribute: false }) accessor bands: readonly PaintedBand[] = [];
  /** What the contender is called whose trial it is. */
  @property() accessor whose = "";

  /** Whether each band is tinted in the colour of the worker that computed it. */
  @state() private accessor tinted = false;

  @query("canvas") private accessor canvas!: HTMLCanvasElement | null;

  /** Bands that are on the canvas already. */
  #drawn = 0;

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("bands")?.[0];
    const isOther = before !== undefined && before !== this.bands[0];
    // A private state is not among the keys of the public type.
    if (isOther || (changed as Map<string, unknown>).has("tinted")) {
      this.#drawn = 0;
    }
  }

  override updated(): void {
    const context = this.canvas?.getContext("2d");
    if (context != null) {
      for (const band of this.bands.slice(this.#drawn)) {
        this.#draw(context, band);
      }
      this.#drawn = this.bands.length;
    }
  }

  #draw(context: CanvasRenderingContext2D, { rows, bytes, worker }: PaintedBand): void {
    const { width } = context.canvas;
    const height = rows.end - rows.start;
    if (height === 0) {
      return;
    }
    const pixels = new Uint8ClampedArray(bytes.buffer, bytes.byteOffset, bytes.length);
    context.putImageData(new ImageData(pixels, width, height), 0, rows.start);
    if (this.tinted) {
      const colour = workerColour(worker).slice("var(".length, -1);
      context.fillStyle = getComputedStyle(this).getPropertyValue(colour);
      context.globalAlpha = TINT_OPACITY;
      context.fillRect(0, rows.start, width, height);
      context.globalAlpha = 1;
    }
  }

  override render() {
    const [first] = this.bands;
    if (first === undefined) {
      return nothing;
    }
    const { trial, rows, bytes, height } = first;
    const width = bytes.length / 4 / Math.max(rows.end - rows.start, 1);
    return html`
      <div class="head">
        <h2>${msg("The picture")}</h2>
        <p class="note figure">${this.whose}, ${trialName(trial)}</p>
        <label>
          <input
            type="checkbox"
            .checked=${this.tinted}
            @change=${({ target }: Event) => {
              this.tinted = (target as HTMLInputElement).checked;
            }}
          />
          ${msg("Tint each row by its worker")}
        </label>
      </div>
      <canvas
        width=${width}
        height=${height}
        role="img"
        aria-label=${msg("The Mandelbrot set, painted as rows are finished")}
      ></canvas>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-painted-picture": PaintedPicture;
  }
}
