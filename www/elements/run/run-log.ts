import { css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import { AdoptableElement } from "../foundation/adoptable-element";
import { strategyTitle } from "../foundation/catalogue";
import { element } from "../foundation/define";
import { base } from "../foundation/styles/base";
import type { RunView } from "./run";

/** What a run logs of its completions, in joblib's words: each strategy's latest trial. */
@element("run-log")
export class RunLog extends AdoptableElement {
  static override styles = [
    base,
    css`
      pre {
        max-block-size: 14em;
        margin-block: 0.4em 1em;
        padding: 0.6em 0.8em;
        overflow: auto;
        background: var(--pp-sunken);
        font: 0.8125em / 1.5 var(--pp-code);
        tab-size: 4;
      }
    `,
  ];

  /** The run to show. */
  @property({ attribute: false }) accessor view: RunView | null = null;

  override render() {
    const { view } = this;
    if (view === null) {
      return nothing;
    }
    const logs = new Map(
      view.records.map(
        ({ strategy, trial }) => [strategy, trial.log] as [string, readonly string[]],
      ),
    );
    if (view.current !== null) {
      logs.set(view.current, view.log);
    }
    return html`
      <h2>Log</h2>
      ${[...logs].map(
        ([strategy, lines]) => html`
          <h3>${strategyTitle(strategy)}</h3>
          <pre tabindex="0" role="log" aria-live="off" aria-label="Log of ${strategyTitle(strategy)}">${lines.join("\n")}</pre>
        `,
      )}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-run-log": RunLog;
  }
}
