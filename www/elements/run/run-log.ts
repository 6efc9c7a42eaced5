import { msg, str } from "@lit/localize";
import { css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import type { Language } from "../../generated/types/Language";
import { AdoptableElement } from "../foundation/adoptable-element";
import { areMixed } from "../foundation/contenders";
import { element } from "../foundation/define";
import { trialName } from "../foundation/format";
import { base } from "../foundation/styles/base";
import { consoleText } from "./console";
import { logsOf, type RunView, type TrialLog } from "./run";

/**
 * What a run logs of its completions, in joblib's words, and what its Python programs print: one
 * trial of each contender.
 */
@element("run-log")
export class RunLog extends AdoptableElement {
  static override styles = [
    base,
    css`
      h3 {
        margin-block-start: 0.8em;
      }

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
    const logs = logsOf(view);
    return html`
      <h2>${headingOf(logs)}</h2>
      ${logs.map(
        ({ language, title, trial, lines }) => html`
          <h3>${title} <span class="note">${trialName(trial)}</span></h3>
          <pre tabindex="0" role="log" aria-live="off" aria-label=${whoseText(language, title)}>${lines.join("\n")}</pre>
        `,
      )}
    `;
  }
}

/** What it is called that a language's programs write. */
const WORDS: Readonly<Record<Language, () => string>> = {
  rust: () => msg("Log"),
  python: () => msg("Console"),
};

function whoseText(language: Language, title: string): string {
  return language === "python" ? consoleText(title) : msg(str`Log of ${title}`);
}

function headingOf(logs: readonly TrialLog[]): string {
  const [first] = logs;
  return first === undefined || areMixed(logs) ? msg("Log and console") : WORDS[first.language]();
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-run-log": RunLog;
  }
}
