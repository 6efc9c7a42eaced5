import { msg } from "@lit/localize";
import type { InflationCause } from "../../generated/types/InflationCause";

/** Why the same work took longer on several workers than on one, as the end of a sentence. */
export function inflationReason(cause: InflationCause): string {
  switch (cause) {
    case "oversubscribed":
      return msg("there were more workers than cores, and they took turns");
    case "busy-machine":
      return msg("other programs used the cores for part of the time");
    case "shared-hardware":
      return msg("the workers share a memory and its caches, or the parts of a core");
    case "unknown":
      return msg("the workers share a memory and its caches, or other programs used the cores");
  }
}
