/**
 * A Dask task stream, as `get_task_stream` collects it: one lane a worker's thread.
 *
 * https://distributed.dask.org/en/stable/api.html#distributed.get_task_stream
 */

import { msg } from "@lit/localize";
import type { Lane } from "../generated/types/Lane";
import type { SpanKind } from "../generated/types/SpanKind";
import { type Fields, Flaw, isFields, numberIn, textIn } from "./data";
import { inOrder, laneOf, onMachines, type Step } from "./lane";

const KINDS: ReadonlyMap<string, SpanKind> = new Map([
  ["transfer", "copy"],
  ["deserialize", "serialise"],
  ["disk-read", "copy"],
  ["disk-write", "copy"],
]);

const SECONDS = 1e3;

/** A thread of a worker, and what it did. */
interface Thread {
  readonly worker: string;
  readonly thread: string;
  readonly steps: Step[];
}

/** A stream's records; nothing if it is none. */
export function recordsOf(data: unknown): readonly Fields[] | null {
  const isRecord = (record: unknown) =>
    isFields(record) && ["worker", "thread", "startstops"].every((name) => name in record);
  return Array.isArray(data) && data.length > 0 && data.every(isRecord) ? data : null;
}

/** Lanes whose times count from the first that was done. */
export function lanesOfStream(records: readonly Fields[]): Lane[] {
  const threads = threadsOf(records);
  const steps = threads.flatMap(({ steps }) => steps);
  const begin = steps.reduce((first, [, at]) => Math.min(first, at), Number.POSITIVE_INFINITY);
  const workers = [...new Set(threads.map(({ worker }) => worker))];
  const lanes = threads.map(({ worker, thread, steps }) => {
    const siblings = threads.filter((other) => other.worker === worker);
    const number = siblings.findIndex((other) => other.thread === thread) + 1;
    const which = siblings.length > 1 ? `, thread ${number}` : "";
    const name = `worker ${workers.indexOf(worker) + 1}${which}`;
    return [laneOf(name, "process", oneAfterAnother(steps, begin)), hostOf(worker)] as const;
  });
  return onMachines(lanes);
}

/** By their workers' addresses and their own numbers. */
function threadsOf(records: readonly Fields[]): Thread[] {
  const threads = new Map<string, Thread>();
  for (const record of records) {
    const [worker, thread] = [textIn(record, "worker"), textIn(record, "thread")];
    const id = JSON.stringify([worker, thread]);
    const known = threads.get(id) ?? { worker, thread, steps: [] };
    // One by one: as arguments of one call they could be too many.
    for (const step of stepsOf(record)) {
      known.steps.push(step);
    }
    threads.set(id, known);
  }
  const order = (a: string, b: string) => (a < b ? -1 : Number(a > b));
  return [...threads.values()].toSorted(
    (a, b) => order(a.worker, b.worker) || order(a.thread, b.thread),
  );
}

function stepsOf({ startstops }: Fields): Step[] {
  if (!Array.isArray(startstops) || !startstops.every(isFields)) {
    throw new Flaw(msg("the “startstops” of a record are no list"));
  }
  return startstops.map((step) => [
    KINDS.get(textIn(step, "action")) ?? "run",
    SECONDS * numberIn(step, "start"),
    SECONDS * numberIn(step, "stop"),
  ]);
}

/**
 * What a thread did, which it did one after another. Workers go on correcting their clocks, and what
 * they did just before and just after may seem to overlap by as much: then the later is told to have
 * begun when the earlier ended.
 */
function oneAfterAnother(steps: readonly Step[], begin: number): Step[] {
  let reached = Number.NEGATIVE_INFINITY;
  return steps.toSorted(inOrder).map(([kind, start, end]) => {
    const late = Math.max(0, reached - start);
    reached = end + late;
    return [kind, start + late - begin, reached - begin];
  });
}

/** The machine that a worker's address names. */
function hostOf(worker: string): string {
  return (URL.canParse(worker) && new URL(worker).hostname) || worker;
}
