import { msg } from "@lit/localize";
import { css, html, type PropertyValues } from "lit";
import { property } from "lit/decorators.js";
import { AdoptableElement } from "../foundation/adoptable-element";
import { element } from "../foundation/define";
import { clock } from "../foundation/format";
import { base } from "../foundation/styles/base";

/** How often the clock moves. Each move is drawn on a core that the run could use. */
const STEP_MS = 1000;

/** The time since a run began, running until it ended. */
@element("run-clock")
export class RunClock extends AdoptableElement {
  static override styles = [
    base,
    css`
      :host {
        display: inline-block;
        font-variant-numeric: tabular-nums lining-nums;
      }
    `,
  ];

  /** When the run began and ended, by {@link performance.now}. */
  @property({ attribute: false }) accessor startedAt: number | null = null;
  @property({ attribute: false }) accessor endedAt: number | null = null;

  #timer: number | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    // One that was moved in its document goes on.
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override updated(_: PropertyValues<this>): void {
    clearTimeout(this.#timer);
    if (this.startedAt !== null && this.endedAt === null) {
      this.#timer = setTimeout(() => this.requestUpdate(), STEP_MS);
    }
  }

  override render() {
    const until = this.endedAt ?? performance.now();
    const elapsed = this.startedAt === null ? 0 : until - this.startedAt;
    return html`<span role="timer" aria-label=${msg("Running time")}>${clock(elapsed)}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-run-clock": RunClock;
  }
}
