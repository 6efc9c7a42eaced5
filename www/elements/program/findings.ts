/** What the last run found of a program's versions, as long as they are those that ran. */

import { msg } from "@lit/localize";
import type { RunReport } from "../../generated/types/RunReport";
import type { Version } from "./version";

/** What is not as it should be, by the ids of the versions. */
export type Marks = ReadonlyMap<string, string>;

/** The versions that are as they were when they ran: a report tells nothing of others. */
export function asTheyRan({ request }: RunReport, versions: readonly Version[]): Version[] {
  const ran = new Map(request.versions.map((version) => [version.id, version]));
  return versions.filter(({ id, source, ranks, unordered = false }) => {
    const then = ran.get(id);
    return then?.source === source && then.ranks === ranks && then.unordered === unordered;
  });
}

/** The versions that are not as they should be. */
export function marksOf(report: RunReport, versions: readonly Version[]): Marks {
  const known = asTheyRan(report, versions);
  const marks = new Map<string, string>();
  for (const { id } of known) {
    if (report.skipped.some(({ strategy }) => strategy === id)) {
      marks.set(id, msg("did not finish"));
    }
    const result = report.results.find(({ strategy }) => strategy === id);
    // What a version prints is compared with what the first does.
    if (result?.matchesSequential === false && known[0] === versions[0]) {
      marks.set(id, msg("prints something else"));
    }
  }
  return marks;
}
