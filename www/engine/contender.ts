import type { Language } from "../generated/types/Language";
import type { RunRequest } from "../generated/types/RunRequest";

/** A strategy in a language: what is timed against each other. */
export interface Contender {
  readonly language: Language;
  readonly strategy: string;
}

/** Each strategy of a request in each of its languages, in the order they are shown. */
export function contenders({ language, strategies }: RunRequest): Contender[] {
  return language.flatMap((language) => strategies.map((strategy) => ({ language, strategy })));
}

/** Whether two are of the same strategy in the same language. */
export function isSame(one: Contender, other: Contender): boolean {
  return one.language === other.language && one.strategy === other.strategy;
}
