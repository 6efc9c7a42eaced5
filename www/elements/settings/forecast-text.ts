import { msg, str } from "@lit/localize";
import type { Forecast } from "../../generated/types/Forecast";
import { about, roughly } from "../foundation/format";

const MINUTE_MS = 60_000;

/** About how long a run will take: `Takes about 6 min; sequential alone about 3 min.` */
export function forecastText({ totalMs, sequentialMs }: Forecast): string {
  const all = wholeMinutes(totalMs);
  if (totalMs < MINUTE_MS || sequentialMs >= totalMs) {
    return msg(str`Takes ${all}.`);
  }
  const alone = wholeMinutes(sequentialMs);
  return msg(str`Takes ${all}; sequential alone ${alone}.`);
}

/** Minutes are whole: more would promise too much. */
function wholeMinutes(ms: number): string {
  return ms < MINUTE_MS ? roughly(ms) : about(`${Math.round(ms / MINUTE_MS)}\u00a0min`);
}
