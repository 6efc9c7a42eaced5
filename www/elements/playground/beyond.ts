import type { Environment } from "../../generated/types/Environment";
import type { Language } from "../../generated/types/Language";
import {
  catalogue,
  isInReach,
  languagesAmong,
  strategyEntry,
  strategyTitle,
} from "../foundation/catalogue";
import { switchesStacks } from "../foundation/switches-stacks";
import { type Settings, words } from "../settings/settings";

/** The strategies asked for that cannot run in a place, by their titles. */
export function strategiesBeyond(settings: Settings, environment: Environment): string[] {
  const given = words(settings.strategies);
  const languages = languagesAmong(words(settings.language));
  return (given.length > 0 ? given : catalogue.defaultStrategies)
    .filter((id) => languages.some((language) => isBeyond(id, language, environment)))
    .map(strategyTitle);
}

function isBeyond(id: string, language: Language, environment: Environment): boolean {
  const needs = strategyEntry(id)?.needs ?? "single";
  const isForWantOfStacks = language === "python" && id !== catalogue.yardstick && !switchesStacks;
  return isForWantOfStacks || !isInReach(needs, environment, language);
}
