import type { SpanKind } from "../generated/types/SpanKind";
import { SPAN_KINDS, SPAN_STYLES } from "./span-style";

/** Kinds that fill their lane; the others are a line, too thin to be seen in a column. */
const SOLID_KINDS = SPAN_KINDS.filter((kind) => SPAN_STYLES[kind].texture !== "thin-line");

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
  readonly #draw: DrawBlock;
  readonly #shares = new Map<SpanKind, number>();
  #left = Number.NEGATIVE_INFINITY;
  #block: { left: number; right: number; heights: readonly number[] } | undefined;

  constructor(laneHeight: number, draw: DrawBlock) {
    this.#laneHeight = laneHeight;
    this.#draw = draw;
  }

  /** Adds a span that fills so much of the column at `left`; columns come in order. */
  add(left: number, kind: SpanKind, share: number): void {
    if (left !== this.#left) {
      this.#close();
      this.#left = left;
    }
    this.#shares.set(kind, (this.#shares.get(kind) ?? 0) + share);
  }

  /** Draws what is not drawn yet. */
  end(): void {
    this.#close();
    this.#drawBlock();
  }

  /** The present column is complete: it makes the block longer, or begins another. */
  #close(): void {
    if (this.#shares.size === 0) {
      return;
    }
    const heights = this.#heights();
    const block = this.#block;
    if (block?.right === this.#left && heights.every((height, i) => height === block.heights[i])) {
      block.right += 1;
    } else {
      this.#drawBlock();
      this.#block = { left: this.#left, right: this.#left + 1, heights };
    }
    this.#shares.clear();
  }

  /** In whole pixels, at least one for what is there at all, and no more than the lane's height. */
  #heights(): number[] {
    let room = this.#laneHeight;
    return SOLID_KINDS.map((kind) => {
      const share = this.#shares.get(kind) ?? 0;
      const height = share > 0 ? Math.max(Math.round(share * this.#laneHeight), 1) : 0;
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
