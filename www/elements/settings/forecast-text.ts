import type { Forecast } from "../../generated/types/Forecast";
import { roughly } from "../foundation/format";

const MINUTE_MS = 60_000;

/** About how long a run will take: `Takes about 6 min; sequential alone about 3 min.` */
export function forecastText({ totalMs, sequentialMs }: Forecast): string {
  const all = `Takes ${about(totalMs)}`;
  const isWorthAWord = totalMs >= MINUTE_MS && sequentialMs < totalMs;
  return isWorthAWord ? `${all}; sequential alone ${about(sequentialMs)}.` : `${all}.`;
}

/** Minutes are whole: more would promise too much. */
function about(ms: number): string {
  return ms < MINUTE_MS ? roughly(ms) : `about ${Math.round(ms / MINUTE_MS)}\u00a0min`;
}
