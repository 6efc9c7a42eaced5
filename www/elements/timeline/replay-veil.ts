import { css, html } from "lit";
import { property, query } from "lit/decorators.js";
import { element } from "../foundation/define";
import { base } from "../foundation/styles/base";
import type { TimeScale } from "../lanes/lanes";
import { ChangeListener } from "./change-listener";
import { Playhead } from "./playhead";
import { TimeElement } from "./time-element";

/** Hides what is still to come in a replay; the line at its edge is now. */
@element("replay-veil")
export class ReplayVeil extends TimeElement {
  static override styles = [
    base,
    css`
      :host {
        overflow: clip;
        pointer-events: none;
      }

      i {
        position: absolute;
        inset-block: 0;
        inset-inline-start: 0;
        inline-size: 100%;
        border-inline-start: 2px solid var(--pp-accent);
        background: var(--pp-paper);
      }
    `,
  ];

  /** Where the replay is. */
  @property({ attribute: false }) accessor playhead = new Playhead();

  @query("i") private accessor veil!: HTMLElement;

  constructor() {
    super();
    new ChangeListener(
      this,
      () => this.playhead,
      () => this.redraw(),
    );
  }

  override render() {
    return html`<i></i>`;
  }

  protected override draw(scale: TimeScale): void {
    const left = Math.max(scale.toPixel(this.playhead.timeMs), 0);
    this.veil.style.transform = `translateX(${left}px)`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-replay-veil": ReplayVeil;
  }
}
