/**
 * A report of a run on two cores whose times are exact, made by hand: what is shown and predicted of it
 * hangs on no machine.
 */

import type { Span } from "../../../www/generated/types/Span.ts";
import { bothLanguages, lane, span } from "./both-languages.ts";

/** So many items make a range, and take so long. */
const ITEMS = 100;
const RANGE_MS = 100;
const RANGES = [0, 1, 2, 3, 4, 5, 6, 7];
/** What it takes to send a process a range. */
const COPY_MS = 1;

/** The report, as JSON: sequential, threads and processes, one trial each. */
export function exactReport(): string {
  const { request, results, ...rest } = JSON.parse(bothLanguages());
  const [even, odd] = [0, 1].map((rest) => RANGES.filter((range) => range % 2 === rest));
  const sent = (ranges: number[] = []) => runs(ranges, COPY_MS * RANGES.length);
  const lanes = [
    [lane("main thread", "coordinator", runs(RANGES))],
    [lane("worker 1", "thread", runs(even)), lane("worker 2", "thread", runs(odd))],
    [
      lane("process 1", "process", sent(even)),
      lane("process 2", "process", sent(odd)),
      lane(
        "main",
        "coordinator",
        RANGES.map((range) => span("copy", range * COPY_MS, (range + 1) * COPY_MS)),
      ),
    ],
  ];
  const sequentialMs = RANGES.length * RANGE_MS;
  return JSON.stringify({
    ...rest,
    request: {
      ...request,
      language: ["rust"],
      strategies: ["sequential", "threads", "processes"],
      trials: 1,
    },
    results: lanes.map((own, index) => {
      const { trials, ...result } = results[index];
      const elapsedMs = Math.max(...own.flatMap(({ spans }) => spans).map(({ endMs }) => endMs));
      const speedup = sequentialMs / elapsedMs;
      return {
        ...result,
        items: RANGES.length * ITEMS,
        trials: [{ ...trials[0], elapsedMs, lanes: own }],
        medianMs: elapsedMs,
        minMs: elapsedMs,
        maxMs: elapsedMs,
        speedup,
        efficiency: speedup / result.workers,
      };
    }),
    skipped: [],
  });
}

/** One range behind the other. */
function runs(ranges: number[] = [], beginMs = 0): Span[] {
  return ranges.map((range, place) => ({
    ...span("run", beginMs + place * RANGE_MS, beginMs + (place + 1) * RANGE_MS),
    range: { start: range * ITEMS, end: (range + 1) * ITEMS },
  }));
}
