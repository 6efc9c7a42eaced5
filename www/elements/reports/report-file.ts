import type { RunReport } from "../../generated/types/RunReport";
import { packedLane, SpanRow } from "../foundation/span-row";
import { jsonFile } from "./json-file";

/** A report as the file that it can be opened from again, with whole lists of spans. */
export function reportFile(report: RunReport): Promise<Blob> {
  const results = report.results.map((result) => ({
    ...result,
    trials: result.trials.map((trial) => ({
      ...trial,
      lanes: trial.lanes.map((lane) => ({ ...packedLane(lane), spans: new SpanRow(lane) })),
    })),
  }));
  return jsonFile({ ...report, results });
}
