import { type Contender, contenders, isSame } from "../../engine/contender";
import type { Language } from "../../generated/types/Language";
import { languageTitle, strategyTitle } from "./catalogue";

export { type Contender, contenders, isSame };

/** What a contender is called. */
export type Titling = (contender: Contender) => string;

/** What contenders are called among these: the language is left out where all are in one. */
export function titling(all: readonly Contender[]): Titling {
  return areMixed(all)
    ? ({ language, strategy }) => `${strategyTitle(strategy)} · ${languageTitle(language)}`
    : ({ strategy }) => strategyTitle(strategy);
}

/** Whether they are in several languages, so that each has to say in which. */
export function areMixed(all: readonly Pick<Contender, "language">[]): boolean {
  return languagesOf(all).length > 1;
}

/** Their languages, each once. */
export function languagesOf(all: readonly Pick<Contender, "language">[]): Language[] {
  return [...new Set(all.map(({ language }) => language))];
}

/** The same ones, those of a strategy side by side. */
export function sideBySide<T extends Contender>(all: readonly T[]): T[] {
  const strategies = new Set(all.map(({ strategy }) => strategy));
  return [...strategies].flatMap((id) => all.filter(({ strategy }) => strategy === id));
}
