import type { SpeedupStack } from "../../generated/types/SpeedupStack";

/** A part of a speed-up stack: its name in the report, and what it is called and means. */
export interface StackPart {
  readonly name: keyof SpeedupStack;
  readonly label: string;
  readonly meaning: string;
}

/** All parts, in the order in which they are drawn. */
export const STACK_PARTS: readonly StackPart[] = [
  {
    name: "speedup",
    label: "speed-up",
    meaning: "what the workers gained",
  },
  {
    name: "inflation",
    label: "inflation",
    meaning: "the same work took longer in all than it took sequential",
  },
  { name: "lockWait", label: "lock wait", meaning: "waiting for a lock" },
  {
    name: "serialise",
    label: "serialise",
    meaning: "turning data into bytes and back, or waiting for that",
  },
  { name: "copy", label: "copy", meaning: "moving bytes between memories, or waiting for that" },
  { name: "waiting", label: "waiting", meaning: "nothing to do while others computed" },
  {
    name: "startAndCombine",
    label: "start and combine",
    meaning: "before anyone computed and after all had",
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
  return Math.abs(amount) < LEAST ? "0" : amount.toFixed(2).replace("-", "−");
}
