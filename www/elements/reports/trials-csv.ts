import type { RunReport } from "../../generated/types/RunReport";
import type { StrategyResult } from "../../generated/types/StrategyResult";
import type { Trial } from "../../generated/types/Trial";

/** A trial with what it belongs to. */
interface Row {
  readonly report: RunReport;
  readonly result: StrategyResult;
  readonly trial: Trial;
  /** From 1. */
  readonly number: number;
}

type Cell = string | number | boolean;

/** The columns, named as the report's fields are. */
const COLUMNS: Readonly<Record<string, (row: Row) => Cell>> = {
  task: ({ report }) => report.request.task,
  size: ({ report }) => report.request.size,
  language: ({ result }) => result.language,
  strategy: ({ result }) => result.strategy,
  workers: ({ result }) => result.workers,
  trial: ({ number }) => number,
  elapsedMs: ({ trial }) => trial.elapsedMs,
  startupMs: ({ trial }) => trial.startupMs,
  matchesSequential: ({ result }) => result.matchesSequential,
  utilisation: ({ trial }) => trial.breakdown.utilisation,
  imbalance: ({ trial }) => trial.breakdown.imbalance,
  overheadPerItemUs: ({ trial }) => trial.breakdown.overheadPerItemUs,
  messages: ({ trial }) => trial.traffic.messages,
  bytesCopied: ({ trial }) => trial.traffic.bytesCopied,
  bytesReceived: ({ trial }) => trial.traffic.bytesReceived,
  retries: ({ trial }) => trial.traffic.retries,
};

/** A report's trials as CSV (RFC 4180): a line of names, then a line for each trial. */
export function trialsCsv(report: RunReport): string {
  const rows = report.results.flatMap((result) =>
    result.trials.map((trial, index): Row => ({ report, result, trial, number: index + 1 })),
  );
  const lines = rows.map((row) => Object.values(COLUMNS).map((cell) => cell(row)));
  return [Object.keys(COLUMNS), ...lines]
    .map((cells) => `${cells.map(field).join(",")}\r\n`)
    .join("");
}

function field(cell: Cell): string {
  const text = String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
