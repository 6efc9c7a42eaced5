import { msg } from "@lit/localize";
import type { SpeedupStack } from "../../generated/types/SpeedupStack";
import { decimal } from "../foundation/format";

/** A part of a speed-up stack: its name in the report, and what it is called and means. */
export interface StackPart {
  readonly name: keyof SpeedupStack;
  label(): string;
  meaning(): string;
}

/** All parts, in the order in which they are drawn. */
export const STACK_PARTS: readonly StackPart[] = [
  {
    name: "speedup",
    label: () => msg("speed-up"),
    meaning: () => msg("what the workers gained"),
  },
  {
    name: "inflation",
    label: () => msg("inflation"),
    meaning: () => msg("the same work took longer in all than it did in sequential"),
  },
  {
    name: "lockWait",
    label: () => msg("lock wait"),
    meaning: () => msg("waiting for a lock"),
  },
  {
    name: "serialise",
    label: () => msg("serialise"),
    meaning: () => msg("turning data into bytes and back, or waiting for that"),
  },
  {
    name: "copy",
    label: () => msg("copy"),
    meaning: () => msg("moving bytes between memories, or waiting for that"),
  },
  {
    name: "waiting",
    label: () => msg("waiting"),
    meaning: () => msg("nothing to do while others computed"),
  },
  {
    name: "startAndCombine",
    label: () => msg("start and combine"),
    meaning: () => msg("before anyone computed and after all had"),
  },
];

/** A part less than this is not seen, and not named. */
const LEAST = 0.005;

/** Where a part is drawn, in workers. */
export interface Segment {
  readonly part: StackPart;
  readonly from: number;
  readonly to: number;
}

/** A stack as it is drawn. */
export interface DrawnStack {
  /** One behind the other, from 0 on. */
  readonly segments: readonly Segment[];
  /**
   * What was less than sequential's: by so much the segments reach beyond the workers there were.
   */
  readonly gains: readonly Segment[];
}

/** The parts of a stack, each where it is drawn. */
export function drawnStack(stack: SpeedupStack): DrawnStack {
  const row = (amounts: readonly [StackPart, number][], from: number): Segment[] => {
    let end = from;
    return amounts.map(([part, amount]) => {
      const begin = end;
      end += amount;
      return { part, from: begin, to: end };
    });
  };
  const all = STACK_PARTS.map((part): [StackPart, number] => [part, stack[part.name]]);
  const more = all.filter(([, amount]) => amount >= LEAST);
  const less = all.filter(([, amount]) => amount <= -LEAST);
  const gained = less.map(([part, amount]): [StackPart, number] => [part, -amount]);
  return { segments: row(more, 0), gains: row(gained, workersOf(stack)) };
}

/** The workers there were: all parts together. */
export function workersOf(stack: SpeedupStack): number {
  return Math.round(STACK_PARTS.reduce((sum, { name }) => sum + stack[name], 0));
}

/** The parts that are seen in at least one of the stacks. */
export function partsSeen(stacks: readonly SpeedupStack[]): StackPart[] {
  return STACK_PARTS.filter(({ name }) => stacks.some((stack) => Math.abs(stack[name]) >= LEAST));
}

/** A part's amount, such as `0.12`. */
export function amountText(amount: number): string {
  return Math.abs(amount) < LEAST ? "0" : decimal(amount, 2).replace("-", "−");
}
