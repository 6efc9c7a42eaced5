import { msg, str } from "@lit/localize";
import { messageOf, plainFailure } from "./failure";
import { packedReport } from "./packed-spans";
import { SPAN_KINDS } from "./span-kinds";

/** How deep a value may lie within others: Rust has to go into them, on a small stack. */
const MOST_LEVELS = 100;

/** A span's items are numbered from 0 to this. */
const MOST_ITEMS = 2 ** 32 - 1;

/**
 * What is written in a file.
 *
 * @throws PlaygroundError `unreadable-report`: a folder that is dropped looks like a file, and a file
 *   may be gone
 */
export async function textIn(file: Blob): Promise<string> {
  try {
    return await file.text();
  } catch (exception) {
    const reason = messageOf(exception);
    throw plainFailure(
      "unreadable-report",
      msg(str`the browser cannot read it (${reason}). Choose a saved report’s file, not a folder.`),
    );
  }
}

/**
 * What a saved report's text holds, for Rust to read: its spans packed, since Rust would take each of
 * a million objects apart by itself, or left alone where one is none, since it is Rust that says so.
 * What is no JSON, or too deep, is the error that says so.
 */
export function savedReport(text: string): unknown {
  try {
    const saved: unknown = JSON.parse(text);
    if (!anythingIn(saved).every((value) => isWithin(MOST_LEVELS, value))) {
      throw new Error(msg("values are nested too deeply"));
    }
    return holdsSpansAlone(saved) ? packedReport(saved) : saved;
  } catch (error) {
    return error;
  }
}

/** What of a report may be anything: outputs, and what is told of a machine. */
function anythingIn(saved: unknown): unknown[] {
  const { environment, results } = (saved ?? {}) as { environment?: unknown; results?: unknown };
  const outputs = Array.isArray(results) ? results.map((result) => result?.output) : [];
  return [...outputs, (environment as { native?: unknown } | null | undefined)?.native];
}

function isWithin(levels: number, value: unknown): boolean {
  return (
    typeof value !== "object" ||
    value === null ||
    (levels > 0 && Object.values(value).every((inner) => isWithin(levels - 1, inner)))
  );
}

type Packable = Parameters<typeof packedReport>[0];

/** Whether all that stands where a report has its spans are spans. */
function holdsSpansAlone(saved: unknown): saved is Packable {
  const results = listIn(saved, "results");
  const trials = results?.flatMap((result) => listIn(result, "trials") ?? [null]);
  const lanes = trials?.flatMap((trial) => listIn(trial, "lanes") ?? [null]);
  return lanes?.every((lane) => listIn(lane, "spans")?.every(isSpan) ?? false) ?? false;
}

function listIn(value: unknown, name: string): unknown[] | undefined {
  const list = (value as Record<string, unknown> | null | undefined)?.[name];
  return Array.isArray(list) ? list : undefined;
}

function isSpan(value: unknown): boolean {
  const span = value as Record<string, unknown> | null;
  return (
    (SPAN_KINDS as readonly unknown[]).includes(span?.kind) &&
    Number.isFinite(span?.startMs) &&
    Number.isFinite(span?.endMs) &&
    isRange(span?.range)
  );
}

function isRange(value: unknown): boolean {
  const range = value as Record<string, unknown> | null | undefined;
  return range == null || (isItem(range.start) && isItem(range.end));
}

function isItem(value: unknown): boolean {
  return Number.isInteger(value) && 0 <= Number(value) && Number(value) <= MOST_ITEMS;
}
