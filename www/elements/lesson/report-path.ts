import type { RunReport } from "../../generated/types/RunReport";
import type { StrategyResult } from "../../generated/types/StrategyResult";
import type { Trial } from "../../generated/types/Trial";
import { medianTrial } from "../foundation/median-trial";

/** What a path leads to: a word, or a figure with the name of the field that it is from. */
export type Found = { readonly word: string } | { readonly value: number; readonly field: string };

/** Two figures of which a path asks for what one is by the other, or beyond it. */
const TWO = /^(?<left>[^/\s]+?)(?<by>\/| - )(?<right>[^/\s]+)$/;
/** A result's fields that are lists, and count by their length. */
const COUNTED = ["trials"] as const;
/** What asks for the time that lanes spent on a kind of span, such as `lockWaitMs`. */
const KIND = /^(?<kind>[a-z]+(?:[A-Z][a-z]+)*)Ms$/;

/**
 * What a path leads to in a report, such as `threads.speedup`, `threads.python.medianMs`,
 * `fastest`, `fastest.medianMs`, `processes.bytesCopied` and `threads.lockWaitMs` of the median
 * trial, `environment.logicalCores`, `request.workers`, or two of them with ` - ` or `/` between;
 * nothing where the report has none.
 */
export function find(report: RunReport, path: string): Found | undefined {
  const { left, by, right } = TWO.exec(path.trim())?.groups ?? {};
  return left === undefined || right === undefined
    ? findOne(report, path.trim())
    : combined(findOne(report, left), findOne(report, right), by === "/");
}

function combined(
  left: Found | undefined,
  right: Found | undefined,
  isRatio: boolean,
): Found | undefined {
  if (left === undefined || right === undefined || "word" in left || "word" in right) {
    return undefined;
  }
  return isRatio
    ? { value: left.value / right.value, field: "speedup" }
    : { value: left.value - right.value, field: left.field };
}

function findOne(report: RunReport, path: string): Found | undefined {
  const [first = "", ...rest] = path.split(".");
  if (first === "environment" || first === "request") {
    return found(Reflect.get(report[first], rest[0] ?? ""), rest[0] ?? "");
  }
  const result = resultOf(report, first, rest.length > 1 ? rest[0] : undefined);
  if (result === undefined) {
    return undefined;
  }
  const field = rest.at(-1);
  return field === undefined ? { word: result.strategy } : fieldOf(result, field);
}

function resultOf(
  { results }: RunReport,
  id: string,
  language: string | undefined,
): StrategyResult | undefined {
  const own = results.filter((result) => language === undefined || result.language === language);
  const byTime = own.toSorted((a, b) => a.medianMs - b.medianMs);
  switch (id) {
    case "fastest":
      return byTime[0];
    case "slowest":
      return byTime.at(-1);
    default:
      return own.find(({ strategy }) => strategy === id);
  }
}

function fieldOf(result: StrategyResult, field: string): Found | undefined {
  const value: unknown = Reflect.get(result, field);
  const isCounted = COUNTED.some((counted) => counted === field);
  return (
    found(isCounted && Array.isArray(value) ? value.length : value, field) ??
    ofTrial(medianTrial(result.trials, result.medianMs), field)
  );
}

/** What a trial moved, such as `bytesCopied`, or what its lanes spent their time on. */
function ofTrial(trial: Trial | undefined, field: string): Found | undefined {
  if (trial === undefined) {
    return undefined;
  }
  const kind = KIND.exec(field)?.groups?.kind?.replace(/[A-Z]/g, (A) => `-${A.toLowerCase()}`);
  const spent = trial.breakdown.kinds.find((spent) => spent.kind === kind);
  return found(spent?.totalMs ?? Reflect.get(trial.traffic, field), field);
}

function found(value: unknown, field: string): Found | undefined {
  switch (typeof value) {
    case "number":
      return { value, field };
    case "string":
      return { word: value };
    default:
      return undefined;
  }
}
