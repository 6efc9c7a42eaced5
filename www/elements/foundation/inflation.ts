import type { InflationCause } from "../../generated/types/InflationCause";

/** Why the same work took longer, by its cause, as the end of a sentence. */
const REASONS: Readonly<Record<InflationCause, string>> = {
  oversubscribed: "the workers were more than the cores and took turns",
  "busy-machine": "other programs had the cores for part of the time",
  "shared-hardware": "the workers share a memory and its caches, or the parts of a core",
  unknown: "the workers share a memory and its caches, or other programs had the cores",
};

/** Why the same work took longer on several workers than on one, as the end of a sentence. */
export function inflationReason(cause: InflationCause): string {
  return REASONS[cause];
}
