import { msg, str } from "@lit/localize";
import { css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import type { Printed } from "../../generated/types/Printed";
import { AdoptableElement } from "../foundation/adoptable-element";
import { element } from "../foundation/define";
import { count, duration, trialName } from "../foundation/format";
import { base } from "../foundation/styles/base";
import { consolesOf, type RunView } from "./run";

/** Of so many pieces at most the latest are shown, unless the reader wants all. */
const SHOWN = 300;

/** What the programs of a run print: of one trial of each contender what, when and by whom. */
@element("console")
export class Console extends AdoptableElement {
  static override styles = [
    base,
    css`
      h3 {
        margin-block-start: 0.8em;
      }

      .printed {
        display: grid;
        grid-template-columns: auto auto minmax(0, 1fr);
        gap: 0 1em;
        align-content: start;
        max-block-size: 18em;
        margin-block: 0.4em 1em;
        padding: 0.6em 0.8em;
        overflow: auto;
        background: var(--pp-sunken);
        font: 0.8125em / 1.5 var(--pp-code);
        tab-size: 4;
      }

      .piece {
        display: grid;
        grid-column: 1 / -1;
        grid-template-columns: subgrid;
      }

      .when,
      .who {
        color: var(--pp-muted);
        user-select: none;
      }

      .when {
        text-align: end;
      }

      .text {
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }

      .err .text {
        padding-inline-start: 0.6em;
        border-inline-start: 3px solid var(--pp-wrong);
      }

      @container (inline-size < 32em) {
        .printed {
          grid-template-columns: auto minmax(0, 1fr);
        }

        .text {
          grid-column: 1 / -1;
          margin-block-end: 0.3em;
        }
      }

      :host {
        container-type: inline-size;
      }
    `,
  ];

  /** The run to show. */
  @property({ attribute: false }) accessor view: RunView | null = null;

  /** The contenders of which all is shown, by what they are called. */
  @state() private accessor whole: readonly string[] = [];

  override render() {
    const { view } = this;
    return view === null
      ? nothing
      : html`
          <h2>${msg("Console")}</h2>
          ${consolesOf(view).map(
            ({ title, trial, pieces }) => html`
              <h3>${title} <span class="note">${trialName(trial)}</span></h3>
              ${this.#printed(title, pieces)}
            `,
          )}
        `;
  }

  #printed(title: string, pieces: readonly Printed[]) {
    const isWhole = pieces.length <= SHOWN || this.whole.includes(title);
    const shown = isWhole ? pieces : pieces.slice(-SHOWN);
    const showAll = () => {
      this.whole = [...this.whole, title];
    };
    return html`
      ${isWhole ? nothing : html`<p><button type="button" @click=${showAll}>${showAllText(pieces.length)}</button></p>`}
      <div class="printed" tabindex="0" role="log" aria-live="off" aria-label=${consoleText(title)}>
        ${shown.map(pieceOf)}
      </div>
    `;
  }
}

function showAllText(number: number): string {
  const pieces = count(number);
  return msg(str`Show all ${pieces} pieces`);
}

/** Whose console it is. */
export function consoleText(title: string): string {
  return msg(str`Console of ${title}`);
}

function pieceOf({ atMs, who, stream, text }: Printed) {
  return html`<div class="piece ${stream}"><span class="when">${duration(atMs)}</span><span class="who">${who}</span><span class="text">${stream === "err" ? html`<span class="spoken">${msg("error output:")} </span>` : nothing}${text.replace(/\n$/, "")}</span></div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-console": Console;
  }
}
