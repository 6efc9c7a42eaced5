import type { SpanKind } from "../../generated/types/SpanKind";
import type { LaneIndex } from "./lane-index";
import { SPAN_KINDS, SPAN_STYLES } from "./span-style";

/** Kinds that fill their lane; the others are a line, too thin to be seen in a column. */
const SOLID_KINDS = SPAN_KINDS.filter((kind) => SPAN_STYLES[kind].texture !== "thin-line");
/** Their numbers among all kinds. */
const SOLID_NUMBERS = SOLID_KINDS.map((kind) => SPAN_KINDS.indexOf(kind));

/** What is less of a column than this is not there: sums are as exact as their rounding. */
const LEAST_SHARE = 1e-6;

/** A stretch of lane in which a kind stands so high; `base` is where it stands on. */
export type DrawBlock = (
  kind: SpanKind,
  left: number,
  right: number,
  base: number,
  height: number,
) => void;

/**
 * Columns one pixel wide, in each of which many spans lie: every kind stands as high as its share
 * of the column. Columns alike are drawn as one block, since it is the number of blocks that
 * costs time.
 */
export class LaneColumns {
  readonly #laneHeight: number;
  readonly #pixelsPerMs: number;
  readonly #draw: DrawBlock;
  /** By kind: the time that it takes in the present column. */
  readonly #times = new Float64Array(SPAN_KINDS.length);
  #left: number | undefined;
  #block: { left: number; right: number; heights: readonly number[] } | undefined;

  constructor(laneHeight: number, pixelsPerMs: number, draw: DrawBlock) {
    this.#laneHeight = laneHeight;
    this.#pixelsPerMs = pixelsPerMs;
    this.#draw = draw;
  }

  /** Adds a lane's spans `from` to before `to` to the column at `left`; columns come in order. */
  add(left: number, lane: LaneIndex, from: number, to: number): void {
    if (left !== this.#left) {
      this.#close();
      this.#left = left;
    }
    lane.addTimes(this.#times, from, to);
  }

  /** Draws what is not drawn yet. */
  end(): void {
    this.#close();
    this.#drawBlock();
  }

  /** The present column is complete: it makes the block longer, or begins another. */
  #close(): void {
    const left = this.#left;
    if (left === undefined) {
      return;
    }
    const heights = this.#heights();
    const block = this.#block;
    if (block?.right === left && heights.every((height, i) => height === block.heights[i])) {
      block.right += 1;
    } else {
      this.#drawBlock();
      this.#block = { left, right: left + 1, heights };
    }
    this.#times.fill(0);
  }

  /** In whole pixels, at least one for what is there at all, and no more than the lane's height. */
  #heights(): number[] {
    let room = this.#laneHeight;
    return SOLID_NUMBERS.map((number) => {
      const share = (this.#times[number] ?? 0) * this.#pixelsPerMs;
      const height = share > LEAST_SHARE ? Math.max(Math.round(share * this.#laneHeight), 1) : 0;
      const fitting = Math.min(height, room);
      room -= fitting;
      return fitting;
    });
  }

  #drawBlock(): void {
    const { left, right, heights } = this.#block ?? { left: 0, right: 0, heights: [] };
    let base = 0;
    SOLID_KINDS.forEach((kind, index) => {
      const height = heights[index] ?? 0;
      if (height > 0) {
        this.#draw(kind, left, right, base, height);
        base += height;
      }
    });
    this.#block = undefined;
  }
}
