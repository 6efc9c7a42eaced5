import { css, html } from "lit";
import { state } from "lit/decorators.js";
import { element } from "../foundation/define";
import { inlineStyle } from "../foundation/inline-style";
import { base } from "../foundation/styles/base";
import type { TimeScale } from "../lanes/lanes";
import { shareOf, TICK_SPACING } from "./time-axis";
import { TimeElement } from "./time-element";

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
      .map((ms) => html`<i .style=${inlineStyle({ left: shareOf(scale, ms) })}></i>`);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-time-grid": TimeGrid;
  }
}
