/**
 * A Chrome trace, of whose events the complete ones are shown: one lane a thread.
 *
 * https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
 */

import { SPAN_KINDS } from "../engine/span-kinds";
import type { Lane } from "../generated/types/Lane";
import type { SpanKind } from "../generated/types/SpanKind";
import { type Fields, isFields, numberIn, textIn } from "./data";
import { laneOf, type Step } from "./lane";

const MICROSECONDS = 1e3;

/** A complete event. */
interface Complete {
  readonly kind: SpanKind;
  readonly at: number;
  readonly length: number;
}

/** What is known of one thread. */
interface Thread {
  readonly process: string;
  readonly name: string;
  readonly events: Complete[];
}

/** A trace's events, in either of the forms that the format has; nothing if it is none. */
export function eventsOf(data: unknown): readonly Fields[] | null {
  const events = isFields(data) ? data.traceEvents : data;
  const isTrace =
    Array.isArray(events) &&
    events.length > 0 &&
    events.every((event) => isFields(event) && "ph" in event);
  return isTrace ? events : null;
}

/** Lanes whose times count from the first event; of events within events the outermost. */
export function lanesOfTrace(events: readonly Fields[]): Lane[] {
  const threads = threadsOf(events);
  const starts = threads.flatMap(({ events }) => events.map(({ at }) => at));
  const begin = starts.reduce((first, at) => Math.min(first, at), Number.POSITIVE_INFINITY);
  const isOne = new Set(threads.map(({ process }) => process)).size < 2;
  const names = namesOf(events, "process_name", ({ pid }) => `${pid ?? ""}`);
  return threads.map(({ process, name, events }) => {
    const steps = outermost(events).map(({ kind, at, length }): Step => {
      const startMs = (at - begin) / MICROSECONDS;
      return [kind, startMs, startMs + length / MICROSECONDS];
    });
    const whose = isOne ? "" : `${names.get(process) ?? `process ${process}`}: `;
    return laneOf(`${whose}${name}`, "thread", steps);
  });
}

/** The threads that have complete events, as they come. */
function threadsOf(events: readonly Fields[]): Thread[] {
  const names = namesOf(events, "thread_name", idOf);
  const threads = new Map<string, Thread>();
  for (const event of events) {
    const length = event.ph === "X" ? numberIn(event, "dur", 0) : 0;
    if (length > 0) {
      const id = idOf(event);
      const thread = threads.get(id) ?? {
        process: textIn(event, "pid"),
        name: names.get(id) ?? `thread ${textIn(event, "tid")}`,
        events: [],
      };
      thread.events.push({ kind: kindOf(event), at: numberIn(event, "ts", 0), length });
      threads.set(id, thread);
    }
  }
  return [...threads.values()];
}

/** Two threads of unlike processes may have the same number. */
function idOf(event: Fields): string {
  return JSON.stringify([textIn(event, "pid"), textIn(event, "tid")]);
}

/** What metadata call something. */
function namesOf(
  events: readonly Fields[],
  what: string,
  idOf: (event: Fields) => string,
): Map<string, string> {
  const told = events.filter(({ ph, name }) => ph === "M" && name === what);
  return new Map(
    told.flatMap((event) =>
      isFields(event.args) && "name" in event.args
        ? [[idOf(event), textIn(event.args, "name")]]
        : [],
    ),
  );
}

/** The events that lie in no other. */
function outermost(events: readonly Complete[]): Complete[] {
  const found: Complete[] = [];
  for (const event of events.toSorted((a, b) => a.at - b.at || b.length - a.length)) {
    const last = found.at(-1);
    if (last === undefined || event.at >= last.at + last.length) {
      found.push(event);
    }
  }
  return found;
}

/** What was done, if it is told in one of our words; else it computed. */
function kindOf({ name, cat }: Fields): SpanKind {
  return SPAN_KINDS.find((kind) => kind === name || kind === cat) ?? "run";
}
