import type { Lane } from "../../generated/types/Lane";
import type { Trial } from "../../generated/types/Trial";

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
function completionsOf({ spans }: Lane): LaneCompletions {
  const ranges = spans.filter(({ kind, range }) => kind === "run" && range !== undefined);
  const items = new Float64Array(ranges.length);
  let done = 0;
  ranges.forEach(({ range }, index) => {
    done += range === undefined ? 0 : range.end - range.start;
    items[index] = done;
  });
  return { endMs: Float64Array.from(ranges, ({ endMs }) => endMs), items };
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
