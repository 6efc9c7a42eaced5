import { msg, str } from "@lit/localize";
import { css, html, nothing, type PropertyValues } from "lit";
import { property, query } from "lit/decorators.js";
import { element } from "../foundation/define";
import { count } from "../foundation/format";
import { inlineStyle } from "../foundation/inline-style";
import { base } from "../foundation/styles/base";
import type { Level, TimeScale } from "../lanes/lanes";
import { drawLevel, fillAll, type LevelPaint } from "../lanes/lanes";
import { cleared } from "./canvas";
import { TimeElement } from "./time-element";

/** Its height, in pixels. */
const HEIGHT = 26;

/** A figure over time, on a small track of its own. */
@element("trial-level")
export class TrialLevel extends TimeElement {
  static override styles = [
    base,
    css`
      canvas {
        display: block;
        inline-size: 100%;
        touch-action: pan-y;
      }
    `,
  ];

  /** What to show. */
  @property({ attribute: false }) accessor level: Level | null = null;
  /** How long there was something to show, from 0 on. */
  @property({ type: Number }) accessor elapsedMs = 0;
  /** Changes when the colours may have. */
  @property({ attribute: false }) accessor paint: unknown = null;

  @query("canvas") private accessor canvas!: HTMLCanvasElement;

  /** Nothing when they have to be asked for anew. */
  #colours: LevelPaint | null = null;

  override render() {
    const { kind = null } = this.level ?? {};
    const style = {
      color: kind === null ? "var(--pp-ink)" : `var(--pp-span-${kind})`,
      "block-size": `${HEIGHT}px`,
    };
    return html`<canvas
      role="img"
      aria-label=${this.level === null ? nothing : levelText(this.level)}
      .style=${inlineStyle(style)}
    ></canvas>`;
  }

  override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.#colours = null;
  }

  #mixed(): LevelPaint {
    const line = getComputedStyle(this.canvas).color;
    return { line, area: `color-mix(in srgb, ${line} 22%, transparent)` };
  }

  protected override draw(scale: TimeScale): void {
    const { level, elapsedMs } = this;
    const density = devicePixelRatio;
    const context = cleared(this.canvas, scale.width, HEIGHT, density);
    if (level === null || context === null) {
      return;
    }
    this.#colours ??= this.#mixed();
    const isComplete = fillAll(level.lanes);
    const size = { height: Math.round(HEIGHT * density), thickness: Math.round(density) };
    const stretch = { startMs: 0, endMs: elapsedMs };
    drawLevel(context, level, stretch, scale.times(density), size, this.#colours);
    if (!isComplete) {
      this.redraw();
    }
  }
}

function levelText({ name, unit, most }: Level): string {
  const height = count(most);
  return msg(str`${name}: at most ${height} ${unit}`);
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-trial-level": TrialLevel;
  }
}
