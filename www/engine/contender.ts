import type { Language } from "../generated/types/Language";
import type { RunRequest } from "../generated/types/RunRequest";

/** A strategy in a language, or a version of a program: what is timed against each other. */
export interface Contender {
  readonly language: Language;
  readonly strategy: string;
  /** A version's own name. */
  readonly name?: string;
}

/** Each strategy of a request in each of its languages, or each version, as they are shown. */
export function contenders({ language, strategies, versions }: RunRequest): Contender[] {
  if (versions.length > 0) {
    return versions.map(({ id, name }) => ({ language: "python", strategy: id, name }));
  }
  return language.flatMap((language) => strategies.map((strategy) => ({ language, strategy })));
}

/** Whether two are of the same strategy in the same language. */
export function isSame(one: Contender, other: Contender): boolean {
  return one.language === other.language && one.strategy === other.strategy;
}
