import { msg, str } from "@lit/localize";
import { css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import type { Language } from "../../generated/types/Language";
import type { StrategyResult } from "../../generated/types/StrategyResult";
import { catalogue, languageTitle, strategyTitle } from "../foundation/catalogue";
import { languagesOf } from "../foundation/contenders";
import { element } from "../foundation/define";
import { count, counted, duration, enumerate } from "../foundation/format";
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

      th:last-child,
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
      <h3>${msg(str`The same programs in ${names}`)}</h3>
      ${alone === undefined ? nothing : html`<p>${aloneText(alone)}</p>`}
      <p class="note">${msg("By their medians, without the start of workers.")}</p>
      <div class="scroll" tabindex="0" role="region" aria-label=${msg(str`${names} compared`)}>
        <table class="figure">
          <thead>
            <tr>
              <th scope="col">${msg("Strategy")}</th>
              ${languages.map((language) => html`<th scope="col">${languageTitle(language)}</th>`)}
              <th scope="col">${msg("Compared")}</th>
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

function aloneText(pair: LanguagePair): string {
  const compared = pairText(pair);
  return msg(str`One worker each: ${compared}.`);
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
  if (counts.size === 1) {
    return counted(first, msg("worker"), msg("workers"));
  }
  const each = enumerate([...counts].map(count));
  return msg(str`${each} workers`);
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-languages-compared": LanguagesCompared;
  }
}
