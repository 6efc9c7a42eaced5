import { msg, str } from "@lit/localize";
import { css, html, nothing, type PropertyValues } from "lit";
import { property, query, queryAll } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { AdoptableElement } from "../foundation/adoptable-element";
import { element } from "../foundation/define";
import { decimal, duration, percent } from "../foundation/format";
import { drawSoon } from "../foundation/frames";
import { base } from "../foundation/styles/base";
import type { ShownTrial } from "../lanes/lanes";
import { arrival } from "./arrival";
import { ChangeListener } from "./change-listener";
import { Completions } from "./completions";
import { Playhead, SPEEDS } from "./playhead";

/** Steps of the slider from the beginning to the end. */
const STEPS = 1000;

/**
 * A race: all contenders begin at the same moment, and each one's bar grows with the items that
 * it had completed.
 *
 * @fires replay-close
 */
@element("replay-panel")
export class ReplayPanel extends AdoptableElement {
  static override styles = [
    base,
    css`
      :host {
        container-type: inline-size;
        padding: 1em 1.2em;
        border: 1px solid var(--pp-rule);
        border-radius: var(--pp-radius);
        background: var(--pp-surface);
      }

      .controls {
        display: flex;
        flex-wrap: wrap;
        gap: 0.6em 1em;
        align-items: center;
      }

      .controls button {
        min-inline-size: 5.5em;
      }

      input {
        flex: 1 1 12em;
        min-inline-size: 0;
        min-block-size: 1.5em;
        margin: 0;
        accent-color: var(--pp-accent);
      }

      label {
        display: flex;
        gap: 0.4em;
        align-items: baseline;
      }

      select {
        min-block-size: 2em;
        padding-inline: 0.3em;
        border: 1px solid var(--pp-edge);
        border-radius: var(--pp-radius);
        background: var(--pp-surface);
        color: var(--pp-ink);
        font: inherit;
      }

      output {
        min-inline-size: 10em;
      }

      ol {
        display: grid;
        grid-template-columns: fit-content(9em) minmax(3em, 1fr) 8.5em;
        gap: 0.5em 1em;
        margin-block-start: 1em;
      }

      li {
        display: grid;
        grid-column: 1 / -1;
        grid-template-columns: subgrid;
        align-items: center;
        font-size: 0.875em;
      }

      .track {
        forced-color-adjust: none;
        position: relative;
        block-size: 0.9em;
        overflow: clip;
        background: var(--pp-sunken);
        box-shadow: inset 0 -1px var(--pp-rule);
      }

      .bar {
        position: absolute;
        inset: 0;
        background: var(--pp-span-run);
        transform-origin: left;
      }

      @container (max-width: 26em) {
        ol {
          grid-template-columns: minmax(3em, 1fr) 8.5em;
        }

        li span:first-child {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  /** The trials that race. */
  @property({ attribute: false }) accessor shown: readonly ShownTrial[] = [];
  /** Where the replay is. */
  @property({ attribute: false }) accessor playhead = new Playhead();

  @query("input") private accessor slider!: HTMLInputElement;
  @query("output") private accessor clock!: HTMLOutputElement;
  @queryAll(".bar") private accessor bars!: NodeListOf<HTMLElement>;
  @queryAll(".standing") private accessor standings!: NodeListOf<HTMLElement>;

  readonly #motion = matchMedia("(prefers-reduced-motion: reduce)");
  readonly #motionChanged = () => {
    this.playhead.pause();
    this.requestUpdate();
  };
  #completions: readonly Completions[] = [];
  #frame: number | undefined;

  constructor() {
    super();
    new ChangeListener(
      this,
      () => this.playhead,
      () => this.#stepped(),
    );
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#motion.addEventListener("change", this.#motionChanged);
    // One that was moved in its document goes on.
    this.#stepped();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#motion.removeEventListener("change", this.#motionChanged);
    cancelAnimationFrame(this.#frame ?? 0);
    this.#frame = undefined;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("shown")) {
      this.#completions = this.shown.map(({ trial }) => new Completions(trial));
    }
  }

  protected override firstUpdated(): void {
    this.slider.focus();
    if (!this.#motion.matches) {
      this.playhead.play();
    }
  }

  override updated(): void {
    this.#draw();
  }

  /** Plays from frame to frame; a button that says what it does is rendered, the rest is drawn. */
  #stepped(): void {
    this.requestUpdate();
    if (this.playhead.isPlaying) {
      this.#frame ??= requestAnimationFrame((now) => {
        this.#frame = undefined;
        this.playhead.step(now);
      });
    }
  }

  override render() {
    return html`
      <div class="controls">
        ${this.#motion.matches ? nothing : this.#playButton()}
        <input
          type="range"
          aria-label=${msg("Moment of the replay")}
          min="0"
          max=${STEPS}
          @input=${({ target }: Event) => this.#scrub(Number((target as HTMLInputElement).value))}
          @keydown=${this.#press}
        />
        <output class="note figure"></output>
        ${this.#motion.matches ? nothing : this.#speedChoice()}
        <button type="button" @click=${() => this.dispatchEvent(new CustomEvent("replay-close"))}>
          ${msg("Close")}
        </button>
      </div>
      ${
        this.#motion.matches
          ? html`<p class="note">${msg("You asked for less motion: move the slider to go through the race.")}</p>`
          : nothing
      }
      <ol aria-label=${msg("The race")}>
        ${this.shown.map(
          ({ title }) => html`<li>
            <span>${title}</span>
            <span class="track" aria-hidden="true"><i class="bar"></i></span>
            <span class="standing note figure"></span>
          </li>`,
        )}
      </ol>
    `;
  }

  #playButton() {
    return html`<button type="button" class="main" @click=${this.#toggle}>
      ${this.playhead.isPlaying ? msg("Pause") : msg("Play")}
    </button>`;
  }

  #speedChoice() {
    const { playhead } = this;
    return html`<label class="note">
      ${msg("Speed")}
      <select
        @change=${({ target }: Event) => {
          playhead.speed = Number((target as HTMLSelectElement).value);
        }}
      >
        ${SPEEDS.map(
          (speed) =>
            html`<option value=${speed} .selected=${live(speed === playhead.speed)}>${speedText(speed)}</option>`,
        )}
      </select>
    </label>`;
  }

  #toggle(): void {
    if (this.playhead.isPlaying) {
      this.playhead.pause();
    } else {
      this.playhead.play();
    }
  }

  #scrub(step: number): void {
    this.playhead.pause();
    this.playhead.seek((step / STEPS) * this.playhead.endMs);
  }

  /** The arrow keys are the slider's own. */
  #press(event: KeyboardEvent): void {
    if (event.key === " " && !this.#motion.matches) {
      event.preventDefault();
      this.#toggle();
    }
  }

  #draw(): void {
    drawSoon(this, () => {
      const { timeMs, endMs } = this.playhead;
      const [now, end] = [duration(timeMs), duration(endMs)];
      const text = msg(str`${now} of ${end}`);
      this.slider.value = `${endMs > 0 ? (timeMs / endMs) * STEPS : 0}`;
      this.slider.setAttribute("aria-valuetext", text);
      this.clock.value = text;
      const all = this.shown.map(({ trial }) => trial.elapsedMs);
      this.shown.forEach(({ trial }, index) => {
        const share = this.#completions[index]?.shareAt(timeMs) ?? 0;
        const [bar, standing] = [this.bars[index], this.standings[index]];
        if (bar !== undefined && standing !== undefined) {
          bar.style.transform = `scaleX(${share})`;
          standing.textContent =
            timeMs < trial.elapsedMs
              ? percent(Math.min(share, 0.99))
              : arrival(trial.elapsedMs, all);
        }
      });
    });
  }
}

/** A speed with the digits that it has. */
function speedText(speed: number): string {
  const [, fraction = ""] = `${speed}`.split(".");
  return `${decimal(speed, fraction.length)}×`;
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-replay-panel": ReplayPanel;
  }
}
