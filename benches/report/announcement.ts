import type { Results } from "./results.ts";

/** What is said before anything is measured: how long it will take, as far as that is known. */
export function announcement(
  parts: readonly string[],
  isQuick: boolean,
  last: Partial<Results> | null,
): string {
  const known = last?.quick === isQuick ? (last.tookS ?? {}) : {};
  const seconds = parts.map((part) => known[part]);
  if (seconds.every((took) => took !== undefined)) {
    const sum = seconds.reduce((all, took) => all + took, 0);
    return `This takes about ${text(sum)}, as it did the last time here.`;
  }
  return `This takes about ${isQuick ? "three" : "thirty-five"} minutes, after builds of what is compared.`;
}

function text(seconds: number): string {
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} minutes`;
}
