import { withTexts } from "../../engine/locale";
import generated from "../../generated/catalogue.json";
import type { Catalogue } from "../../generated/types/Catalogue";
import type { Environment } from "../../generated/types/Environment";
import type { Language } from "../../generated/types/Language";
import type { NumberField } from "../../generated/types/NumberField";
import type { Rung } from "../../generated/types/Rung";
import type { StrategyEntry } from "../../generated/types/StrategyEntry";
import type { TaskChoice } from "../../generated/types/TaskChoice";
import { enumerate } from "./format";

/** The tasks, languages, strategies and fields that Rust has, written out at build time. */
export const catalogue: Catalogue = { ...(generated as Catalogue) };

withTexts((texts) => Object.assign(catalogue, texts.catalogue));

/** The most trials that a run may have, whatever it runs. */
export const mostTrials = Math.max(...catalogue.tasks.map(({ trials }) => trials.max));

/** The workers of a run that says nothing of them: one a logical core, as far as there may be so many. */
export function usualWorkers(): number {
  return Math.min(navigator.hardwareConcurrency, catalogue.workers.max);
}

/** Strategies of which there may be more workers, in the order they are shown. */
export const takesWorkers: readonly string[] = catalogue.strategies
  .filter(({ scales }) => scales)
  .map(({ id }) => id);

/** Whether a strategy may have more workers, one of an engine elsewhere among them. */
export function mayHaveMore(id: string): boolean {
  return strategyEntry(id)?.scales ?? true;
}

/** A task by its id; nothing for an id that the catalogue does not have. */
export function taskChoice(id: string): TaskChoice | undefined {
  return catalogue.tasks.find((task) => task.id === id);
}

/** A strategy by its id; nothing for an id that the catalogue does not have. */
export function strategyEntry(id: string): StrategyEntry | undefined {
  return catalogue.strategies.find((strategy) => strategy.id === id);
}

/** What the page calls a task. */
export function taskTitle(id: string): string {
  return taskChoice(id)?.title ?? id;
}

/** Engines elsewhere, whose reports the page opens. */
const ENGINES: Readonly<Record<string, string>> = {
  "dask-distributed": "Dask",
  mpi: "MPI",
  spark: "Spark",
};

/** What the page calls a strategy. */
export function strategyTitle(id: string): string {
  return strategyEntry(id)?.title ?? ENGINES[id] ?? id;
}

/** The languages among some words; the one that is run when none is named, where there are none. */
export function languagesAmong(words: readonly string[]): Language[] {
  const ids = catalogue.languages.map(({ id }) => id);
  const named = ids.filter((id) => words.includes(id));
  return named.length > 0 ? named : ids.slice(0, 1);
}

/** In which languages a run is, such as `Rust and Python`; nothing of the usual one alone. */
export function languageFacts(languages: readonly Language[]): string[] {
  const isUsual = languages.every((id) => id === catalogue.languages[0].id);
  return isUsual ? [] : [enumerate(languages.map(languageTitle))];
}

/** A task's main number, as it is where these languages are run. */
export function sizeField({ size }: TaskChoice, languages: readonly Language[]): NumberField {
  const usual = languages.includes("python") ? size.pythonDefault : size.default;
  return { ...size, name: "size", default: usual };
}

/** What the page calls a language. */
export function languageTitle(id: Language): string {
  return catalogue.languages.find((language) => language.id === id)?.title ?? id;
}

/** From the lowest to the highest. */
const RUNGS: readonly Rung[] = ["single", "processes", "threads"];

/**
 * Whether what needs a rung can run in a place; while that is not known, one may hope. Python's
 * threads share no memory but their interpreter's, and need none.
 */
export function isInReach(
  needs: Rung,
  environment: Environment | null,
  language: Language = "rust",
): boolean {
  const isOfOneWorker = language === "python" && needs !== "processes";
  return (
    environment === null || isOfOneWorker || RUNGS.indexOf(needs) <= RUNGS.indexOf(environment.rung)
  );
}

/** Why a strategy does not suit a task, if it does not. */
export function unsuitedBecause(strategy: string, task: string): string | undefined {
  return catalogue.unsuited.find((pair) => pair.strategy === strategy && pair.task === task)
    ?.reason;
}
