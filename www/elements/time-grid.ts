import { css, html } from "lit";
import { state } from "lit/decorators.js";
import { base } from "../styles/base";
import { element } from "./define";
import { inlineStyle } from "./inline-style";
import { TICK_SPACING } from "./time-axis";
import { TimeElement } from "./time-element";
import type { TimeScale } from "./time-scale";

/** A line for each of the axis's ticks, through whatever lies under it. */
@element("time-grid")
export class TimeGrid extends TimeElement {
  static override styles = [
    base,
    css`
      :host {
        color: var(--pp-rule);
        pointer-events: none;
      }

      i {
        position: absolute;
        inset-block: 0;
        inset-inline-start: 0;
        border-inline-start: 1px solid;
      }
    `,
  ];

  @state() private accessor scale: TimeScale | null = null;

  protected override draw(scale: TimeScale): void {
    this.scale = scale;
  }

  override render() {
    const { scale } = this;
    return scale
      ?.ticks(TICK_SPACING)
      .map(
        (ms) =>
          html`<i .style=${inlineStyle({ transform: `translateX(${scale.toPixel(ms)}px)` })}></i>`,
      );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-time-grid": TimeGrid;
  }
}
