import type { Lane } from "../../generated/types/Lane";
import type { Trial } from "../../generated/types/Trial";
import { SpanRow } from "../foundation/span-row";

/** One lane's completions: when each range was done, and how many items were done by then. */
interface LaneCompletions {
  readonly endMs: Float64Array;
  readonly items: Float64Array;
}

/** How far a trial was at any moment, by the items that were completed. */
export class Completions {
  readonly #lanes: readonly LaneCompletions[];
  readonly #total: number;
  readonly #elapsedMs: number;

  constructor({ lanes, elapsedMs }: Trial) {
    this.#lanes = lanes.map(completionsOf);
    this.#total = this.#done(Number.POSITIVE_INFINITY);
    this.#elapsedMs = elapsedMs;
  }

  /** The share of its items that were completed at a moment: 0 to 1. */
  shareAt(ms: number): number {
    if (ms >= this.#elapsedMs) {
      return 1;
    }
    return this.#total > 0 ? this.#done(ms) / this.#total : 0;
  }

  #done(ms: number): number {
    return this.#lanes.reduce((sum, lane) => sum + itemsAt(lane, ms), 0);
  }
}

/** A range is completed when it is computed; combining parts has no range. */
function completionsOf(lane: Lane): LaneCompletions {
  const endMs: number[] = [];
  const items: number[] = [];
  let done = 0;
  for (const { kind, endMs: at, range } of new SpanRow(lane)) {
    if (kind === "run" && range !== undefined) {
      done += range.end - range.start;
      endMs.push(at);
      items.push(done);
    }
  }
  return { endMs: Float64Array.from(endMs), items: Float64Array.from(items) };
}

function itemsAt({ endMs, items }: LaneCompletions, ms: number): number {
  let low = 0;
  let high = endMs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((endMs[middle] as number) <= ms) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return items[low - 1] ?? 0;
}
