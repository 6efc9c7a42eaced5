import type { Figure } from "../figures/figure.ts";
import type { Measured } from "../figures/rounds.ts";

/** All that one run of the benchmark found. */
export interface Results {
  /** When: ISO 8601. */
  date: string;
  /** On what. */
  machine: string;
  /** Whether it was only a first look. */
  quick: boolean;
  /** Threads or processes of those that had some. */
  workers: number;
  /** What each part took, in seconds, builds of what is compared included. */
  tookS: Record<string, number>;
  figures: Figure[];
  /** The times that the figures about tasks come from. */
  measured: Measured[];
}
