/** What other programs wrote of their own runs, opened as reports whose lanes tell of no items. */

import { msg, str } from "@lit/localize";
import { messageOf, plainFailure } from "../engine/failure";
import type { Lane } from "../generated/types/Lane";
import { eventsOf, lanesOfTrace } from "./chrome-trace";
import { lanesOfLog, readLog } from "./event-log";
import { reportOfLanes } from "./report";
import { lanesOfStream, recordsOf } from "./task-stream";

/**
 * The report, in JSON, that is made of another program's trace; nothing if the text is none.
 *
 * @throws PlaygroundError `unreadable-report` if it is one, but not as its format has it
 */
export function reportOfTrace(text: string): string | null {
  try {
    const found = lanesIn(text);
    return found === null ? null : JSON.stringify(reportOfLanes(...found));
  } catch (exception) {
    // Whatever is odd about a file, it ends nobody's run.
    const message = messageOf(exception);
    throw plainFailure(
      "unreadable-report",
      msg(str`This file is not as its format has it: ${message}. Save it again.`),
    );
  }
}

/** What kind of trace it is, and the lanes in it. */
function lanesIn(text: string): [what: string, lanes: Lane[]] | null {
  const data = dataIn(text);
  if (data === undefined) {
    const log = readLog(text);
    return log.tasks.length === 0 ? null : ["spark-event-log", lanesOfLog(log)];
  }
  const records = recordsOf(data);
  if (records !== null) {
    return ["dask-task-stream", lanesOfStream(records)];
  }
  const events = eventsOf(data);
  return events === null ? null : ["chrome-trace", lanesOfTrace(events)];
}

/** What a text in JSON says; a list may lack its end, as a Chrome trace's does if it is cut. */
function dataIn(text: string): unknown {
  const list = text.trimStart().startsWith("[") ? `${text.trimEnd().replace(/,$/, "")}]` : text;
  for (const json of [text, list]) {
    try {
      return JSON.parse(json);
    } catch {
      // It may be the other, or a log of many lines.
    }
  }
  return undefined;
}
