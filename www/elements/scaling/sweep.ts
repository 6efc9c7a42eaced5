import { Engine, type Fields, PlaygroundFailure } from "../../engine/engine";
import type { Accuracy } from "../../generated/types/Accuracy";
import type { RunReport } from "../../generated/types/RunReport";
import type { Scaling } from "../../generated/types/Scaling";
import type { ScalingPoint } from "../../generated/types/ScalingPoint";
import type { StrategyResult } from "../../generated/types/StrategyResult";
import { catalogue } from "../foundation/catalogue";
import { type Contender, isSame } from "../foundation/contenders";
import type { Settings } from "../settings/settings";

/** How far a sweep is. */
export interface SweepProgress {
  /** Runs that are done, of so many. */
  readonly done: number;
  readonly of: number;
  /** What the rest will take if it takes as long as what is done, run by run. */
  readonly remainingMs: number | null;
}

/** How a sweep is followed and stopped. */
export interface SweepOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: SweepProgress) => void;
  /** Called when a run failed after others were done, which are kept. */
  readonly onFailure: (failure: PlaygroundFailure) => void;
}

/** What is swept, and what the page calls it. */
export interface Swept extends Contender {
  readonly title: string;
}

/** What a sweep over worker counts came to. */
export interface WorkerSweep {
  readonly title: string;
  readonly scaling: Scaling;
  /** What one of the runs predicts of the others; nothing if its lanes say nothing of items. */
  readonly accuracy: Accuracy | null;
}

/** The timings at one chunk size. */
export interface ChunkPoint {
  /** The workers that had them. */
  readonly workers: number;
  readonly chunkSize: number;
  readonly medianMs: number;
  readonly minMs: number;
  readonly maxMs: number;
}

/** What a sweep over chunk sizes came to. */
export interface ChunkSweep {
  readonly title: string;
  readonly points: readonly ChunkPoint[];
  /** What a run with the strategy's own chunks predicts of them; nothing without a basis. */
  readonly accuracy: Accuracy | null;
}

/** Between two chunk sizes of a sweep, and the most of them. */
const CHUNK_FACTOR = 4;
const MOST_CHUNK_SIZES = 9;

/**
 * Runs a contender with 1 to `most` workers, and asks what follows from what finished; nothing if that
 * is too little.
 */
export async function sweepWorkers(
  settings: Settings,
  swept: Swept,
  cores: number,
  most: number,
  options: SweepOptions,
): Promise<WorkerSweep | null> {
  const counts = Array.from({ length: most }, (_, index) => index + 1);
  const own = settingsOf(settings, swept);
  const reports = await runAll(
    counts.map((workers) => ({ ...own, workers: String(workers) })),
    options,
  );
  const engine = Engine.shared();
  const points = reports.flatMap((report) => pointOf(report, swept));
  const scaling = await engine.scaling(settings.task ?? catalogue.defaultTask, points);
  const basis = reports[Math.min(cores, reports.length) - 1];
  if (scaling === null || basis === undefined) {
    return null;
  }
  const measured = scaling.measured.map(({ workers, medianMs }) => ({ workers, medianMs }));
  const { title, language, strategy } = swept;
  const accuracy = await engine.accuracy(basis, language, strategy, measured);
  return { title, scaling, accuracy };
}

/** Runs a contender with chunks from one item to a worker's whole share; what finished. */
export async function sweepChunks(
  settings: Settings,
  swept: Swept,
  options: SweepOptions,
): Promise<ChunkSweep> {
  const { title, language, strategy } = swept;
  const own = settingsOf(settings, swept);
  const [basis] = await runAll([{ ...own, chunkSize: "auto" }], options);
  const result = basis && resultOf(basis, swept);
  if (basis === undefined || result === undefined) {
    return { title, points: [], accuracy: null };
  }
  const sizes = chunkSizes(result.items, result.workers);
  const reports = await runAll(
    sizes.map((size) => ({ ...own, chunkSize: String(size) })),
    options,
  );
  const points = reports.flatMap((report, index) => {
    const measured = resultOf(report, swept);
    const chunkSize = sizes[index];
    return measured === undefined || chunkSize === undefined ? [] : [{ chunkSize, ...measured }];
  });
  const measured = points.map(({ workers, chunkSize, medianMs }) => ({
    workers,
    chunkSize,
    medianMs,
  }));
  const accuracy = await Engine.shared().accuracy(basis, language, strategy, measured);
  return { title, points, accuracy };
}

/** The settings, to run one contender alone. */
function settingsOf(settings: Settings, { language, strategy }: Contender): Settings {
  return { ...settings, language, strategies: strategy };
}

/** From a worker's whole share down, each a quarter of the last, in order. */
function chunkSizes(items: number, workers: number): number[] {
  const sizes: number[] = [];
  let size = Math.max(1, Math.ceil(items / workers));
  while (sizes.length < MOST_CHUNK_SIZES) {
    sizes.unshift(size);
    if (size === 1) {
      break;
    }
    size = Math.max(1, Math.floor(size / CHUNK_FACTOR));
  }
  return sizes;
}

/** Runs one after another; what was finished when the signal came, or when one failed. */
async function runAll(
  runs: readonly Settings[],
  { signal, onProgress, onFailure }: SweepOptions,
): Promise<RunReport[]> {
  const reports: RunReport[] = [];
  const began = performance.now();
  for (const fields of runs) {
    const done = reports.length;
    const perRun = done === 0 ? null : (performance.now() - began) / done;
    const remainingMs = perRun === null ? null : perRun * (runs.length - done);
    onProgress({ done, of: runs.length, remainingMs });
    try {
      const report = await Engine.shared().run(fields as Fields, { signal });
      if (signal.aborted) {
        break;
      }
      reports.push(report);
    } catch (exception) {
      if (done === 0 || !(exception instanceof PlaygroundFailure)) {
        throw exception;
      }
      onFailure(exception);
      break;
    }
  }
  return reports;
}

function pointOf(report: RunReport, contender: Contender): ScalingPoint[] {
  const own = resultOf(report, contender);
  const sequential = resultOf(report, { ...contender, strategy: catalogue.yardstick });
  if (own === undefined || sequential === undefined) {
    return [];
  }
  const times = ({ trials }: StrategyResult) => trials.map(({ elapsedMs }) => elapsedMs);
  const { inflation } = own;
  return [
    {
      workers: report.request.workers,
      elapsedMs: times(own),
      sequentialMs: times(sequential),
      ...(inflation && { inflation }),
    },
  ];
}

function resultOf(report: RunReport, contender: Contender): StrategyResult | undefined {
  return report.results.find((result) => isSame(result, contender));
}
