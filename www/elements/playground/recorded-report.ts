import { msg, str } from "@lit/localize";
import { Engine, messageOf, PlaygroundFailure } from "../../engine/engine";
import type { SavedReport } from "../foundation/authored-element";

/**
 * A report that an author recorded, from its address.
 *
 * @throws PlaygroundFailure `unreadable-report` if there is none at that address
 */
export async function recordedReport(address: string): Promise<SavedReport> {
  const report = await Engine.shared().readReport(await fileAt(address));
  return {
    name: fileNameIn(new URL(address, document.baseURI).pathname),
    report,
    isRecorded: true,
  };
}

/** The last of a path, as its file is called. */
function fileNameIn(pathname: string): string {
  const last = pathname.slice(pathname.lastIndexOf("/") + 1);
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

async function fileAt(address: string): Promise<Blob> {
  let href = address;
  try {
    href = new URL(address, document.baseURI).href;
    const response = await fetch(href);
    if (response.ok) {
      return await response.blob();
    }
    throw new Error(`${response.status} ${response.statusText}`);
  } catch (exception) {
    const cause = messageOf(exception);
    throw new PlaygroundFailure(
      "unreadable-report",
      msg(
        str`The recorded report ${href} could not be loaded (${cause}). Press Run to make a report of your own.`,
      ),
    );
  }
}
