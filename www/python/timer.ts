/** Timers for times that programs give, which may be of any length. */

export type Timer = ReturnType<typeof setTimeout>;

/** The longest that browsers count, 25 days; a timer of more would go off at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** Calls a function after a time. */
export function after(ms: number, act: () => void): Timer {
  return setTimeout(act, Math.min(ms, LONGEST_MS));
}
