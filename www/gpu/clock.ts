import type { Buffers } from "./buffers";

/** The kinds of a GPU's spans, by their numbers in Rust's `SpanKind`. */
const RUN = 0;
const COPY = 5;
/** Stands for items where there are none. */
const NO_ITEM = -1;
/** Bytes of a time that a GPU tells, which is in nanoseconds. */
const STAMP_BYTES = 8;
const MS = 1e-6;

/** A GPU's own clock, asked at the beginning and at the end of each range. */
export interface GpuClock {
  /** Has a range's times be written down. */
  ofRange(range: number): GPUComputePassTimestampWrites;
  /** Two times for each range. */
  read(): Promise<BigUint64Array>;
}

/** The clock of a GPU that has one. */
export function clockOf(gpu: GPUDevice, buffers: Buffers, ranges: number): GpuClock {
  const count = 2 * ranges;
  const querySet = gpu.createQuerySet({ type: "timestamp", count });
  return {
    ofRange: (range) => ({
      querySet,
      beginningOfPassWriteIndex: 2 * range,
      endOfPassWriteIndex: 2 * range + 1,
    }),
    async read() {
      const { COPY_SRC, QUERY_RESOLVE } = GPUBufferUsage;
      const bytes = count * STAMP_BYTES;
      const resolved = buffers.make(bytes, QUERY_RESOLVE | COPY_SRC);
      const encoder = gpu.createCommandEncoder();
      encoder.resolveQuerySet(querySet, 0, count, resolved, 0);
      gpu.queue.submit([encoder.finish()]);
      const stamps = new BigUint64Array((await buffers.read(resolved, bytes)).buffer);
      querySet.destroy();
      return stamps;
    },
  };
}

/** When what was done, by the clock of this worker. */
interface Moments {
  beginMs: number;
  /** The inputs had been copied. */
  copiedMs: number;
  /** All ranges were seen to be done. */
  doneMs: number;
  /** The output had been copied back. */
  backMs: number;
}

/**
 * The spans of a GPU's lane. Its clock and ours do not begin at the same time: its last range ends
 * when all were seen to be done. Where it has no clock that goes forward, that is all that is
 * known.
 *
 * @param stamps what its own clock told, if it has one
 */
export function spansOf(
  { beginMs, copiedMs, doneMs, backMs }: Moments,
  ranges: Uint32Array,
  stamps: BigUint64Array | undefined,
): { spans: Float64Array; ownClock: boolean } {
  const there = [COPY, beginMs, copiedMs, NO_ITEM, NO_ITEM];
  const back = [COPY, doneMs, backMs, NO_ITEM, NO_ITEM];
  const ownClock = stamps !== undefined && goesForward(stamps);
  const runs = ownClock
    ? runsOf(stamps, ranges, copiedMs, doneMs)
    : [RUN, copiedMs, doneMs, ranges.at(0) ?? 0, ranges.at(-1) ?? 0];
  return { spans: new Float64Array([...there, ...runs, ...back]), ownClock };
}

function runsOf(
  stamps: BigUint64Array,
  ranges: Uint32Array,
  copiedMs: number,
  doneMs: number,
): number[] {
  const last = stamps.at(-1) ?? 0n;
  const at = (stamp: bigint) => Math.max(copiedMs, doneMs - Number(last - stamp) * MS);
  const moments = [...stamps].map(at);
  const runs: number[] = [];
  for (let index = 0; index < ranges.length; index += 2) {
    const [startMs = copiedMs, endMs = doneMs] = moments.slice(index, index + 2);
    runs.push(RUN, startMs, endMs, ...ranges.subarray(index, index + 2));
  }
  return runs;
}

/** Some drivers tell times that do not. */
function goesForward(stamps: BigUint64Array): boolean {
  const [first = 0n] = stamps;
  return first > 0n && stamps.every((stamp, at) => at === 0 || stamp >= (stamps[at - 1] ?? 0n));
}
