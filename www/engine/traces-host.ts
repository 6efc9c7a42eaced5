import { msg, str } from "@lit/localize";
import { laterModule, type Speaking } from "./later-module";

/** `traces.js` as a module: `www/traces/`. */
interface TracesModule extends Speaking {
  reportOfTrace(text: string): string | null;
}

/**
 * The report, in JSON, that is made of another program's trace; nothing if the text is none. What
 * makes it is loaded only now.
 *
 * @param root the site's root, absolute, ending in a slash
 * @throws PlaygroundError `start-failed` if the file for it cannot be had, `unreadable-report` if
 *   the trace is not as its format has it
 */
export async function reportOfTrace(text: string, root: string): Promise<string | null> {
  const { reportOfTrace } = await laterModule<TracesModule>("traces.js", root, (missing) =>
    msg(
      str`This file is no report. Whether it is another program’s trace cannot be told: ${missing}. Reload the page.`,
    ),
  );
  return reportOfTrace(text);
}
