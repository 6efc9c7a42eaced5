import { html, nothing } from "lit";
import type { Language } from "../../generated/types/Language";
import type { StrategyResult } from "../../generated/types/StrategyResult";
import { catalogue, languageTitle, strategyTitle } from "../foundation/catalogue";
import { languagesOf } from "../foundation/contenders";
import { counted, duration, enumerate } from "../foundation/format";
import { type LanguagePair, languagePairs, pairText } from "./language-pairs";

/** What one language makes of the other's programs; nothing of one language alone. */
export function languagesCompared(results: readonly StrategyResult[]) {
  const pairs = languagePairs(results);
  if (pairs.length === 0) {
    return nothing;
  }
  const languages = languagesOf(results);
  const names = languages.map(languageTitle);
  const alone = pairs.find(({ strategy }) => strategy === catalogue.yardstick);
  return html`<section class="languages">
    <h3>${enumerate(names)}, the same programs</h3>
    ${alone === undefined ? nothing : html`<p>One worker each: ${pairText(alone)}.</p>`}
    <div class="scroll" tabindex="0" role="region" aria-label="${enumerate(names)} compared">
      <table class="figure">
        <thead>
          <tr>
            <th scope="col">Strategy</th>
            ${names.map((name) => html`<th scope="col">${name}, median</th>`)}
            <th scope="col">Compared</th>
          </tr>
        </thead>
        <tbody>
          ${pairs.map(
            (pair) => html`<tr>
              <th scope="row">${strategyTitle(pair.strategy)} <span class="note">${crewsText(pair, languages)}</span></th>
              ${languages.map((language) => html`<td>${duration(resultIn(language, pair).medianMs)}</td>`)}
              <td>${pairText(pair)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
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
