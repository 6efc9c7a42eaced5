import catalogue from "../generated/catalogue.json";
import type { Lane } from "../generated/types/Lane";
import type { Span } from "../generated/types/Span";
import type { SpanKind } from "../generated/types/SpanKind";
import type { Trial } from "../generated/types/Trial";
import type { TrialRecord } from "../generated/types/TrialRecord";

/** A lane whose spans are five numbers each; see `src/playground/packing.rs`. */
export type PackedLane = Omit<Lane, "spans"> & { spans: Float64Array<ArrayBuffer> };

/** A finished trial as it comes from the coordinator. */
export type PackedRecord = Omit<TrialRecord, "trial"> & {
  trial: Omit<Trial, "lanes"> & { lanes: PackedLane[] };
};

/** Numbers of a span. */
const WIDTH = 5;
/** Spans that are unpacked between two looks at the clock. */
const STRIDE = 1024;
/** How long unpacking may keep the page's thread at a time. */
const BUDGET_MS = 8;

const KINDS = catalogue.spanKinds as readonly SpanKind[];

/** The memory that a record's spans are in, to be handed over with it. */
export function buffersOf({ trial }: PackedRecord): ArrayBuffer[] {
  return trial.lanes.map(({ spans }) => spans.buffer);
}

/** A record with its spans as objects; the page's thread is free every few milliseconds. */
export async function unpacked(record: PackedRecord): Promise<TrialRecord> {
  const lanes: Lane[] = [];
  let endsAt = performance.now() + BUDGET_MS;
  for (const { spans: packed, ...lane } of record.trial.lanes) {
    const spans: Span[] = [];
    for (let at = 0; at < packed.length; at += WIDTH) {
      spans.push(spanAt(packed, at));
      if (spans.length % STRIDE === 0 && performance.now() >= endsAt) {
        await new Promise((resolve) => setTimeout(resolve));
        endsAt = performance.now() + BUDGET_MS;
      }
    }
    lanes.push({ ...lane, spans });
  }
  return { ...record, trial: { ...record.trial, lanes } };
}

function spanAt(packed: Float64Array, at: number): Span {
  const [number = 0, startMs = 0, endMs = 0, start = 0, end = 0] = packed.subarray(at, at + WIDTH);
  const kind = KINDS[number] ?? "run";
  return start < 0 ? { kind, startMs, endMs } : { kind, startMs, endMs, range: { start, end } };
}
