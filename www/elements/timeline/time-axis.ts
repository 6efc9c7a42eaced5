import { css, html } from "lit";
import { state } from "lit/decorators.js";
import { element } from "../foundation/define";
import { instant } from "../foundation/format";
import { inlineStyle } from "../foundation/inline-style";
import { base } from "../foundation/styles/base";
import type { TimeScale } from "../lanes/lanes";
import { TimeElement } from "./time-element";

/** Pixels between two ticks, at least: the longest label and a little air. */
export const TICK_SPACING = 105;

/** Where a time stands, in hundredths of the width: on paper that is another. */
export function shareOf(scale: TimeScale, ms: number): string {
  return `${(100 * scale.toPixel(ms)) / scale.width}%`;
}

/** The times that are in view, for all lanes below it. */
@element("time-axis")
export class TimeAxis extends TimeElement {
  static override styles = [
    base,
    css`
      :host {
        position: relative;
        block-size: 1.9em;
        border-block-end: 1px solid var(--pp-ink);
        background: var(--pp-paper);
      }

      span {
        position: absolute;
        inset-block-end: 0.35em;
        transform: translateX(-50%);
        color: var(--pp-muted);
        font-size: 0.8125em;
        white-space: nowrap;
      }

      span::after {
        content: "";
        position: absolute;
        inset-block-start: calc(100% + 0.05em);
        inset-inline-start: 50%;
        block-size: 0.4em;
        border-inline-start: 1px solid var(--pp-ink);
      }
    `,
  ];

  @state() private accessor scale: TimeScale | null = null;

  protected override draw(scale: TimeScale): void {
    this.scale = scale;
  }

  override render() {
    const { scale } = this;
    const step = scale?.step(TICK_SPACING) ?? 0;
    return scale?.ticks(TICK_SPACING).map((ms) => {
      const at = inlineStyle({
        left: shareOf(scale, ms),
      });
      return html`<span class="figure" .style=${at} aria-hidden="true">${instant(ms, scale.endMs, step)}</span>`;
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-time-axis": TimeAxis;
  }
}
