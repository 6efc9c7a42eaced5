import type { PropertyValues } from "lit";
import { property } from "lit/decorators.js";
import { AdoptableElement } from "../foundation/adoptable-element";
import { drawSoon } from "../foundation/frames";
import type { TimeScale } from "../lanes/lanes";
import { Viewport } from "../lanes/lanes";
import { ChangeListener } from "./change-listener";

/**
 * An element that shows a stretch of time. What is rendered stays while the view moves; what
 * depends on the view is drawn, with the next frame that has time for it.
 */
export abstract class TimeElement extends AdoptableElement {
  /** What is in view. */
  @property({ attribute: false }) accessor viewport = new Viewport();

  constructor() {
    super();
    new ChangeListener(
      this,
      () => this.viewport,
      () => this.redraw(),
    );
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.redraw();
  }

  override updated(_changed: PropertyValues<this>): void {
    this.redraw();
  }

  /** Draws what depends on the view; not before it is rendered. */
  protected redraw(): void {
    drawSoon(this, () => {
      if (this.hasUpdated && this.viewport.scale.width > 0) {
        this.draw(this.viewport.scale);
      }
    });
  }

  /** Draws what stands on a time scale, one pixel of which is one of CSS's. */
  protected abstract draw(scale: TimeScale): void;
}
