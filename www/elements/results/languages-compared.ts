import { css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import type { Language } from "../../generated/types/Language";
import type { StrategyResult } from "../../generated/types/StrategyResult";
import { catalogue, languageTitle, strategyTitle } from "../foundation/catalogue";
import { languagesOf } from "../foundation/contenders";
import { element } from "../foundation/define";
import { counted, duration, enumerate } from "../foundation/format";
import { FrameElement } from "../foundation/frame-element";
import { base } from "../foundation/styles/base";
import { numbers } from "../foundation/styles/numbers";
import { type LanguagePair, languagePairs, pairText } from "./language-pairs";

/** What one language makes of the other's programs; nothing of one language alone. */
@element("languages-compared")
export class LanguagesCompared extends FrameElement {
  static override styles = [
    base,
    numbers,
    css`
      h3 {
        margin-block: 1.6em 0.3em;
      }

      th,
      td {
        vertical-align: top;
      }

      th .note {
        display: block;
      }

      td:last-child {
        min-inline-size: 7em;
        text-align: start;
        white-space: normal;
      }
    `,
  ];

  /** The results of a run. */
  @property({ attribute: false }) accessor results: readonly StrategyResult[] = [];

  override render() {
    const pairs = languagePairs(this.results);
    if (pairs.length === 0) {
      return nothing;
    }
    const languages = languagesOf(this.results);
    const names = enumerate(languages.map(languageTitle));
    const alone = pairs.find(({ strategy }) => strategy === catalogue.yardstick);
    return html`
      <h3>The same programs in ${names}</h3>
      ${alone === undefined ? nothing : html`<p>One worker each: ${pairText(alone)}.</p>`}
      <p class="note">By their medians, the start of workers left out.</p>
      <div class="scroll" tabindex="0" role="region" aria-label="${names} compared">
        <table class="figure">
          <thead>
            <tr>
              <th scope="col">Strategy</th>
              ${languages.map((language) => html`<th scope="col">${languageTitle(language)}</th>`)}
              <th scope="col">Compared</th>
            </tr>
          </thead>
          <tbody>
            ${pairs.map((pair) => row(pair, languages))}
          </tbody>
        </table>
      </div>
    `;
  }
}

function row(pair: LanguagePair, languages: readonly Language[]) {
  return html`<tr>
    <th scope="row">
      ${strategyTitle(pair.strategy)} <span class="note">${crewsText(pair, languages)}</span>
    </th>
    ${languages.map((language) => html`<td>${duration(resultIn(language, pair).medianMs)}</td>`)}
    <td>${pairText(pair)}</td>
  </tr>`;
}

function resultIn(language: Language, { faster, slower }: LanguagePair): StrategyResult {
  return faster.language === language ? faster : slower;
}

/** How many workers each language had, in their order. */
function crewsText(pair: LanguagePair, languages: readonly Language[]): string {
  const counts = new Set(languages.map((language) => resultIn(language, pair).workers));
  const [first = 1] = counts;
  return counts.size === 1 ? counted(first, "worker") : `${[...counts].join(" and ")} workers`;
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-languages-compared": LanguagesCompared;
  }
}
