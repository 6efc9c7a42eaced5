import { msg } from "@lit/localize";
import { css, html, type PropertyValues } from "lit";
import { property, queryAll } from "lit/decorators.js";
import type { Language } from "../../generated/types/Language";
import type { SpanKind } from "../../generated/types/SpanKind";
import { AdoptableElement } from "../foundation/adoptable-element";
import { element } from "../foundation/define";
import { drawSoon } from "../foundation/frames";
import { inlineStyle } from "../foundation/inline-style";
import { base } from "../foundation/styles/base";
import {
  colourOf,
  type Fills,
  meaningIn,
  Pixels,
  SPAN_KINDS,
  SPAN_STYLES,
  type Tile,
  tileOf,
} from "../lanes/lanes";

/** A swatch's size, in pixels. */
const SWATCH = { width: 30, height: 14 } as const;

/**
 * What the colours and textures of spans mean. Spans are filled with what is mixed here, from the
 * swatches' own colours, so that the legend shows what is drawn.
 */
@element("lane-legend")
export class LaneLegend extends AdoptableElement {
  static override styles = [
    base,
    css`
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 0.35em 1.25em;
      }

      li {
        display: flex;
        align-items: center;
        gap: 0.5em;
      }

      canvas {
        forced-color-adjust: none;
        inline-size: 30px;
        block-size: 14px;
      }
    `,
  ];

  /** The kinds that are in use; the others are there as well, but hidden. */
  @property({ attribute: false }) accessor used: ReadonlySet<SpanKind> = new Set();
  /** The languages that the spans are of. */
  @property({ attribute: false }) accessor languages: readonly Language[] = [];
  /** Changes when the colours may have. */
  @property({ attribute: false }) accessor theme = "";

  @queryAll("canvas") private accessor swatches!: NodeListOf<HTMLCanvasElement>;

  readonly #scheme = matchMedia("(prefers-color-scheme: dark)");
  /** Asking for colours has the browser find out all styles: that is part of drawing a frame. */
  readonly #mixSoon = () => drawSoon(this, () => this.#mix());

  override connectedCallback(): void {
    super.connectedCallback();
    this.#scheme.addEventListener("change", this.#mixSoon);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#scheme.removeEventListener("change", this.#mixSoon);
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has("theme")) {
      this.#mixSoon();
    }
  }

  override render() {
    return html`<ul class="note" aria-label=${msg("Kinds of spans")}>
      ${SPAN_KINDS.map((kind) => {
        const { label } = SPAN_STYLES[kind];
        return html`<li ?hidden=${!this.used.has(kind)}>
          <canvas
            .style=${inlineStyle({ color: inSrgb(`var(--pp-span-${kind})`) })}
            aria-hidden="true"
          ></canvas>
          <span><b>${label()}</b> ${meaningIn(kind, this.languages)}</span>
        </li>`;
      })}
    </ul>`;
  }

  #mix(): void {
    const density = devicePixelRatio;
    const mixed = [...this.swatches].flatMap((swatch, index) => {
      const kind = SPAN_KINDS[index];
      if (kind === undefined) {
        return [];
      }
      const colour = colourOf(getComputedStyle(swatch).color);
      const tile = tileOf(SPAN_STYLES[kind].texture, colour, density);
      drawSwatch(swatch, kind, tile, density);
      return [[kind, tile]];
    });
    const fills = Object.fromEntries(mixed) as Fills<Tile>;
    this.dispatchEvent(new CustomEvent<Fills<Tile>>("fills-mixed", { detail: fills }));
  }
}

/** The same colour; a page may have set it in a space whose channels are no red, green and blue. */
function inSrgb(colour: string): string {
  return `color-mix(in srgb, ${colour}, ${colour})`;
}

function drawSwatch(canvas: HTMLCanvasElement, kind: SpanKind, tile: Tile, density: number): void {
  const [width, height] = [SWATCH.width, SWATCH.height].map((side) => Math.round(side * density));
  const pixels = Pixels.cleared(undefined, width ?? 0, height ?? 0);
  const isLine = SPAN_STYLES[kind].texture === "thin-line";
  const thickness = isLine ? 2 * density : pixels.image.height;
  pixels.fillStyle = tile;
  pixels.fillRect(0, (pixels.image.height - thickness) / 2, pixels.image.width, thickness);
  pixels.show(canvas);
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-lane-legend": LaneLegend;
  }
}
