import { type Contender, contenders, isSame } from "../../engine/contender";
import type { Language } from "../../generated/types/Language";
import type { Version } from "../../generated/types/Version";
import { catalogue, languageTitle, strategyTitle } from "./catalogue";

export { type Contender, contenders, isSame };

/** What a contender is called. */
export type Titling = (contender: Contender) => string;

/** What contenders are called among these: the language is left out where all are in one. */
export function titling(all: readonly Contender[]): Titling {
  return areMixed(all)
    ? ({ language, strategy }) => `${strategyTitle(strategy)} · ${languageTitle(language)}`
    : (own) => all.find((other) => isSame(other, own))?.name ?? strategyTitle(own.strategy);
}

/** What a strategy is called, or one of a program's versions. */
export function titleAmong(versions: readonly Version[], id: string): string {
  return versions.find((version) => version.id === id)?.name ?? strategyTitle(id);
}

/** What others are compared with: sequential, or of a program the first version with a result. */
export function yardstickAmong(
  versions: readonly Version[],
  results: readonly Pick<Contender, "strategy">[],
): string {
  return (versions.length > 0 ? results[0]?.strategy : undefined) ?? catalogue.yardstick;
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
